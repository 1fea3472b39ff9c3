/**
 * The practice tenant: its people and two batches, put in through the real import. All names are invented; the numbers are
 * the practice line's. Running it again changes nothing, except that at another time of day the debtors move to where it is
 * day then, so that a practice shift can always call them.
 */
import type { Centre } from './centre.ts';
import { practiceTenant } from './centre.ts';
import { sampleBatches, stillFits } from './sample-batches.ts';

const people = [
  { username: 'agent1', displayName: 'Robin Hale', role: 'agent', team: 'Harbour' },
  { username: 'agent2', displayName: '林晓', role: 'agent', team: 'Harbour' },
  { username: 'lead1', displayName: 'Morgan Reed', role: 'lead', team: 'Harbour' },
  { username: 'quality1', displayName: 'Quinn Abbott', role: 'quality', team: null },
  { username: 'ops1', displayName: 'Jamie Frost', role: 'operations', team: null },
  { username: 'admin1', displayName: 'Alex Stone', role: 'administrator', team: null },
] as const;

/** @param centre what startCentral answers, or anything with its services. */
export async function loadSampleData(centre: { readonly services: Centre }): Promise<void> {
  const { identity, importBatch, batches, now, log } = centre.services;
  const tenantId = await identity.ensureTenant(practiceTenant);
  const known = await identity.listUsers(tenantId);
  for (const person of people) {
    if (!known.some((user) => user.username === person.username)) await identity.createUser(tenantId, 'sample-data', { ...person, password: `${person.username}-practice` });
  }
  const agent = (await identity.listUsers(tenantId)).find((user) => user.username === 'agent1');
  if (agent === undefined) throw new Error('the practice agent is missing');
  for (const sample of sampleBatches(now())) {
    const loaded = (await batches.list(tenantId)).find((batch) => batch.batchNo === sample.batchNo);
    if (loaded?.status === 'withdrawn' || (loaded !== undefined && (await allFit(centre.services, tenantId, loaded.id)))) continue;
    const report = await importBatch({ tenantId, actor: 'sample-data', clientName: sample.clientName, bytes: Buffer.from(sample.csv) });
    if (report.bad.length > 0 || report.batchId === null) throw new Error(`the sample batch has bad rows: ${JSON.stringify(report.bad)}`);
    if (loaded === undefined) await batches.assign({ tenantId, userId: 'sample-data' }, report.batchId, [agent.id]);
    log.info({ batch: sample.batchNo, added: report.added, moved: report.updated }, 'sample batch loaded');
  }
}

async function allFit(centre: Centre, tenantId: string, batchId: string): Promise<boolean> {
  const rows = await centre.database.inTenant(tenantId, (trx) =>
    trx
      .selectFrom('cases')
      .innerJoin('debtors', (join) => join.onRef('debtors.tenant_id', '=', 'cases.tenant_id').onRef('debtors.id', '=', 'cases.debtor_id'))
      .select(['cases.case_no', 'cases.recall_on', 'debtors.time_zones'])
      .where('cases.tenant_id', '=', tenantId)
      .where('cases.batch_id', '=', batchId)
      .execute(),
  );
  return rows.every((row) => stillFits({ caseNo: row.case_no, zone: row.time_zones[0] ?? 'UTC', recallOn: row.recall_on }, centre.now()));
}
