/**
 * Append-only audit log, one hash chain per tenant: hash = sha256(previous hash, seq, at, actor, action, subject).
 * The database refuses update and delete; the chain shows what was changed behind its back.
 */
import { createHash } from 'node:crypto';
import type { TenantTransaction } from '../storage/open-database.ts';

type AuditAction = 'sign-in' | 'sign-in-refused' | 'sign-out' | 'user-created' | 'import' | 'assign' | 'withdraw' | 'export' | 'reveal' | 'activities-read' | 'recording-stored';

export interface AuditEntry {
  /** User id, or the user name as typed for a refused sign-in. */
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was done to: ids and counts, no personal data. */
  readonly subject: string;
}
export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** Tries that name no known tenant are kept in the chain of this one. */
export const nobodysTenant = '00000000-0000-0000-0000-000000000000';

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(JSON.stringify([row.previousHash, row.seq, row.at, row.actor, row.action, row.subject]))
    .digest('hex');
}

/** Adds rows in the caller's transaction, so that what is logged and what was done commit together. Locks the tenant. */
export async function appendAudit(trx: TenantTransaction, tenantId: string, entries: readonly AuditEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return;
  const counter = await trx.selectFrom('tenant_counters').select(['audit_seq', 'audit_hash']).where('tenant_id', '=', tenantId).forUpdate().executeTakeFirstOrThrow();
  let seq = Number(counter.audit_seq);
  let previousHash = counter.audit_hash;
  const rows: AuditRow[] = [];
  for (const entry of entries) {
    seq += 1;
    const open = { seq, at: now.toISOString(), ...entry, previousHash };
    previousHash = hashOf(open);
    rows.push({ ...open, hash: previousHash });
  }
  await trx
    .insertInto('audit')
    .values(
      rows.map((row) => ({
        tenant_id: tenantId,
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        previous_hash: row.previousHash,
        hash: row.hash,
      })),
    )
    .execute();
  await trx.updateTable('tenant_counters').set({ audit_seq: seq, audit_hash: previousHash }).where('tenant_id', '=', tenantId).execute();
}

/** Newest first. */
export async function listAudit(trx: TenantTransaction, tenantId: string, limit: number): Promise<readonly AuditRow[]> {
  const rows = await trx.selectFrom('audit').selectAll().where('tenant_id', '=', tenantId).orderBy('seq', 'desc').limit(limit).execute();
  return rows.map((row) => ({ seq: Number(row.seq), at: row.at, actor: row.actor, action: row.action, subject: row.subject, previousHash: row.previous_hash, hash: row.hash }));
}

/** The first seq whose row does not fit the chain, or null when all of it holds; `rows` from the first row on, oldest first. */
export function firstBrokenAudit(rows: readonly AuditRow[]): number | null {
  let previousHash = '';
  let expected = 1;
  for (const row of rows) {
    if (row.seq !== expected || row.previousHash !== previousHash || row.hash !== hashOf(row)) return expected;
    previousHash = row.hash;
    expected += 1;
  }
  return null;
}
