/** Takes desks' activities in: each id once, each with its own receipt, whatever is wrong with its neighbours. */
import { createHash } from 'node:crypto';
import { activity as activitySchema, activityBody } from '../../contract/schemas.ts';
import type { Activity, Receipt } from '../../domain/sync/activity.ts';
import type { Selectable } from 'kysely';
import type { CentreDatabase, TenantTransaction } from '../storage/open-database.ts';
import { appendAudit } from './audit-log.ts';
import { projectActivity } from './case-projection.ts';
import type { WorkState } from './case-projection.ts';
import { announceChanges } from './change-feed.ts';
import type { SignedIn } from './identity.ts';
import type { Schema } from '../storage/schema.ts';
import { lockTenant } from './tenant-writer.ts';

type Outcome = Pick<Receipt, 'status' | 'reason'>;
const stored: Outcome = { status: 'stored', reason: null };
const refused = (reason: Receipt['reason']): Outcome => ({ status: 'rejected', reason });

/**
 * One transaction for the batch, so that a receipt is given only for what is safely stored; when something in it cannot be
 * stored at all, each activity gets a transaction of its own and only that one fails.
 */
export async function ingestActivities(database: CentreDatabase, caller: SignedIn, list: readonly unknown[], now: () => Date): Promise<Receipt[]> {
  const at = now();
  const items = list.map((raw, index) => {
    const parsed = activitySchema.safeParse(raw);
    return { id: parsed.success ? parsed.data.id : idOf(raw, index), activity: parsed.success && storable(parsed.data) ? parsed.data : null };
  });
  const good = items.flatMap((item) => (item.activity === null ? [] : [item.activity]));
  const outcomes = await together(database, caller, good, at);
  let next = 0;
  return items.map((item): Receipt => {
    const outcome = item.activity === null ? refused('malformed') : (outcomes[next++] ?? refused('malformed'));
    return { activityId: item.id, ...outcome, receivedAt: at.toISOString() };
  });
}

async function together(database: CentreDatabase, caller: SignedIn, list: readonly Activity[], at: Date): Promise<readonly Outcome[]> {
  const ingest = (some: readonly Activity[]): Promise<Outcome[]> =>
    database.inTenant(caller.tenantId, async (trx) => {
      await lockTenant(trx, caller.tenantId);
      const known = await readKnown(trx, caller, some);
      const outcomes: Outcome[] = [];
      for (const one of some) outcomes.push(await ingestOne(trx, caller, known, one, at));
      await announceChanges(
        trx,
        caller.tenantId,
        [...known.changed].flatMap((id) => {
          const agentId = known.cases.get(id)?.agent_id ?? null;
          return agentId === null ? [] : [{ agentId, caseId: id, kind: 'case' as const }];
        }),
      );
      return outcomes;
    });
  if (list.length === 0) return [];
  try {
    return await ingest(list);
  } catch (error) {
    if (list.length === 1) throw error;
    const outcomes: Outcome[] = [];
    for (const one of list) outcomes.push(...(await ingest([one])));
    return outcomes;
  }
}

/** The id as sent, so that the desk finds its row; a thing without one is named by its place. */
function idOf(raw: unknown, index: number): string {
  return typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' && raw.id.length <= 80 ? raw.id : `#${index}`;
}

/** PostgreSQL's text holds every character but NUL. */
function storable(one: Activity): boolean {
  return !JSON.stringify(one).includes('\\u0000');
}

/** What the batch needs to know, read at once under the tenant's lock and kept up to date while the batch is worked. */
interface Known {
  readonly cases: Map<string, CaseRow>;
  /** Cases the caller has or had: work done before a case was taken away still counts. */
  readonly had: ReadonlySet<string>;
  /** Activity id → hash of its content. */
  readonly hashes: Map<string, string>;
  readonly changed: Set<string>;
}
type CaseRow = Pick<Selectable<Schema['cases']>, 'id' | 'status' | 'next_action' | 'next_action_at' | 'work_clock' | 'agent_id'>;

