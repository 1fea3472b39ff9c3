/**
 * What desks must hear. Seq grows by one per tenant with each change; of several changes of one case only the last is kept
 * for an agent, so a desk that was away for weeks reads each case once.
 */
import type { z } from 'zod';
import type { change } from '../../contract/central/central-contract.ts';
import { caseId } from '../../contract/schemas.ts';
import type { TenantTransaction } from '../storage/open-database.ts';
import { readCases } from './read-cases.ts';
import { lockTenant } from './tenant-writer.ts';

type Change = z.infer<typeof change>;
export interface Announcement {
  readonly agentId: string;
  readonly caseId: string;
  readonly kind: Change['kind'];
}

const rowsAtOnce = 1000;

/** In the caller's transaction, together with the change itself. */
export async function announceChanges(trx: TenantTransaction, tenantId: string, list: readonly Announcement[]): Promise<void> {
  if (list.length === 0) return;
  await lockTenant(trx, tenantId);
  const counter = await trx.selectFrom('tenant_counters').select('change_seq').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow();
  const before = Number(counter.change_seq);
  // One statement may not touch a row twice: the last announcement for an agent and case wins.
  const last = [...new Map(list.map((one) => [`${one.agentId}\n${one.caseId}`, one])).values()];
  const rows = last.map((one, index) => ({ tenant_id: tenantId, agent_id: one.agentId, case_id: one.caseId, seq: before + index + 1, kind: one.kind }));
  await trx
    .updateTable('tenant_counters')
    .set({ change_seq: before + rows.length })
    .where('tenant_id', '=', tenantId)
    .execute();
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await trx
      .insertInto('case_changes')
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict((on) => on.columns(['tenant_id', 'agent_id', 'case_id']).doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq'), kind: eb.ref('excluded.kind') })))
      .execute();
  }
}

export interface ChangePage {
  readonly changes: Change[];
  readonly cursor: number;
  readonly more: boolean;
  readonly remaining: number;
}

/** A cursor that this centre never gave out (another data folder) starts over from the beginning. */
export async function changesAfter(trx: TenantTransaction, tenantId: string, agentId: string, asked: number, limit: number): Promise<ChangePage> {
  const counter = await trx.selectFrom('tenant_counters').select('change_seq').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow();
  const cursor = asked > Number(counter.change_seq) ? 0 : asked;
  const waiting = trx.selectFrom('case_changes').where('tenant_id', '=', tenantId).where('agent_id', '=', agentId).where('seq', '>', cursor);
  const rows = await waiting.select(['seq', 'kind', 'case_id']).orderBy('seq').limit(limit).execute();
  const { total } = await waiting.select((eb) => eb.fn.countAll<string | number>().as('total')).executeTakeFirstOrThrow();
  const cases = new Map(
    (
      await readCases(
        trx,
        tenantId,
        rows.filter((row) => row.kind === 'case').map((row) => row.case_id),
      )
    ).map((one) => [one.id as string, one]),
  );
  const changes = rows.map((row): Change => {
    const current = row.kind === 'case' ? cases.get(row.case_id) : undefined;
    return current === undefined ? { kind: 'case-removed', seq: Number(row.seq), caseId: caseId.parse(row.case_id) } : { kind: 'case', seq: Number(row.seq), case: mutable(current) };
  });
  const remaining = Number(total) - rows.length;
  return { changes, cursor: Number(rows.at(-1)?.seq ?? cursor), more: remaining > 0, remaining };
}

/** The contract's type has plain arrays where the domain's are read-only. */
function mutable(one: Awaited<ReturnType<typeof readCases>>[number]): Extract<Change, { kind: 'case' }>['case'] {
  return { ...one, debtor: { ...one.debtor, timeZones: [...one.debtor.timeZones] }, accounts: one.accounts.map((row) => ({ ...row })), contacts: one.contacts.map((row) => ({ ...row })) };
}
