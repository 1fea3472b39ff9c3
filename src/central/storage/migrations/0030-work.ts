/** Change feed, activities, recordings, and the audit log that nobody can change. */
import { runStatements } from '../migration.ts';
import type { Migration } from '../migration.ts';

const statements = [
  `create table case_changes (tenant_id text not null, agent_id text not null, case_id text not null, seq bigint not null, kind text not null check (kind in ('case','case-removed')),
     primary key (case_id, agent_id, tenant_id), unique (seq, tenant_id))`,
  `create index case_changes_by_seq on case_changes (agent_id, seq)`,
  `create table activities (tenant_id text not null, id text not null, case_id text not null, actor text not null, desk_id text not null, clock text not null, kind text not null, body text not null, body_hash text not null,
     received_at timestamptz not null, primary key (tenant_id, id), foreign key (tenant_id, case_id) references cases(tenant_id, id))`,
  `create index activities_by_case on activities (case_id, clock)`,
  `create table recordings (tenant_id text not null, id text not null, case_id text not null, call_id text not null, sha256 text not null, bytes bigint not null, stored_at timestamptz not null, uploaded_by text not null,
     primary key (tenant_id, id), foreign key (tenant_id, case_id) references cases(tenant_id, id))`,
  `create table audit (tenant_id text not null, seq bigint not null, at text not null, actor text not null, action text not null, subject text not null, previous_hash text not null, hash text not null, primary key (tenant_id, seq))`,
  `create function refuse_audit_change() returns trigger language plpgsql as $$ begin raise exception 'the audit log is append-only'; end $$`,
  `create trigger audit_rows_stay before update or delete on audit for each row execute function refuse_audit_change()`,
  `create trigger audit_stays before truncate on audit for each statement execute function refuse_audit_change()`,
];

export const work: Migration = { number: 30, name: 'work', up: (trx) => runStatements(trx, statements) };