async function readKnown(trx: TenantTransaction, { tenantId, userId }: SignedIn, list: readonly Activity[]): Promise<Known> {
  const caseIds = [...new Set(list.map((one) => one.caseId as string))];
  const rows = await trx.selectFrom('cases').select(['id', 'status', 'next_action', 'next_action_at', 'work_clock', 'agent_id']).where('tenant_id', '=', tenantId).where('id', 'in', caseIds).execute();
  const had = await trx.selectFrom('case_changes').select('case_id').where('tenant_id', '=', tenantId).where('agent_id', '=', userId).where('case_id', 'in', caseIds).execute();
  const hashes = await trx
    .selectFrom('activities')
    .select(['id', 'body_hash'])
    .where('tenant_id', '=', tenantId)
    .where(
      'id',
      'in',
      list.map((one) => one.id),
    )
    .execute();
  return { cases: new Map(rows.map((row) => [row.id, row])), had: new Set(had.map((row) => row.case_id)), hashes: new Map(hashes.map((row) => [row.id, row.body_hash])), changed: new Set() };
}

async function ingestOne(trx: TenantTransaction, caller: SignedIn, known: Known, one: Activity, at: Date): Promise<Outcome> {
  const { tenantId } = caller;
  const row = known.cases.get(one.caseId);
  if (row === undefined) return refused('case-unknown');
  if (one.actor !== caller.userId || !known.had.has(one.caseId)) return refused('not-yours');

  const hash = createHash('sha256')
    .update(JSON.stringify([one.caseId, one.clock, one.actor, one.deskId, one.body]))
    .digest('hex');
  const before = known.hashes.get(one.id);
  // An id is written once: other content under it must not vanish as a "duplicate".
  if (before !== undefined) return before === hash ? { status: 'duplicate', reason: null } : refused('malformed');
  await trx
    .insertInto('activities')
    .values({
      tenant_id: tenantId,
      id: one.id,
      case_id: one.caseId,
      actor: one.actor,
      desk_id: one.deskId,
      clock: one.clock,
      kind: one.body.kind,
      body: JSON.stringify(one.body),
      body_hash: hash,
      received_at: at,
    })
    .execute();
  known.hashes.set(one.id, hash);
  if (one.body.kind === 'reveal') {
    await appendAudit(trx, tenantId, [{ actor: caller.userId, action: 'reveal', subject: `case ${one.caseId} ${one.body.field} contact ${one.body.contactId ?? 'none'}` }], at);
  }
  // A case that was withdrawn stays as the withdrawal left it.
  if (row.agent_id !== null) await project(trx, tenantId, known, row, one);
  return stored;
}

async function project(trx: TenantTransaction, tenantId: string, known: Known, row: CaseRow, one: Activity): Promise<void> {
  const before: WorkState = { status: row.status as WorkState['status'], nextAction: row.next_action, nextActionAt: row.next_action_at?.toISOString() ?? null, workClock: row.work_clock };
  const after = projectActivity(before, one);
  const closed = await closeWrongNumber(trx, tenantId, one);
  if (after !== before) {
    const change = { status: after.status, next_action: after.nextAction, next_action_at: after.nextActionAt === null ? null : new Date(after.nextActionAt), work_clock: after.workClock };
    await trx.updateTable('cases').set(change).where('tenant_id', '=', tenantId).where('id', '=', one.caseId).execute();
    known.cases.set(one.caseId, { ...row, ...change });
  }
  if (after !== before || closed) known.changed.add(one.caseId);
}

/** WRONG takes the called number out of use (compliance pack section 4.2: number off). */
async function closeWrongNumber(trx: TenantTransaction, tenantId: string, one: Activity): Promise<boolean> {
  if (one.body.kind !== 'wrap-up' || one.body.disposition !== 'WRONG' || one.body.callId === null) return false;
  const calls = await trx.selectFrom('activities').select('body').where('tenant_id', '=', tenantId).where('case_id', '=', one.caseId).where('kind', '=', 'call').execute();
  const { callId } = one.body;
  const call = calls.map((row) => activityBody.parse(JSON.parse(row.body))).find((body) => body.kind === 'call' && body.callId === callId);
  if (call?.kind !== 'call') return false;
  const { numUpdatedRows } = await trx
    .updateTable('contacts')
    .set({ may_call: false, why_not: 'invalid-number', closed_by_work: true })
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', one.caseId)
    .where('id', '=', call.contactId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Oldest first, by clock. */
export async function activitiesOfCase(trx: TenantTransaction, tenantId: string, caseId: string): Promise<Activity[]> {
  const rows = await trx.selectFrom('activities').selectAll().where('tenant_id', '=', tenantId).where('case_id', '=', caseId).orderBy('clock').orderBy('id').execute();
  return rows.map((row) => activitySchema.parse({ id: row.id, caseId: row.case_id, clock: row.clock, actor: row.actor, deskId: row.desk_id, body: JSON.parse(row.body) }));
}
