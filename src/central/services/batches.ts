/** What operations do with a batch once it is in: list, deal out, take back, export. */
import { batchId as batchIdSchema } from '../../contract/schemas.ts';
import type { BatchId } from '../../domain/case/case.ts';
import type { CentreDatabase, TenantTransaction } from '../storage/open-database.ts';
import { appendAudit } from './audit-log.ts';
import { CentreError } from './centre-error.ts';
import { announceChanges } from './change-feed.ts';
import type { Announcement } from './change-feed.ts';
import { dealEvenly } from './deal-evenly.ts';
import { csvText } from './import/csv-text.ts';
import { readCases } from './read-cases.ts';
import { lockTenant } from './tenant-writer.ts';

interface Actor {
  readonly tenantId: string;
  readonly userId: string;
}
interface BatchSummary {
  id: BatchId;
  batchNo: string;
  clientName: string;
  cases: number;
  assigned: number;
  status: 'open' | 'withdrawn';
  importedAt: string;
}

export interface Batches {
  list(tenantId: string): Promise<BatchSummary[]>;
  /** Evenly by count; a case stays with its agent where that is even too. Answers cases per agent id. */
  assign(actor: Actor, batchId: string, agentIds: readonly string[]): Promise<Record<string, number>>;
  /** Takes every case of the batch away from its desk; 0 when that was done before. */
  withdraw(actor: Actor, batchId: string): Promise<number>;
  exportCsv(actor: Actor, batchId: string): Promise<{ fileName: string; csv: string }>;
}

const caseIdsAtOnce = 500;

