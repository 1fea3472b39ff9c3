/** Receipts of recordings, and the step from an uploaded file to a kept one: hashed, checked, named by tenant and recording. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { CentreDatabase } from '../storage/open-database.ts';
import { appendAudit } from './audit-log.ts';
import { CentreError } from './centre-error.ts';
import type { SignedIn } from './identity.ts';
import { lockTenant } from './tenant-writer.ts';

/** What a desk says about a recording. Ids become file names, hence letters, digits, - and _ only. */
export const recordingFacts = z.object({
  recordingId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{7,79}$/),
  caseId: z.string().regex(/^[A-Za-z0-9-]{1,80}$/),
  callId: z.string().regex(/^[\x21-\x7e]{1,120}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type RecordingFacts = z.infer<typeof recordingFacts>;
interface RecordingReceipt {
  recordingId: string;
  sha256: string;
  bytes: number;
  storedAt: string;
}

export interface Recordings {
  /** May this caller send a recording of this case? Whoever has or had the case. */
  mayUpload(caller: SignedIn, caseId: string): Promise<boolean>;
  /** 'stored' also when the same bytes are there already; 'mismatch' when the file is not what its hash says; 'taken' when other bytes are there under this id. */
  keep(caller: SignedIn, facts: RecordingFacts, uploaded: string): Promise<'stored' | 'mismatch' | 'taken'>;
  receipt(caller: SignedIn, recordingId: string): Promise<RecordingReceipt>;
}

const listeners = ['lead', 'quality', 'administrator'];

export function recordings(parts: { readonly database: CentreDatabase; readonly dataDir: string; readonly now: () => Date }): Recordings {
  const { database, now } = parts;
  const folderOf = (tenantId: string) => join(parts.dataDir, 'recordings', tenantId);

  const receipt = (caller: SignedIn, recordingId: string) =>
    database.inTenant(caller.tenantId, (trx) => trx.selectFrom('recordings').selectAll().where('tenant_id', '=', caller.tenantId).where('id', '=', recordingId).executeTakeFirst());

  return {
    mayUpload: async (caller, caseId) =>
      (await database.inTenant(caller.tenantId, (trx) =>
        trx.selectFrom('case_changes').select('seq').where('tenant_id', '=', caller.tenantId).where('agent_id', '=', caller.userId).where('case_id', '=', caseId).executeTakeFirst(),
      )) !== undefined,

    async keep(caller, facts, uploaded) {
      const hash = await sha256OfFile(uploaded);
      if (hash !== facts.sha256) return 'mismatch';
      const known = await receipt(caller, facts.recordingId);
      if (known !== undefined) return known.sha256 === hash ? 'stored' : 'taken';
      const folder = folderOf(caller.tenantId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `.${facts.recordingId}.${v7()}`);
      await linkOrCopy(uploaded, draft);
      try {
        const { size } = await stat(draft);
        return await database.inTenant(caller.tenantId, async (trx) => {
          await lockTenant(trx, caller.tenantId);
          const raced = await trx.selectFrom('recordings').select('sha256').where('tenant_id', '=', caller.tenantId).where('id', '=', facts.recordingId).executeTakeFirst();
          if (raced !== undefined) return raced.sha256 === hash ? ('stored' as const) : ('taken' as const);
          await rename(draft, join(folder, facts.recordingId));
          await syncFolder(folder);
          await trx
            .insertInto('recordings')
            .values({ tenant_id: caller.tenantId, id: facts.recordingId, case_id: facts.caseId, call_id: facts.callId, sha256: hash, bytes: size, stored_at: now(), uploaded_by: caller.userId })
            .execute();
          await appendAudit(trx, caller.tenantId, [{ actor: caller.userId, action: 'recording-stored', subject: `recording ${facts.recordingId} case ${facts.caseId} bytes ${size}` }], now());
          return 'stored' as const;
        });
      } finally {
        await rm(draft, { force: true });
      }
    },

    async receipt(caller, recordingId) {
      const row = await receipt(caller, recordingId);
      if (row === undefined || (row.uploaded_by !== caller.userId && !listeners.includes(caller.role))) throw new CentreError('NOT_FOUND', 'There is no receipt for this recording.');
      return { recordingId: row.id, sha256: row.sha256, bytes: Number(row.bytes), storedAt: row.stored_at.toISOString() };
    },
  };
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The upload keeps its own name for a while, so that a desk that missed the answer finds it complete. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(from, to);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(String(error.code))) throw error;
    await copyFile(from, to);
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
