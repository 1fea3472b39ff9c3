/** Numbered migrations in tens, each once and in order, in a table of our own. A database from the future is refused. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations/migrations.ts';

/** Brings the schema up to date; answers the numbers applied now. @throws Error when the database is newer than this program. */
export async function migrate(database: Kysely<Schema>, known: readonly Migration[] = migrations): Promise<readonly number[]> {
  await sql`create table if not exists applied_migrations (number integer primary key, name text not null, applied_at timestamptz not null default now())`.execute(database);
  return database.transaction().execute(async (trx) => {
    await sql`lock table applied_migrations in exclusive mode`.execute(trx);
    const { rows } = await sql<{ number: number; name: string }>`select number, name from applied_migrations`.execute(trx);
    const future = rows.filter((row) => !known.some((one) => one.number === row.number && one.name === row.name));
    if (future.length > 0) {
      throw new Error(`The centre's database is from a newer version (${future.map((row) => `${row.number}-${row.name}`).join(', ')}). Start that version, or another data folder.`);
    }
    const applied: number[] = [];
    for (const one of [...known].sort((a, b) => a.number - b.number)) {
      if (rows.some((row) => row.number === one.number)) continue;
      await one.up(trx);
      await sql`insert into applied_migrations (number, name) values (${one.number}, ${one.name})`.execute(trx);
      applied.push(one.number);
    }
    return applied;
  });
}
