/** Everything the centre can do, without HTTP. Built in one place: the only one that says which parts there are. */
import type { Logger } from 'pino';
import type { ImportReport } from '../../contract/central/central-contract.ts';
import type { Activity, Receipt } from '../../domain/sync/activity.ts';
import { openDatabase } from '../storage/open-database.ts';
import type { CentreDatabase } from '../storage/open-database.ts';
import { appendAudit, listAudit } from './audit-log.ts';
import type { AuditRow } from './audit-log.ts';
import { batches } from './batches.ts';
import type { Batches } from './batches.ts';
import { CentreError } from './centre-error.ts';
import { changesAfter } from './change-feed.ts';
import type { ChangePage } from './change-feed.ts';
import { takeDataFolder } from './data-folder.ts';
import { identity } from './identity.ts';
import type { Identity, SignedIn } from './identity.ts';
import { importBatch } from './import/batch-import.ts';
import type { ImportRequest } from './import/batch-import.ts';
import { activitiesOfCase, ingestActivities } from './ingest.ts';
import { openPasswordVault } from './password-vault.ts';
import { recordings } from './recordings.ts';
import type { Recordings } from './recordings.ts';
import { signInThrottle } from './sign-in-throttle.ts';

export interface Centre {
  readonly database: CentreDatabase;
  readonly dataDir: string;
  readonly log: Logger;
  readonly now: () => Date;
  readonly identity: Identity;
  readonly batches: Batches;
  readonly recordings: Recordings;
  importBatch(request: Omit<ImportRequest, 'practiceNumbers'>): Promise<ImportReport>;
  changes(caller: SignedIn, cursor: number, limit: number): Promise<ChangePage>;
  ingest(caller: SignedIn, activities: readonly unknown[]): Promise<Receipt[]>;
  activities(caller: SignedIn, caseId: string): Promise<Activity[]>;
  /** Newest first. */
  audit(tenantId: string, limit: number): Promise<readonly AuditRow[]>;
  close(): Promise<void>;
}

export interface CentreOptions {
  readonly dataDir: string;
  /** PostgreSQL address; without it PGlite in the data folder. */
  readonly databaseUrl?: string | undefined;
  readonly log: Logger;
  readonly now?: () => Date;
}

/** Name of the tenant for training: only there the practice line's numbers count as telephone numbers. */
export const practiceTenant = 'practice';

/** @throws Error in words for a person when the folder is in use or the database is from the future. */
export async function openCentre(options: CentreOptions): Promise<Centre> {
  const { dataDir, databaseUrl, log } = options;
  const now = options.now ?? (() => new Date());
  const folder = await takeDataFolder(dataDir, { exclusive: databaseUrl === undefined });
  const database = await openDatabase({ folder: folder.database, databaseUrl, onError: (error) => log.warn({ err: error }, 'database connection lost while idle') }).catch(async (error: unknown) => {
    await folder.release();
    throw error;
  });
  const people = identity({ database, vault: await openPasswordVault(database.system), throttle: signInThrottle(() => now().getTime()), now });
  log.info({ database: database.kind }, 'centre open');
  return {
    database,
    dataDir,
    log,
    now,
    identity: people,
    batches: batches(database, now),
    recordings: recordings({ database, dataDir, now }),
    importBatch: async (request) => {
      const practice = (await people.tenants()).some((tenant) => tenant.id === request.tenantId && tenant.name === practiceTenant);
      return importBatch({ database, dataDir, now }, { ...request, practiceNumbers: practice });
    },
    changes: (caller, cursor, limit) => database.inTenant(caller.tenantId, (trx) => changesAfter(trx, caller.tenantId, caller.userId, cursor, limit)),
    ingest: (caller, activities) => ingestActivities(database, caller, activities, now),
    activities: (caller, caseId) =>
      database.inTenant(caller.tenantId, async (trx) => {
        const row = await trx.selectFrom('cases').select('agent_id').where('tenant_id', '=', caller.tenantId).where('id', '=', caseId).executeTakeFirst();
        if (row === undefined || (caller.role === 'agent' && row.agent_id !== caller.userId)) throw new CentreError('NOT_FOUND', 'There is no such case.');
        if (caller.role !== 'agent') await appendAudit(trx, caller.tenantId, [{ actor: caller.userId, action: 'activities-read', subject: `case ${caseId}` }], now());
        return activitiesOfCase(trx, caller.tenantId, caseId);
      }),
    audit: (tenantId, limit) => database.inTenant(tenantId, (trx) => listAudit(trx, tenantId, limit)),
    close: async () => {
      await database.close();
      await folder.release();
      log.info('centre closed');
    },
  };
}
