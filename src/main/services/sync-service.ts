/** Keeps desk and centre alike: drains the outbox in order, pulls changes by cursor, uploads recordings. Never in the way of work. */
import { EventPublisher } from '@orpc/server';
import type { OutboxItem, SyncStatus } from '../../contract/desk/desk-contract.ts';
import { clockOffToTellMs } from '../../contract/desk/desk-contract.ts';
import type { Log } from '../hosts/host.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';
import type { RecordingRepository } from '../storage/recording-repository.ts';
import { backOffMs } from './back-off.ts';
import { failureOf, reasonOf } from './central-client.ts';
import type { ChangePull } from './change-pull.ts';
import { isCentreFault } from './outbox-push.ts';
import type { OutboxPush } from './outbox-push.ts';
import type { SessionService } from './session-service.ts';
import type { UploadQueue } from './upload-queue.ts';

const idleMs = 5_000;
const uploadsShown = 50;

interface Parts {
  readonly push: OutboxPush;
  readonly pull: ChangePull;
  readonly uploads: UploadQueue;
  readonly cases: CaseRepository;
  readonly activities: ActivityRepository;
  readonly recordings: RecordingRepository;
  readonly meta: MetaRepository;
  readonly session: SessionService;
  /** Aborted by `stop`, so that no request is waited for. */
  readonly closing: AbortController;
  readonly log: Log;
  readonly now: () => number;
}

export class SyncService {
  readonly #parts: Parts;
  readonly #publisher = new EventPublisher<{ status: SyncStatus }>({ maxBufferedEvents: 5 });
  #link: SyncStatus['link'] = 'offline';
  #since: number;
  #lastSyncAt: number | null;
  #pull: SyncStatus['pull'] = null;
  #clockOffMs: number | null = null;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#since = parts.now();
    const kept = parts.meta.get('last-sync');
    this.#lastSyncAt = kept === null ? null : Number(kept);
  }

  start(): void {
    this.poke();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#parts.closing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  /** Something new is waiting: do not let it wait for the next turn. */
  poke(): void {
    if (this.#stopped) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
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
    const { activities, recordings, uploads } = this.#parts;
    const work = activities.counts();
    const sounds = recordings.counts();
    return {
      link: this.#link,
      since: this.#since,
      lastSyncAt: this.#lastSyncAt,
      pull: this.#pull,
      receipts: work.receipts,
      waiting: work.waiting + sounds.waiting,
      setAside: work.setAside + sounds.setAside,
      clockOffMs: this.#clockOffMs,
      uploads: recordings.uploads(uploadsShown).map((row) => ({
        recordingId: row.id,
        sentBytes: row.sent_bytes,
        totalBytes: row.total_bytes,
        state: row.upload === 'none' ? ('waiting' as const) : row.id === uploads.sending ? ('sending' as const) : row.upload,
      })),
    };
  }

  /**
   * An answer of the centre said what time it is there: `centreMs`, in whole seconds, on a request sent at `sentMs` of this clock.
   * The middle of request and answer counts; what is within the measure's own doubt is no difference.
   */
  clockSeen(centreMs: number, sentMs: number): void {
    const now = this.#parts.now();
    const doubt = 1_000 + Math.max(0, now - sentMs) / 2;
    const off = (sentMs + now) / 2 - (centreMs + 500);
    const before = this.#clockOffMs;
    this.#clockOffMs = Math.abs(off) <= doubt ? 0 : Math.round(off / 1_000) * 1_000;
    if (Math.abs(this.#clockOffMs) >= clockOffToTellMs && Math.abs(before ?? 0) < clockOffToTellMs) this.#parts.log.warn({ clockOffMs: this.#clockOffMs }, 'the clock of this computer is wrong');
    if (before === null || Math.abs(before - this.#clockOffMs) >= 2_000) this.#publish();
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<SyncStatus> {
    yield this.status();
    for await (const status of this.#publisher.subscribe('status', signal === undefined ? undefined : { signal })) yield status;
  }

  /** What waits, for the sync drawer. */
  outbox(): readonly OutboxItem[] {
    const { activities, cases } = this.#parts;
    return activities.outbox().map((row) => ({
      id: row.activity_id,
      kind: row.kind,
      caseNo: cases.get(row.case_id)?.caseNo ?? '',
      createdAt: row.created_at,
      state: row.state,
      tries: row.tries,
      lastError: row.last_error,
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
    const { session, push, pull, uploads, log, meta, now } = this.#parts;
    if (session.token === null) {
      this.#setLink('sign-in-again');
      return;
    }
    try {
      await session.renew(now() - (this.#clockOffMs ?? 0));
      const held = await push
        .drain(() => this.#publish())
        .then(
          () => null,
          (error: unknown) => {
            // a centre that fails at taking work may still give cases and take recordings
            if (isCentreFault(error)) return error;
            throw error;
          },
        );
      await pull.drain((seen) => {
        this.#pull = seen;
        this.#publish();
      });
      this.#pull = null;
      await uploads.drain(() => this.#publish());
      if (held !== null) throw held;
      this.#failures = 0;
      this.#lastSyncAt = now();
      meta.set('last-sync', String(this.#lastSyncAt));
      this.#setLink('online');
    } catch (error) {
      if (this.#stopped) return;
      const failure = failureOf(error);
      this.#failures += 1;
      this.#pull = null;
      this.#setLink(failure === 'sign-in-again' || failure === 'update-needed' ? failure : 'offline');
      log.warn({ reason: reasonOf(error), failures: this.#failures }, 'sync will try again');
    }
  }

  #setLink(link: SyncStatus['link']): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#since = this.#parts.now();
    this.#parts.log.info({ link }, 'link');
    this.#publish();
  }

  #publish(): void {
    this.#publisher.publish('status', this.status());
  }
}
