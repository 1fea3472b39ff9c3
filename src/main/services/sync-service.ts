/** Keeps desk and centre alike: drains the outbox in order, pulls changes by cursor, uploads recordings. Never in the way of work. */
import { EventPublisher } from '@orpc/server';
import { z } from 'zod';
import { change as changeSchema, protocolVersion } from '../../contract/central/central-contract.ts';
import type { OutboxItem, SyncStatus } from '../../contract/desk/desk-contract.ts';
import { receipt as receiptSchema } from '../../contract/schemas.ts';
import type { Case } from '../../domain/case/case.ts';
import type { Activity } from '../../domain/sync/activity.ts';
import type { Log } from '../hosts/host.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';
import type { DeskDatabase } from '../storage/open-database.ts';
import type { RecordingRepository, RecordingRow } from '../storage/recording-repository.ts';
import { backOffMs } from './back-off.ts';
import { failureOf, reasonOf } from './central-client.ts';
import type { CentralClient } from './central-client.ts';
import type { RecordingService } from './recording-service.ts';
import { UploadFailed, uploadRecording } from './recording-upload.ts';
import type { SessionService } from './session-service.ts';

const pageSize = 200;
const batchSize = 100;
const idleMs = 5_000;
const changesPage = z.object({ changes: z.array(changeSchema), cursor: z.number().int(), more: z.boolean(), remaining: z.number().int() });
const receiptsPage = z.object({ receipts: z.array(receiptSchema) });

interface Parts {
  readonly database: DeskDatabase; readonly cases: CaseRepository; readonly activities: ActivityRepository; readonly recordings: RecordingRepository; readonly recordingService: RecordingService;
  readonly meta: MetaRepository; readonly session: SessionService; readonly central: CentralClient; readonly centralUrl: string; readonly log: Log; readonly now: () => number;
}

