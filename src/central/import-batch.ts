/** Command: puts a batch file in without the API. `node src/central/import-batch.ts FILE --client NAME --data DIR` */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { openCentre } from './services/centre.ts';
import type { Centre } from './services/centre.ts';

const usage = `Usage: node src/central/import-batch.ts FILE --client NAME --data DIR [--tenant NAME] [--map "heading=column"]... [--database URL]
FILE is CSV (UTF-8, GB18030) or XLSX. --tenant may be left out when there is only one. --map is kept for the client's later files.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      client: { type: 'string' },
      data: { type: 'string' },
      tenant: { type: 'string' },
      map: { type: 'string', multiple: true, default: [] },
      database: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined || values.client === undefined || values.data === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Error(`The file "${file}" cannot be read.`, { cause: error });
  });
  const columnMap = values.map.length === 0 ? undefined : Object.fromEntries(values.map.map(mapping));
  const centre = await openCentre({
    dataDir: values.data,
    databaseUrl: values.database ?? process.env['FAIRLINE_DATABASE_URL'],
    log: pino({ name: 'import', level: process.env['FAIRLINE_LOG'] ?? 'warn' }),
  });
  try {
    const tenantId = await tenantOf(centre, values.tenant);
    const report = await centre.importBatch({ tenantId, actor: 'import-batch', clientName: values.client, bytes, columnMap });
    console.log(`${report.rows} rows: ${report.added} cases added, ${report.updated} updated, ${report.unchanged} unchanged.`);
    if (report.badRowsFile !== null) {
      const lines = new Set(report.bad.map((one) => one.line)).size;
      console.log(`${lines}${report.bad.length >= 1000 ? ' or more' : ''} rows were not taken. Reasons: ${join(values.data, report.badRowsFile)}`);
    }
  } finally {
    await centre.close();
  }
}

function mapping(text: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at <= 0) throw new Error(`--map "${text}" is not of the form heading=column.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

async function tenantOf(centre: Centre, name: string | undefined): Promise<string> {
  const tenants = await centre.identity.tenants();
  const found = name === undefined ? (tenants.length === 1 ? tenants[0] : undefined) : tenants.find((tenant) => tenant.name === name.normalize('NFKC').trim().toLowerCase());
  if (found === undefined) {
    throw new Error(
      tenants.length === 0
        ? 'This data folder has no tenant yet. Start the centre once with --tenant NAME --admin USER.'
        : `Name one of these with --tenant: ${tenants.map((tenant) => tenant.name).join(', ')}.`,
    );
  }
  return found.id;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
