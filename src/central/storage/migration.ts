/** One numbered step of the schema. */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly up: (trx: Transaction<Schema>) => Promise<void>;
}

/** PostgreSQL's extended protocol takes one statement at a time, so a migration hands over a list. */
export async function runStatements(trx: Transaction<Schema>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(trx);
}
