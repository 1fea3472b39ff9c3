/** The desk contract, each procedure one line into its service. */
import { implement } from '@orpc/server';
import { deskContract } from '../../contract/desk/desk-contract.ts';
import type { AppInfo } from '../../contract/desk/desk-contract.ts';
import type { CallService } from './call-service.ts';
import type { CaseService } from './case-service.ts';
import type { DialingService } from './dialing-service.ts';
import type { RecordingService } from './recording-service.ts';
import type { SessionService } from './session-service.ts';
import type { SettingsService } from './settings-service.ts';
import type { SyncService } from './sync-service.ts';

export interface DeskServices {
  readonly info: () => Promise<AppInfo>;
  readonly session: SessionService;
  readonly cases: CaseService;
  readonly dialing: DialingService;
  readonly calls: CallService;
  readonly recordings: RecordingService;
  readonly sync: SyncService;
  readonly settings: SettingsService;
}

export function createDeskRouter(services: DeskServices) {
  const { session, cases, dialing, calls, recordings, sync, settings } = services;
  const os = implement(deskContract);
  return os.router({
    app: { info: os.app.info.handler(() => services.info()) },
    session: {
      current: os.session.current.handler(() => session.current()),
      signIn: os.session.signIn.handler(({ input }) => session.signIn(input.username, input.password)),
      signOut: os.session.signOut.handler(async () => {
        await session.signOut();
        return {};
      }),
    },
    cases: {
      queue: os.cases.queue.handler(({ input }) => cases.queue(input)),
      get: os.cases.get.handler(({ input }) => cases.view(input.caseId)),
      reveal: os.cases.reveal.handler(({ input }) => cases.reveal(input)),
    },
    dialing: { check: os.dialing.check.handler(({ input }) => dialing.check(input.caseId, input.contactId)) },
    calls: {
      finish: os.calls.finish.handler(({ input }) => calls.finish(input.caseId, input.call, input.flags)),
      heard: os.calls.heard.handler(({ input }) => {
        calls.heard(input.caseId, input.callId, input.utterance);
        return {};
      }),
      flagged: os.calls.flagged.handler(({ input }) => {
        calls.flagged(input.caseId, input.callId, input.flag);
        return {};
      }),
      saveDraft: os.calls.saveDraft.handler(({ input }) => {
        calls.saveDraft(input.caseId, input.draft);
        return {};
      }),
      draft: os.calls.draft.handler(({ input }) => {
        session.required();
        return { draft: calls.draft(input.caseId) };
      }),
      wrapUp: os.calls.wrapUp.handler(({ input }) => calls.wrapUp(input.caseId, input.wrapUp)),
    },
    recordings: {
      open: os.recordings.open.handler(({ input }) => recordings.open(input)),
      append: os.recordings.append.handler(async ({ input }) => recordings.append(input.recordingId, input.sequence, Buffer.from(await input.piece.arrayBuffer()))),
      finish: os.recordings.finish.handler(({ input }) => recordings.finish(input.recordingId, input.durationMs)),
      list: os.recordings.list.handler(({ input }) => recordings.list(input.caseId)),
      read: os.recordings.read.handler(({ input }) => {
        session.required();
        const { bytes, mimeType } = recordings.read(input.recordingId);
        return new Blob([new Uint8Array(bytes)], { type: mimeType });
      }),
    },
    sync: {
      status: os.sync.status.handler(() => sync.status()),
      watch: os.sync.watch.handler(({ signal }) => sync.watch(signal)),
      now: os.sync.now.handler(() => sync.now()),
      outbox: os.sync.outbox.handler(() => [...sync.outbox()]),
      retry: os.sync.retry.handler(({ input }) => {
        sync.retry(input.id);
        return {};
      }),
    },
    settings: {
      get: os.settings.get.handler(() => settings.get()),
      set: os.settings.set.handler(({ input }) => settings.set(input)),
    },
  });
}
