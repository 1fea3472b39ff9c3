/** Command: the centre alone. `node src/central/index.ts --data DIR [--port 7600] [--practice] [--tenant NAME --admin USER]` */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { loadSampleData } from './services/sample-data.ts';
import { startCentral } from './start-central.ts';
import type { RunningCentral } from './start-central.ts';

const usage = `Usage: node src/central/index.ts --data DIR [--port 7600] [--host 127.0.0.1] [--database URL] [--practice]
       [--tenant NAME --admin USER]   makes a tenant and its administrator; the password is read from FAIRLINE_ADMIN_PASSWORD
PostgreSQL instead of the embedded database: --database or FAIRLINE_DATABASE_URL.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '7600' },
      host: { type: 'string', default: '127.0.0.1' },
      database: { type: 'string' },
      practice: { type: 'boolean', default: false },
      tenant: { type: 'string' },
      admin: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.data === undefined) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`"${values.port}" is no port; give a number from 0 to 65535.`);
  const log = pino({ name: 'central', level: process.env['FAIRLINE_LOG'] ?? 'info' });
  const central = await startCentral({ dataDir: values.data, port, host: values.host, databaseUrl: values.database, log });
  stopOnSignal(central);
  if (values.practice) await loadSampleData(central);
  if (values.tenant !== undefined && values.admin !== undefined) await makeAdministrator(central, values.tenant, values.admin);
  console.log(`Centre: ${central.url} (API page: ${central.url}/api/docs)`);
}

async function makeAdministrator(central: RunningCentral, tenant: string, username: string): Promise<void> {
  const password = process.env['FAIRLINE_ADMIN_PASSWORD'] ?? '';
  if (password.length < 10) throw new Error('FAIRLINE_ADMIN_PASSWORD must hold a password of at least 10 characters.');
  const { identity } = central.services;
  const tenantId = await identity.ensureTenant(tenant);
  if ((await identity.listUsers(tenantId)).some((user) => user.username === username)) return;
  await identity.createUser(tenantId, 'command', { username, displayName: username, role: 'administrator', team: null, password });
}

function stopOnSignal(central: RunningCentral): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      central.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
