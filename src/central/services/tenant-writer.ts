/** Puts the writers of one tenant in line, so that the change feed's order is the order of commit and no seq is skipped. */
import type { TenantTransaction } from '../storage/open-database.ts';

/** Must be the first thing a writing transaction does. */
export async function lockTenant(trx: TenantTransaction, tenantId: string): Promise<void> {
  await trx.selectFrom('tenant_counters').select('tenant_id').where('tenant_id', '=', tenantId).forUpdate().executeTakeFirstOrThrow();
}