export function batches(database: CentreDatabase, now: () => Date): Batches {
  async function batchOf(trx: TenantTransaction, tenantId: string, batchId: string) {
    const batch = await trx.selectFrom('batches').selectAll().where('tenant_id', '=', tenantId).where('id', '=', batchId).executeTakeFirst();
    if (batch === undefined) throw new CentreError('NOT_FOUND', 'There is no such batch.');
    return batch;
  }

  return {
    list: (tenantId) =>
      database.inTenant(tenantId, async (trx) => {
        const rows = await trx
          .selectFrom('batches')
          .leftJoin('cases', (join) => join.onRef('cases.tenant_id', '=', 'batches.tenant_id').onRef('cases.batch_id', '=', 'batches.id'))
          .where('batches.tenant_id', '=', tenantId)
          .groupBy(['batches.tenant_id', 'batches.id', 'batches.batch_no', 'batches.client_name', 'batches.status', 'batches.imported_at'])
          .select((eb) => [
            'batches.id',
            'batches.batch_no',
            'batches.client_name',
            'batches.status',
            'batches.imported_at',
            eb.fn.count<string | number>('cases.id').as('cases'),
            eb.fn.count<string | number>('cases.agent_id').as('assigned'),
          ])
          .orderBy('batches.imported_at', 'desc')
          .orderBy('batches.id')
          .execute();
        return rows.map((row) => ({
          id: batchIdSchema.parse(row.id),
          batchNo: row.batch_no,
          clientName: row.client_name,
          cases: Number(row.cases),
          assigned: Number(row.assigned),
          status: row.status === 'withdrawn' ? 'withdrawn' : 'open',
          importedAt: row.imported_at.toISOString(),
        }));
      }),

    assign: (actor, batchId, agentIds) =>
      database.inTenant(actor.tenantId, async (trx) => {
        const { tenantId } = actor;
        await lockTenant(trx, tenantId);
        if ((await batchOf(trx, tenantId, batchId)).status === 'withdrawn') throw new CentreError('NOT_ALLOWED', 'This batch was withdrawn; its cases cannot be assigned.');
        const wanted = [...new Set(agentIds)];
        const agents = await trx.selectFrom('users').select('id').where('tenant_id', '=', tenantId).where('id', 'in', wanted).where('role', '=', 'agent').execute();
        if (agents.length !== wanted.length) throw new CentreError('NOT_FOUND', 'One of these is not an agent here.');
        const cases = await trx
          .selectFrom('cases')
          .select(['id', 'agent_id'])
          .where('tenant_id', '=', tenantId)
          .where('batch_id', '=', batchId)
          .where('status', 'not in', ['settled', 'returned'])
          .orderBy('id')
          .execute();
        const dealt = dealEvenly(
          cases.map((row) => ({ id: row.id, agentId: row.agent_id })),
          wanted,
        );
        const moves = cases.filter((row) => dealt.get(row.id) !== row.agent_id);
        const announcements: Announcement[] = [];
        for (const agentId of wanted) {
          const own = moves.filter((row) => dealt.get(row.id) === agentId);
          for (let from = 0; from < own.length; from += caseIdsAtOnce) {
            await trx
              .updateTable('cases')
              .set({ agent_id: agentId })
              .where('tenant_id', '=', tenantId)
              .where(
                'id',
                'in',
                own.slice(from, from + caseIdsAtOnce).map((row) => row.id),
              )
              .execute();
          }
          for (const row of own) {
            if (row.agent_id !== null) announcements.push({ agentId: row.agent_id, caseId: row.id, kind: 'case-removed' });
            announcements.push({ agentId, caseId: row.id, kind: 'case' });
          }
        }
        await announceChanges(trx, tenantId, announcements);
        await appendAudit(trx, tenantId, [{ actor: actor.userId, action: 'assign', subject: `batch ${batchId} cases ${cases.length} moved ${moves.length} agents ${wanted.length}` }], now());
        return Object.fromEntries(wanted.map((agentId) => [agentId, [...dealt.values()].filter((one) => one === agentId).length]));
      }),

    withdraw: (actor, batchId) =>
      database.inTenant(actor.tenantId, async (trx) => {
        const { tenantId } = actor;
        await lockTenant(trx, tenantId);
        if ((await batchOf(trx, tenantId, batchId)).status === 'withdrawn') return 0;
        const cases = await trx.selectFrom('cases').select(['id', 'agent_id']).where('tenant_id', '=', tenantId).where('batch_id', '=', batchId).execute();
        await trx.updateTable('batches').set({ status: 'withdrawn', withdrawn_at: now() }).where('tenant_id', '=', tenantId).where('id', '=', batchId).execute();
        await trx.updateTable('cases').set({ agent_id: null, status: 'returned', next_action: null, next_action_at: null }).where('tenant_id', '=', tenantId).where('batch_id', '=', batchId).execute();
        await announceChanges(
          trx,
          tenantId,
          cases.flatMap((row) => (row.agent_id === null ? [] : [{ agentId: row.agent_id, caseId: row.id, kind: 'case-removed' as const }])),
        );
        await appendAudit(trx, tenantId, [{ actor: actor.userId, action: 'withdraw', subject: `batch ${batchId} cases ${cases.length}` }], now());
        return cases.length;
      }),

    exportCsv: (actor, batchId) =>
      database.inTenant(actor.tenantId, async (trx) => {
        const { tenantId } = actor;
        await lockTenant(trx, tenantId);
        const batch = await batchOf(trx, tenantId, batchId);
        const ids = (await trx.selectFrom('cases').select('id').where('tenant_id', '=', tenantId).where('batch_id', '=', batchId).orderBy('case_no').execute()).map((row) => row.id);
        const rows: string[][] = [
          ['batch_no', 'case_no', 'debtor_name', 'region', 'mobile', 'product', 'currency', 'placed_amt', 'dpd', 'bucket', 'placed_on', 'recall_on', 'status', 'next_action', 'next_action_at'],
        ];
        for (let from = 0; from < ids.length; from += caseIdsAtOnce) {
          for (const one of await readCases(trx, tenantId, ids.slice(from, from + caseIdsAtOnce))) {
            rows.push([
              one.batchNo,
              one.caseNo,
              one.debtor.name,
              one.debtor.region,
              one.contacts.find((contact) => contact.relation === 'self')?.phone ?? '',
              one.product,
              one.currency,
              (one.balanceMinor / 100).toFixed(2),
              String(one.dpd),
              one.bucket,
              one.placedOn,
              one.recallOn,
              one.status,
              one.nextAction ?? '',
              one.nextActionAt ?? '',
            ]);
          }
        }
        await appendAudit(trx, tenantId, [{ actor: actor.userId, action: 'export', subject: `batch ${batchId} cases ${ids.length}` }], now());
        return { fileName: `${batch.batch_no.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '') || 'batch'}.csv`, csv: csvText(rows) };
      }),
  };
}
