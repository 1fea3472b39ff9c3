/** The desk's real services on a real folder, without network: what compose.ts builds, with its parts in reach. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../../../src/main/hosts/host.ts';
import { CallService } from '../../../../src/main/services/call-service.ts';
import { CaseService } from '../../../../src/main/services/case-service.ts';
import { DialingService } from '../../../../src/main/services/dialing-service.ts';
import { RecordingService } from '../../../../src/main/services/recording-service.ts';
import { SessionService } from '../../../../src/main/services/session-service.ts';
import { WorkLog } from '../../../../src/main/services/work-log.ts';
import { ActivityRepository } from '../../../../src/main/storage/activity-repository.ts';
import { CaseRepository } from '../../../../src/main/storage/case-repository.ts';
import { LiveCallRepository } from '../../../../src/main/storage/live-call-repository.ts';
import { MetaRepository } from '../../../../src/main/storage/meta-repository.ts';
import { openDatabase } from '../../../../src/main/storage/open-database.ts';
import type { DeskDatabase } from '../../../../src/main/storage/open-database.ts';
import { RecordingRepository } from '../../../../src/main/storage/recording-repository.ts';

export const testKey = Buffer.alloc(32, 0x5a);
export const agent = { id: 'user-1', username: 'agent1', displayName: 'Robin Hale', role: 'agent', tenant: 'practice', team: null } as const;
/** Lines as the desk logged them, to see that something was said and that nothing personal was. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
    };
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

export interface Services {
  readonly database: DeskDatabase;
  readonly meta: MetaRepository;
  readonly log: Log & { readonly lines: string[] };
  readonly activities: ActivityRepository;
  readonly cases: CaseRepository;
  readonly live: LiveCallRepository;
  readonly recordingRows: RecordingRepository;
  readonly session: SessionService;
  readonly workLog: WorkLog;
  readonly dialing: DialingService;
  readonly caseService: CaseService;
  readonly calls: CallService;
  readonly recordings: RecordingService;
  /** How often the work log said that something was written. */
  readonly written: number;
  close(): void;
}

export function openServices(folder: string, now: () => number, recordingsFolder = join(folder, 'recordings')): Services {
  mkdirSync(folder, { recursive: true });
  const { database } = openDatabase(join(folder, 'desk.db'), testKey, now());
  const meta = new MetaRepository(database);
  meta.set('session', JSON.stringify({ token: 't'.repeat(43), expiresAt: '2099-01-01T00:00:00.000Z', user: agent }));
  const log = keptLog();
  const activities = new ActivityRepository(database);
  const cases = new CaseRepository(database);
  const live = new LiveCallRepository(database);
  const recordingRows = new RecordingRepository(database);
  const session = new SessionService({ meta, tenant: 'practice', deskId: 'desk-1', handOver: { hasUnsent: () => false, clear: () => undefined }, changed: () => undefined });
  let written = 0;
  const workLog = new WorkLog({
    database,
    activities,
    meta,
    deskId: 'desk-1',
    now,
    written: () => {
      written += 1;
    },
  });
  const dialing = new DialingService({ cases, activities, log: workLog, session, now });
  const caseService = new CaseService({ cases, activities, dialing, log: workLog, session, now });
  const calls = new CallService({ database, cases, activities, live, log: workLog, session, now });
  const recordings = new RecordingService({ repository: recordingRows, folder: recordingsFolder, key: testKey, session, log, now, stored: () => undefined });
  return {
    database,
    meta,
    log,
    activities,
    cases,
    live,
    recordingRows,
    session,
    workLog,
    dialing,
    caseService,
    calls,
    recordings,
    get written() {
      return written;
    },
    close: () => {
      recordings.stop();
      database.close();
    },
  };
}
