/** Opens the centre's database: PGlite in a folder, or PostgreSQL by its address. Migrated when it is handed over. */
import { mkdir } from 'node:fs/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { tenantRole } from './migrations/0040-isolation.ts';
import { PgliteDialect } from './pglite-dialect.ts';
import type { Schema } from './schema.ts';

export type TenantTransaction = Transaction<Schema>;

export interface CentreDatabase {
  readonly kind: 'pglite' | 'postgresql';
  /** Without a tenant: only for tenants, users, tokens. Never inside the two below, where it would wait for itself on PGlite. */
  readonly system: Kysely<Schema>;
  /** One transaction that sees the rows of one tenant only (row-level security). */
  inTenant<T>(tenantId: string, work: (trx: TenantTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @throws Error when the folder holds a newer schema or the server cannot be reached. */
export async function openDatabase(options: { readonly folder: string; readonly databaseUrl?: string | undefined; readonly onError?: (error: Error) => void }): Promise<CentreDatabase> {
  const kind = options.databaseUrl === undefined ? 'pglite' : 'postgresql';
  const system = new Kysely<Schema>({ dialect: options.databaseUrl === undefined ? await pgliteDialect(options.folder) : postgresDialect(options.databaseUrl, options.onError) });
  try {
    await migrate(system);
    const { rows } = await sql<{ powerful: boolean }>`select rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user`.execute(system);
    const powerful = rows[0]?.powerful === true;
    return {
      kind,
      system,
      inTenant: (tenantId, work) =>
        system.transaction().execute(async (trx) => {
          await sql`select set_config('fairline.tenant', ${tenantId}, true)`.execute(trx);
          if (powerful) await sql.raw(`set local role ${tenantRole}`).execute(trx);
          return work(trx);
        }),
      close: () => system.destroy(),
    };
  } catch (error) {
    await system.destroy();
    throw connectionError(error);
  }
}

/** What PostgreSQL and the network call it (SQLSTATE class 08, 28, 3D; errno), in words; the address may hold a password and stays out. */
function connectionError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(?:ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|08)/.test(code))
    return new Error('The PostgreSQL server cannot be reached. Check that it runs and that FAIRLINE_DATABASE_URL is right.', { cause: error });
  if (/^(?:28|3D)/.test(code)) return new Error('PostgreSQL refused the user, the password or the database name in FAIRLINE_DATABASE_URL.', { cause: error });
  return error;
}

async function pgliteDialect(folder: string): Promise<PgliteDialect> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pglite = await PGlite.create(folder).catch((error: unknown) => {
    throw new Error(`The centre's database in "${folder}" cannot be opened; it may be damaged. Restore a copy of the folder, or start with another one.`, { cause: error });
  });
  return new PgliteDialect(pglite);
}

function postgresDialect(databaseUrl: string, onError?: (error: Error) => void): PostgresDialect {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 10_000 });
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => onError?.(error));
  return new PostgresDialect({ pool });
}
