/** Puts cases together from their tables as the contract hands them out. */
import { collectionCase } from '../../contract/schemas.ts';
import type { Case } from '../../domain/case/case.ts';
import type { TenantTransaction } from '../storage/open-database.ts';

/** In the order of `ids`; ids that are not there are left out. At most a few hundred at a time. */
export async function readCases(trx: TenantTransaction, tenantId: string, ids: readonly string[]): Promise<readonly Case[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('cases')
    .innerJoin('batches', (join) => join.onRef('batches.tenant_id', '=', 'cases.tenant_id').onRef('batches.id', '=', 'cases.batch_id'))
    .innerJoin('debtors', (join) => join.onRef('debtors.tenant_id', '=', 'cases.tenant_id').onRef('debtors.id', '=', 'cases.debtor_id'))
    .selectAll('cases')
    .select(['batches.batch_no', 'debtors.name as debtor_name', 'debtors.region', 'debtors.time_zones'])
    .where('cases.tenant_id', '=', tenantId)
    .where('cases.id', 'in', [...ids])
    .execute();
  const accounts = await trx
    .selectFrom('accounts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', [...ids])
    .orderBy('position')
    .orderBy('id')
    .execute();
  const contacts = await trx
    .selectFrom('contacts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', [...ids])
    .orderBy('position')
    .orderBy('id')
    .execute();
  const accountsOf = Map.groupBy(accounts, (row) => row.case_id);
  const contactsOf = Map.groupBy(contacts, (row) => row.case_id);
  const cases = new Map(
    rows.map((row) => [
      row.id,
      collectionCase.parse({
        id: row.id,
        caseNo: row.case_no,
        batchId: row.batch_id,
        batchNo: row.batch_no,
        clientName: row.client_name,
        product: row.product,
        jurisdiction: row.jurisdiction,
        language: row.language,
        debtor: { id: row.debtor_id, name: row.debtor_name, region: row.region, timeZones: row.time_zones },
        accounts: (accountsOf.get(row.id) ?? []).map((one) => ({
          id: one.id,
          product: one.product,
          numberEnd: one.number_end,
          currency: one.currency,
          principalMinor: Number(one.principal_minor),
          interestMinor: Number(one.interest_minor),
          feesMinor: Number(one.fees_minor),
          dueMinor: Number(one.due_minor),
          dpd: one.dpd,
          bucket: one.bucket,
        })),
        contacts: (contactsOf.get(row.id) ?? []).map((one) => ({
          id: one.id,
          name: one.name,
          relation: one.relation,
          phone: one.phone,
          phoneType: one.phone_type,
          mayCall: one.may_call,
          whyNot: one.why_not,
        })),
        status: row.status,
        bucket: row.bucket,
        dpd: row.dpd,
        currency: row.currency,
        balanceMinor: Number(row.balance_minor),
        placedOn: row.placed_on,
        recallOn: row.recall_on,
        nextActionAt: row.next_action_at?.toISOString() ?? null,
        nextAction: row.next_action,
      }),
    ]),
  );
  return ids.flatMap((id) => cases.get(id) ?? []);
}
