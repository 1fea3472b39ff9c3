/** A client's batch file, from bytes to cases and a report. Good rows are kept, bad ones come back in a file. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportReport } from '../../../contract/central/central-contract.ts';
import { batchId as batchIdSchema } from '../../../contract/schemas.ts';
import type { CentreDatabase } from '../../storage/open-database.ts';
import { appendAudit } from '../audit-log.ts';
import { CentreError } from '../centre-error.ts';
import { stableId } from '../stable-id.ts';
import { lockTenant } from '../tenant-writer.ts';
import type { BadCell } from './case-facts.ts';
import { placeColumns } from './columns.ts';
import { csvText } from './csv-text.ts';
import { gatherCases } from './gather-cases.ts';
import { readTable } from './read-table.ts';
import { storeCases } from './store-cases.ts';

export interface ImportRequest {
  readonly tenantId: string;
  /** User id, or the name of the command. */
  readonly actor: string;
  readonly clientName: string;
  readonly bytes: Buffer;
  /** Heading → column key; kept for the client's later files. */
  readonly columnMap?: Readonly<Record<string, string>> | undefined;
  readonly practiceNumbers: boolean;
}
export interface ImportPlace {
  readonly database: CentreDatabase;
  readonly dataDir: string;
  readonly now: () => Date;
}

const casesAtOnce = 200;
/** More than these are only in the file. */
const badInAnswer = 1000;

/** @throws CentreError FILE_REFUSED when nothing of the file can be used. */
export async function importBatch(place: ImportPlace, request: ImportRequest): Promise<ImportReport> {
  const { database, now } = place;
  const { tenantId } = request;
  const clientName = request.clientName.normalize('NFKC').trim();
  if (clientName === '') throw new CentreError('FILE_REFUSED', 'The client has no name.');
  const table = await readTable(request.bytes);
  const keptMap = await database.inTenant(tenantId, (trx) =>
    trx.selectFrom('column_maps').select('headings').where('tenant_id', '=', tenantId).where('client_name', '=', clientName).executeTakeFirst(),
  );
  const columnMap = { ...keptMap?.headings, ...request.columnMap };
  const places = placeColumns(table.headings, columnMap);
  const gathered = gatherCases(table, places, { today: now().toISOString().slice(0, 10), practiceNumbers: request.practiceNumbers });
  const batchId = gathered.batchNo === null ? null : stableId('batch', tenantId, clientName, gathered.batchNo);

  await database.inTenant(tenantId, async (trx) => {
    await lockTenant(trx, tenantId);
    if (request.columnMap !== undefined) {
      await trx
        .insertInto('column_maps')
        .values({ tenant_id: tenantId, client_name: clientName, headings: JSON.stringify(columnMap) })
        .onConflict((on) => on.columns(['tenant_id', 'client_name']).doUpdateSet((eb) => ({ headings: eb.ref('excluded.headings') })))
        .execute();
    }
    if (batchId === null || gathered.batchNo === null) return;
    const batch = await trx.selectFrom('batches').select('status').where('tenant_id', '=', tenantId).where('id', '=', batchId).executeTakeFirst();
    if (batch?.status === 'withdrawn') throw new CentreError('FILE_REFUSED', `Batch ${gathered.batchNo} was withdrawn. Ask the client for a file under a new batch number.`);
    if (batch === undefined)
      await trx
        .insertInto('batches')
        .values({ tenant_id: tenantId, id: batchId, client_name: clientName, batch_no: gathered.batchNo, status: 'open', imported_at: now(), withdrawn_at: null })
        .execute();
  });

  const counts = { added: 0, updated: 0, unchanged: 0 };
  for (let from = 0; batchId !== null && from < gathered.cases.length; from += casesAtOnce) {
    const chunk = gathered.cases.slice(from, from + casesAtOnce);
    const one = await database.inTenant(tenantId, async (trx) => {
      await lockTenant(trx, tenantId);
      return storeCases(trx, { tenantId, clientName, batchId }, chunk);
    });
    counts.added += one.added;
    counts.updated += one.updated;
    counts.unchanged += one.unchanged;
  }
  const badRowsFile = gathered.bad.length === 0 ? null : await writeBadRows(place.dataDir, request, gathered.bad);
  const badRows = new Set(gathered.bad.map((one) => one.line)).size;
  await database.inTenant(tenantId, (trx) =>
    appendAudit(
      trx,
      tenantId,
      [
        {
          actor: request.actor,
          action: 'import',
          subject: `batch ${batchId ?? 'none'} rows ${table.rows.length} added ${counts.added} updated ${counts.updated} unchanged ${counts.unchanged} bad ${badRows}`,
        },
      ],
      now(),
    ),
  );
  return { batchId: batchId === null ? null : batchIdSchema.parse(batchId), rows: table.rows.length, ...counts, bad: gathered.bad.slice(0, badInAnswer), badRowsFile };
}

/** Named by the file's own hash, so that the same file twice leaves one report. Answers the path inside the data folder. */
async function writeBadRows(dataDir: string, request: ImportRequest, bad: readonly BadCell[]): Promise<string> {
  const name = `bad-rows/${request.tenantId}/${createHash('sha256').update(request.clientName).update(request.bytes).digest('hex').slice(0, 16)}.csv`;
  await mkdir(join(dataDir, 'bad-rows', request.tenantId), { recursive: true, mode: 0o700 });
  await writeFile(join(dataDir, name), csvText([['line', 'column', 'reason', 'value'], ...bad.map((one) => [String(one.line), one.column, one.reason, one.value])]), { mode: 0o600 });
  return name;
}
