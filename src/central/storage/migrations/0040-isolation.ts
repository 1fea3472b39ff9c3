/**
 * Row-level security: a transaction sees the rows of the tenant named by `fairline.tenant` and no other. Owners are held to
 * it too (force). A superuser never is, so there such a transaction runs as the powerless role `fairline_tenant`.
 */
import { sql } from 'kysely';
import { runStatements } from '../migration.ts';
import type { Migration } from '../migration.ts';

export const tenantRole = 'fairline_tenant';
const guarded = ['batches', 'debtors', 'cases', 'accounts', 'contacts', 'column_maps', 'case_changes', 'activities', 'recordings', 'audit'];

export const isolation: Migration = {
  number: 40,
  name: 'isolation',
  up: async (trx) => {
    for (const table of guarded) {
      await runStatements(trx, [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy own_tenant on ${table} using (tenant_id = current_setting('fairline.tenant', true)) with check (tenant_id = current_setting('fairline.tenant', true))`,
      ]);
    }
    const { rows } = await sql<{ powerful: boolean; known: boolean }>`select (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as powerful,
      exists (select 1 from pg_roles where rolname = ${tenantRole}) as known`.execute(trx);
    if (rows[0]?.powerful !== true) return;
    if (!rows[0].known) await runStatements(trx, [`create role ${tenantRole} nologin`]);
    await runStatements(trx, [
      `grant select, insert, update, delete on ${guarded.filter((table) => table !== 'audit').join(', ')} to ${tenantRole}`,
      `grant select, insert on audit to ${tenantRole}`,
      `grant select, update on tenant_counters to ${tenantRole}`,
      `grant select on tenants, users, teams to ${tenantRole}`,
    ]);
  },
};