export class SyncService {
  readonly #parts: Parts;
  readonly #publisher = new EventPublisher<{ status: SyncStatus }>({ maxBufferedEvents: 5 });
  #link: SyncStatus['link'] = 'offline';
  #since: number; #lastSyncAt: number | null; #pull: SyncStatus['pull'] = null; #sending: string | null = null;
  #failures = 0; #timer: NodeJS.Timeout | null = null; #running: Promise<void> | null = null; #again = false; #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#since = parts.now();
    const kept = parts.meta.get('last-sync');
    this.#lastSyncAt = kept === null ? null : Number(kept);
  }

  start(): void { this.poke(); }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  /** Something new is waiting: do not let it wait for the next turn. */
  poke(): void {
    if (this.#stopped) return;
    if (this.#running !== null) { this.#again = true; return; }
    this.#publish();
    this.#schedule(this.#failures > 0 ? 250 : 20);
  }

  /** One turn now; resolves when it is over, whatever came of it. */
  async now(): Promise<SyncStatus> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#running === null) this.#run();
    await this.#running;
    return this.status();
  }

  status(): SyncStatus {
    const { activities, recordings } = this.#parts;
    const counts = activities.counts();
    const uploads = recordings.uploads().map((row) => ({
      recordingId: row.id, sentBytes: row.sent_bytes, totalBytes: row.total_bytes, state: row.upload === 'none' ? 'waiting' as const : row.id === this.#sending ? 'sending' as const : row.upload,
    }));
    return {
      link: this.#link, since: this.#since, lastSyncAt: this.#lastSyncAt, pull: this.#pull, receipts: counts.receipts, uploads,
      waiting: counts.waiting + uploads.filter((one) => one.state === 'waiting' || one.state === 'sending').length, setAside: counts.setAside + uploads.filter((one) => one.state === 'set-aside').length,
    };
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<SyncStatus> {
    yield this.status();
    for await (const status of this.#publisher.subscribe('status', signal === undefined ? undefined : { signal })) yield status;
  }

  /** What waits, for the sync drawer. */
  outbox(): readonly OutboxItem[] {
    const { activities, cases } = this.#parts;
    return activities.outbox().map((row) => ({
      id: row.activity_id, kind: row.kind, caseNo: cases.get(row.case_id)?.caseNo ?? '', createdAt: row.created_at, state: row.state, tries: row.tries, lastError: row.last_error,
    }));
  }

  retry(id: string): void {
    this.#parts.activities.retry(id);
    this.#parts.recordings.retry(id);
    this.poke();
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), ms);
  }

  #run(): void {
    if (this.#running !== null || this.#stopped) return;
    this.#running = this.#turn().finally(() => {
      this.#running = null;
      const again = this.#again;
      this.#again = false;
      this.#publish();
      this.#schedule(this.#failures > 0 ? backOffMs(this.#failures, Math.random()) : again ? 20 : idleMs);
    });
  }

  async #turn(): Promise<void> {
    const { session, log, meta, now } = this.#parts;
    if (session.token === null) { this.#setLink('sign-in-again'); return; }
    try {
      await session.renew(now());
      await this.#push();
      await this.#pullChanges();
      await this.#upload();
      this.#failures = 0;
      this.#lastSyncAt = now();
      meta.set('last-sync', String(this.#lastSyncAt));
      this.#setLink('online');
    } catch (error) {
      const failure = failureOf(error);
      this.#failures += 1;
      this.#pull = null;
      this.#setLink(failure === 'sign-in-again' || failure === 'update-needed' ? failure : 'offline');
      log.warn({ reason: reasonOf(error), failures: this.#failures }, 'sync will try again');
    }
  }

  async #push(): Promise<void> {
    for (;;) {
      const batch = this.#parts.activities.waiting(batchSize);
      if (batch.length === 0) return;
      await this.#send(batch);
      this.#publish();
    }
  }

  /** A batch the centre refuses as a whole is sent one by one, so that one bad item holds up nobody else. */
  async #send(batch: readonly Activity[]): Promise<void> {
    const { activities, central, database } = this.#parts;
    let answer: z.infer<typeof receiptsPage>;
    try {
      answer = receiptsPage.parse(await central.sync.ingest({ protocol: protocolVersion, activities: [...batch] }));
    } catch (error) {
      activities.noteFailure(batch.map((one) => one.id), reasonOf(error));
      if (failureOf(error) !== 'refused') throw error;
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) activities.setAside(only.id, reasonOf(error));
      else for (const one of batch) await this.#send([one]);
      return;
    }
    const sent = new Set(batch.map((one) => one.id));
    database.transaction(() => {
      for (const one of answer.receipts) {
        if (!sent.delete(one.activityId)) continue;
        if (one.status === 'rejected') activities.setAside(one.activityId, one.reason ?? 'rejected');
        else activities.confirm(one.activityId, one.status, one.receivedAt);
      }
      for (const missing of sent) activities.setAside(missing, 'no receipt');
    })();
  }

  async #pullChanges(): Promise<void> {
    const { central, cases, database, meta, session } = this.#parts;
    let done = 0;
    for (;;) {
      const cursor = Number(meta.get('cursor') ?? '0');
      const page = changesPage.parse(await central.sync.changes({ cursor, limit: pageSize }));
      database.transaction(() => {
        for (const one of page.changes) {
          if (one.kind === 'case') cases.save(this.#merged(one.case));
          else cases.remove(one.caseId);
        }
        meta.set('cursor', String(page.cursor));
        if (session.current() !== null) meta.set('cases-of', session.current()?.id ?? '');
      })();
      done += page.changes.length;
      this.#pull = page.more || done > pageSize ? { done, total: done + page.remaining } : null;
      if (page.changes.length > 0) this.#publish();
      if (!page.more) break;
    }
    this.#pull = null;
  }

  /** What the agent decided and the centre does not know yet stays as it is on the desk. */
  #merged(fromCentre: Case): Case {
    const waiting = this.#parts.activities.outbox().some((row) => row.case_id === fromCentre.id && row.kind === 'wrap-up');
    const own = waiting ? this.#parts.cases.get(fromCentre.id) : null;
    return own === null ? fromCentre : { ...fromCentre, status: own.status, nextAction: own.nextAction, nextActionAt: own.nextActionAt };
  }

  async #upload(): Promise<void> {
    for (let row = this.#parts.recordings.nextUpload(); row !== null && !this.#stopped; row = this.#parts.recordings.nextUpload()) await this.#uploadOne(row);
  }

  async #uploadOne(row: RecordingRow): Promise<void> {
    const { recordings, recordingService, central, centralUrl, session, log } = this.#parts;
    this.#sending = row.id;
    try {
      const { bytes } = recordingService.read(row.id);
      await uploadRecording({
        endpoint: `${centralUrl}/recordings`, token: session.token ?? '', bytes, uploadUrl: row.upload_url,
        metadata: { recordingId: row.id, caseId: row.case_id, callId: row.call_id, sha256: row.sha256 ?? '', mimeType: row.mime_type, durationMs: String(Math.round(row.duration_ms)) },
        onProgress: (sent, url) => { recordings.sending(row.id, sent, url); this.#publish(); },
      });
      const confirmed = await central.recordings.receipt({ recordingId: row.id });
      if (confirmed.sha256 !== row.sha256) throw new UploadFailed(460);
      recordings.uploaded(row.id, confirmed.sha256);
    } catch (error) {
      this.#uploadError(row, error);
      log.warn({ recordingId: row.id, reason: error instanceof UploadFailed ? error.message : reasonOf(error) }, 'upload will go on later');
    } finally {
      this.#sending = null;
    }
  }

  /** A gone upload address is forgotten, a refusal is set aside and shown; everything else ends this turn and is tried again. */
  #uploadError(row: RecordingRow, error: unknown): void {
    const { recordings } = this.#parts;
    const status = error instanceof UploadFailed ? error.status : null;
    if (row.upload_url !== null && (status === 404 || status === 410 || status === 403)) {
      recordings.sending(row.id, 0, null);
      recordings.uploadFailed(row.id, 'starts again', false);
      return;
    }
    const refused = !(error instanceof UploadFailed) ? failureOf(error) === 'refused' : status !== null && status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 423 && status !== 429;
    recordings.uploadFailed(row.id, error instanceof Error ? error.message : 'unknown', refused);
    if (!refused) throw error;
  }

  #setLink(link: SyncStatus['link']): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#since = this.#parts.now();
    this.#parts.log.info({ link }, 'link');
    this.#publish();
  }

  #publish(): void { this.#publisher.publish('status', this.status()); }
}
