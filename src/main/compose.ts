/** Builds every service of the desk from a Host: the only place that says `new`. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ActivityRepository } from './storage/activity-repository.ts';
import { CaseRepository } from './storage/case-repository.ts';
import { LiveCallRepository } from './storage/live-call-repository.ts';
import { MetaRepository } from './storage/meta-repository.ts';
import { openDatabase } from './storage/open-database.ts';
import { RecordingRepository } from './storage/recording-repository.ts';
import { CallService } from './services/call-service.ts';
import { CaseService } from './services/case-service.ts';
import { createCentralClient, defaultTimeLimitMs } from './services/central-client.ts';
import { ChangePull } from './services/change-pull.ts';
import { createDeskRouter } from './services/desk-router.ts';
import { DialingService } from './services/dialing-service.ts';
import { OutboxPush } from './services/outbox-push.ts';
import { RecordingService } from './services/recording-service.ts';
import { rescueOutbox } from './services/rescue-outbox.ts';
import { SessionService } from './services/session-service.ts';
import { SettingsService } from './services/settings-service.ts';
import { SpeechModels } from './services/speech-models.ts';
import { SyncService } from './services/sync-service.ts';
import { UploadQueue } from './services/upload-queue.ts';
import { WorkLog } from './services/work-log.ts';
import type { DeskConfig, Host } from './hosts/host.ts';

export interface Desk {
  readonly router: ReturnType<typeof createDeskRouter>;
  readonly speech: SpeechModels;
  stop(): Promise<void>;
}

/** Throws DeskStorageError when the local database cannot be used; a damaged one is kept aside and work goes on. */
export function composeDesk(host: Host, config: DeskConfig): Desk {
  const { log } = host;
  const now = (): number => host.now();
  const key = host.secrets.databaseKey();
  const file = join(host.dataDir, 'desk.db');
  const { database } = openDatabase(file, key, now());
  const meta = new MetaRepository(database);
  const activities = new ActivityRepository(database);
  const cases = new CaseRepository(database);
  const recordingRows = new RecordingRepository(database);
  const damaged = rescueOutbox(file, key, database, now());
  for (const one of damaged) log.warn(one, 'the database was damaged; it is kept aside and a fresh one is filled');

  const deskId = meta.get('desk-id') ?? `desk-${randomUUID().slice(0, 8)}`;
  meta.set('desk-id', deskId);
  let poke = (): void => undefined;
  let clockSeen = (_centreMs: number, _sentMs: number): void => undefined;
  const closing = new AbortController();
  const timeLimitMs = config.timeLimitMs ?? defaultTimeLimitMs;
  const handOver = {
    hasUnsent: () => activities.counts().waiting > 0 || recordingRows.counts().waiting > 0,
    clear: database.transaction(() => {
      cases.removeAll();
      for (const name of ['cursor', 'withdrawn', 'last-sync']) meta.remove(name);
    }),
  };
  const session = new SessionService({ meta, tenant: config.tenant, deskId, handOver, changed: () => poke() });
  const central = createCentralClient({ url: config.centralUrl, token: () => session.token, timeLimitMs, closing: closing.signal, answered: (centreMs, sentMs) => clockSeen(centreMs, sentMs), now });
  session.connect(central);
  const workLog = new WorkLog({ database, activities, meta, deskId, now, written: () => poke() });
  const dialing = new DialingService({ cases, activities, log: workLog, session, now });
  const caseService = new CaseService({ cases, activities, dialing, log: workLog, session, now });
  const calls = new CallService({ database, cases, activities, live: new LiveCallRepository(database), log: workLog, session, now });
  const recordings = new RecordingService({ repository: recordingRows, folder: join(host.dataDir, 'recordings'), key, session, log, now, stored: () => poke() });
  const interrupted = calls.recoverInterrupted(recordings.recover());
  if (interrupted > 0) log.warn({ interrupted }, 'calls that were live when the desk ended were closed with what was kept');
  const sync = new SyncService({
    push: new OutboxPush({ database, activities, central }),
    pull: new ChangePull({ database, cases, activities, meta, session, central, now }),
    uploads: new UploadQueue({ recordings: recordingRows, recordingService: recordings, session, central, centralUrl: config.centralUrl, timeLimitMs, closing: closing.signal, log }),
    cases,
    activities,
    recordings: recordingRows,
    meta,
    session,
    closing,
    log,
    now,
  });
  clockSeen = (centreMs, sentMs) => sync.clockSeen(centreMs, sentMs);
  poke = () => sync.poke();
  const settings = new SettingsService(meta, 'en-US');
  const speech = new SpeechModels(config.modelsDir, config.replayFile);

  const router = createDeskRouter({
    session,
    cases: caseService,
    dialing,
    calls,
    recordings,
    sync,
    settings,
    info: async () => ({
      version: config.version,
      host: host.kind,
      capabilities: [...host.capabilities],
      deskId,
      tenant: config.tenant,
      line: config.line,
      speech: [...(await speech.list())],
      practice: config.practice,
      damaged: damaged[0] ?? null,
    }),
  });
  sync.start();
  return {
    router,
    speech,
    stop: async () => {
      await sync.stop();
      recordings.stop();
      database.close();
    },
  };
}
