/** Takes desks' activities in: each id once, each with its own receipt, whatever is wrong with its neighbours. */
import { createHash } from 'node:crypto';
import { activity as activitySchema, activityBody } from '../../contract/schemas.ts';
import type { Activity, Receipt } from '../../domain/sync/activity.ts';
import type { CentreDatabase, TenantTransaction } from '../storage/open-database.ts';
import { appendAudit } from './audit-log.ts';
import { projectActivity } from './case-projection.ts';
import type { WorkState } from './case-projection.ts';
import { announceChanges } from './change-feed.ts';
import type { SignedIn } from './identity.ts';
import { lockTenant } from './tenant-writer.ts';

type Outcome = Pick<Receipt, 'status' | 'reason'>;
const stored: Outcome = { status: 'stored', reason: null };
const refused = (reason: Receipt['reason']): Outcome => ({ status: 'rejected', reason });

/** One transaction per activity, so that a receipt is given only for what is safely stored. */
export async function ingestActivities(database: CentreDatabase, caller: SignedIn, list: readonly unknown[], now: () => Date): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const [index, raw] of list.entries()) {
    const at = now();
    const parsed = activitySchema.safeParse(raw);
    const outcome = parsed.success && storable(parsed.data) ? await database.inTenant(caller.tenantId, (trx) => ingestOne(trx, caller, parsed.data, at)) : refused('malformed');
    receipts.push({ activityId: parsed.success ? parsed.data.id : idOf(raw, index), ...outcome, receivedAt: at.toISOString() });
  }
  return receipts;
}

/** The id as sent, so that the desk finds its row; a thing without one is named by its place. */
function idOf(raw: unknown, index: number): string {
  return typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' && raw.id.length <= 80 ? raw.id : `#${index}`;
}

/** PostgreSQL's text holds every character but NUL. */
function storable(one: Activity): boolean {
  return !JSON.stringify(one).includes('\\u0000');
}

async function ingestOne(trx: TenantTransaction, caller: SignedIn, one: Activity, at: Date): Promise<Outcome> {
  const { tenantId } = caller;
  await lockTenant(trx, tenantId);
  const row = await trx.selectFrom('cases').select(['id', 'status', 'next_action', 'next_action_at', 'work_clock', 'agent_id'])
    .where('tenant_id', '=', tenantId).where('id', '=', one.caseId).executeTakeFirst();
  if (row === undefined) return refused('case-unknown');
  // Work done before a case was taken away still counts: whoever ever had it may report on it.
  const had = await trx.selectFrom('case_changes').select('seq').where('tenant_id', '=', tenantId).where('agent_id', '=', caller.userId).where('case_id', '=', one.caseId).executeTakeFirst();
  if (one.actor !== caller.userId || had === undefined) return refused('not-yours');

  const hash = createHash('sha256').update(JSON.stringify([one.caseId, one.clock, one.actor, one.deskId, one.body])).digest('hex');
  const known = await trx.selectFrom('activities').select('body_hash').where('tenant_id', '=', tenantId).where('id', '=', one.id).executeTakeFirst();
  // An id is written once: other content under it must not vanish as a "duplicate".
  if (known !== undefined) return known.body_hash === hash ? { status: 'duplicate', reason: null } : refused('malformed');
  await trx.insertInto('activities').values({
    tenant_id: tenantId, id: one.id, case_id: one.caseId, actor: one.actor, desk_id: one.deskId, clock: one.clock, kind: one.body.kind, body: JSON.stringify(one.body), body_hash: hash, received_at: at,
  }).execute();
  if (one.body.kind === 'reveal') {
    await appendAudit(trx, tenantId, [{ actor: caller.userId, action: 'reveal', subject: `case ${one.caseId} ${one.body.field} contact ${one.body.contactId ?? 'none'}` }], at);
  }
  // A case that was withdrawn stays as the withdrawal left it.
  if (row.agent_id === null) return stored;

  const before: WorkState = { status: row.status as WorkState['status'], nextAction: row.next_action, nextActionAt: row.next_action_at?.toISOString() ?? null, workClock: row.work_clock };
  const after = projectActivity(before, one);
  const closed = await closeWrongNumber(trx, tenantId, one);
  if (after !== before) {
    await trx.updateTable('cases').set({ status: after.status, next_action: after.nextAction, next_action_at: after.nextActionAt, work_clock: after.workClock })
      .where('tenant_id', '=', tenantId).where('id', '=', one.caseId).execute();
  }
  if (after !== before || closed) await announceChanges(trx, tenantId, [{ agentId: row.agent_id, caseId: one.caseId, kind: 'case' }]);
  return stored;
}

/** WRONG takes the called number out of use (compliance pack section 4.2: number off). */
async function closeWrongNumber(trx: TenantTransaction, tenantId: string, one: Activity): Promise<boolean> {
  if (one.body.kind !== 'wrap-up' || one.body.disposition !== 'WRONG' || one.body.callId === null) return false;
  const calls = await trx.selectFrom('activities').select('body').where('tenant_id', '=', tenantId).where('case_id', '=', one.caseId).where('kind', '=', 'call').execute();
  const { callId } = one.body;
  const call = calls.map((row) => activityBody.parse(JSON.parse(row.body))).find((body) => body.kind === 'call' && body.callId === callId);
  if (call?.kind !== 'call') return false;
  const { numUpdatedRows } = await trx.updateTable('contacts').set({ may_call: false, why_not: 'invalid-number', closed_by_work: true })
    .where('tenant_id', '=', tenantId).where('case_id', '=', one.caseId).where('id', '=', call.contactId).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Oldest first, by clock. */
export async function activitiesOfCase(trx: TenantTransaction, tenantId: string, caseId: string): Promise<Activity[]> {
  const rows = await trx.selectFrom('activities').selectAll().where('tenant_id', '=', tenantId).where('case_id', '=', caseId).orderBy('clock').orderBy('id').execute();
  return rows.map((row) => activitySchema.parse({ id: row.id, caseId: row.case_id, clock: row.clock, actor: row.actor, deskId: row.desk_id, body: JSON.parse(row.body) }));
}
