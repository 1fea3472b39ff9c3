/** Writes checked cases. Ids follow from the client's own numbers, so the same row is the same case at every import. */
import { createHash } from 'node:crypto';
import type { TenantTransaction } from '../../storage/open-database.ts';
import { announceChanges } from '../change-feed.ts';
import { stableId } from '../stable-id.ts';
import { bucketOf } from './bucket-of.ts';
import type { CaseFacts } from './case-facts.ts';

export interface StoreTarget {
  readonly tenantId: string;
  readonly clientName: string;
  readonly batchId: string;
}
export interface StoreCounts {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

interface Draft {
  readonly id: string;
  readonly debtorId: string;
  readonly hash: string;
  readonly facts: CaseFacts;
}

/** In the caller's transaction, with the tenant locked; a few hundred cases at a time. */
export async function storeCases(trx: TenantTransaction, target: StoreTarget, list: readonly CaseFacts[]): Promise<StoreCounts> {
  const { tenantId, clientName, batchId } = target;
  const drafts = list.map(
    (facts): Draft => ({
      id: stableId('case', tenantId, clientName, facts.caseNo),
      debtorId: stableId('debtor', tenantId, clientName, facts.debtorKey),
      hash: createHash('sha256')
        .update(JSON.stringify([batchId, facts]))
        .digest('hex'),
      facts,
    }),
  );
  if (drafts.length === 0) return { added: 0, updated: 0, unchanged: 0 };
  const known = new Map(
    (
      await trx
        .selectFrom('cases')
        .select(['id', 'facts_hash', 'agent_id', 'status'])
        .where('tenant_id', '=', tenantId)
        .where(
          'id',
          'in',
          drafts.map((one) => one.id),
        )
        .execute()
    ).map((row) => [row.id, row]),
  );
  const fresh = drafts.filter((one) => !known.has(one.id));
  const changed = drafts.filter((one) => known.has(one.id) && known.get(one.id)?.facts_hash !== one.hash);
  const written = [...fresh, ...changed];
  await writeDebtors(trx, tenantId, written);
  if (fresh.length > 0)
    await trx
      .insertInto('cases')
      .values(
        fresh.map((one) => ({
          tenant_id: tenantId,
          id: one.id,
          case_no: one.facts.caseNo,
          client_name: clientName,
          ...factColumns(one, batchId),
          status: one.facts.complaint ? 'complaint' : 'open',
          next_action: null,
          next_action_at: null,
          work_clock: null,
          agent_id: null,
        })),
      )
      .execute();
  for (const one of changed) {
    // A case that came back from a withdrawn batch starts again; any other keeps what the desks made of it.
    const again = known.get(one.id)?.status === 'returned' ? { status: one.facts.complaint ? 'complaint' : 'open' } : {};
    await trx
      .updateTable('cases')
      .set({ ...factColumns(one, batchId), ...again })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', one.id)
      .execute();
  }
  const closed = await clearParts(
    trx,
    tenantId,
    changed.map((one) => one.id),
  );
  await writeAccounts(trx, tenantId, written);
  await writeContacts(trx, tenantId, written, closed);
  await announceChanges(
    trx,
    tenantId,
    changed.flatMap((one) => {
      const agentId = known.get(one.id)?.agent_id;
      return agentId === null || agentId === undefined ? [] : [{ agentId, caseId: one.id, kind: 'case' as const }];
    }),
  );
  return { added: fresh.length, updated: changed.length, unchanged: drafts.length - written.length };
}

function factColumns(one: Draft, batchId: string) {
  const { facts } = one;
  const dpd = Math.max(...facts.accounts.map((account) => account.dpd));
  return {
    batch_id: batchId,
    debtor_id: one.debtorId,
    product: facts.product,
    jurisdiction: facts.jurisdiction,
    language: facts.language,
    currency: facts.currency,
    balance_minor: facts.accounts.reduce((sum, account) => sum + account.dueMinor, 0),
    dpd,
    bucket: bucketOf(dpd),
    placed_on: facts.placedOn,
    recall_on: facts.recallOn,
    facts_hash: one.hash,
  };
}

async function writeDebtors(trx: TenantTransaction, tenantId: string, drafts: readonly Draft[]): Promise<void> {
  const rows = [
    ...new Map(
      drafts.map((one) => [one.debtorId, { tenant_id: tenantId, id: one.debtorId, name: one.facts.debtorName, region: one.facts.region, time_zones: JSON.stringify(one.facts.timeZones) }]),
    ).values(),
  ];
  if (rows.length === 0) return;
  await trx
    .insertInto('debtors')
    .values(rows)
    .onConflict((on) =>
      on.columns(['tenant_id', 'id']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        region: eb.ref('excluded.region'),
        time_zones: eb.ref('excluded.time_zones'),
      })),
    )
    .execute();
}

async function writeAccounts(trx: TenantTransaction, tenantId: string, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await trx
    .insertInto('accounts')
    .values(
      drafts.flatMap((one) =>
        one.facts.accounts.map((account, position) => ({
          tenant_id: tenantId,
          id: stableId('account', one.id, account.number),
          case_id: one.id,
          position,
          product: account.product,
          number_end: [...account.number.replace(/[^\p{L}\p{N}]/gu, '')].slice(-4).join('').slice(-4),
          currency: account.currency,
          principal_minor: account.principalMinor,
          interest_minor: account.interestMinor,
          fees_minor: account.feesMinor,
          due_minor: account.dueMinor,
          dpd: account.dpd,
          bucket: bucketOf(account.dpd),
        })),
      ),
    )
    .execute();
}

/** Empties the cases that are written anew; answers the contacts that a desk's work has closed, with the reason. */
async function clearParts(trx: TenantTransaction, tenantId: string, caseIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (caseIds.length === 0) return new Map();
  const closed = await trx
    .selectFrom('contacts')
    .select(['id', 'why_not'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', [...caseIds])
    .where('closed_by_work', '=', true)
    .execute();
  await trx
    .deleteFrom('contacts')
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', [...caseIds])
    .execute();
  await trx
    .deleteFrom('accounts')
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', [...caseIds])
    .execute();
  return new Map(closed.map((row) => [row.id, row.why_not]));
}

/** A closed number stays closed, whatever the client's file says. */
async function writeContacts(trx: TenantTransaction, tenantId: string, drafts: readonly Draft[], closed: ReadonlyMap<string, string | null>): Promise<void> {
  if (drafts.length === 0) return;
  await trx
    .insertInto('contacts')
    .values(
      drafts.flatMap((one) =>
        one.facts.contacts.map((contact, position) => {
          const id = stableId('contact', one.id, contact.relation, contact.phone);
          const whyNot = closed.get(id) ?? contact.whyNot;
          return {
            tenant_id: tenantId,
            id,
            case_id: one.id,
            position,
            name: contact.name,
            relation: contact.relation,
            phone: contact.phone,
            phone_type: contact.phoneType,
            may_call: whyNot === null,
            why_not: whyNot,
            closed_by_work: closed.has(id),
          };
        }),
      ),
    )
    .execute();
}
