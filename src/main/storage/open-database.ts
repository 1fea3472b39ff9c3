/** Opens the desk's encrypted database: checks it, keeps a damaged one aside, backs it up before a migration. */
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { migrations } from './migrations/migrations.ts';
import type { Migration } from './migrations/migrations.ts';
import { DeskStorageError, isDiskFull } from './desk-storage-error.ts';

export type DeskDatabase = Database.Database;
export interface OpenedDatabase {
  readonly database: DeskDatabase;
  /** Where the damaged predecessor was put, when there was one; it is never deleted. */
  readonly keptAside: string | null;
}

/**
 * `key` is 32 raw bytes: no passphrase derivation at each open (measured: 0.2 s against 1 ms). Throws DeskStorageError
 * 'from-the-future' for a file of a newer desk, 'in-use' and 'disk-full'; 'wrong-key' never: a file that this key cannot
 * read counts as damaged. What is wrong with the disk or its rights is no damage: it is thrown, and the file stays.
 */
export function openDatabase(file: string, key: Buffer, now: number, steps: readonly Migration[] = migrations): OpenedDatabase {
  mkdirSync(dirname(file), { recursive: true });
  let keptAside: string | null = null;
  let database = existsSync(file) ? tryOpen(file, key) : openRaw(file, key);
  if (database === null) {
    keptAside = freeName(`${file}.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}`);
    for (const ending of ['', '-wal', '-shm']) if (existsSync(file + ending)) renameSync(file + ending, keptAside + ending);
    database = openRaw(file, key);
  }
  try {
    migrate(database, file, steps);
  } catch (error) {
    database.close();
    throw error;
  }
  return { database, keptAside };
}

/** Opens a damaged file to be read as far as it can be; null when nothing can. Never writes to it. */
export function openForRescue(file: string, key: Buffer): DeskDatabase | null {
  let database: DeskDatabase | null = null;
  try {
    database = new Database(file, { readonly: true });
    unlock(database, key);
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return database;
  } catch (error) {
    database?.close();
    if (isSqliteError(error)) return null;
    throw error;
  }
}

/** null: the file is damaged, or of another key. */
function tryOpen(file: string, key: Buffer): DeskDatabase | null {
  let database: DeskDatabase | null = null;
  try {
    database = openRaw(file, key);
    if (database.pragma('quick_check(1)', { simple: true }) === 'ok') return database;
  } catch (error) {
    database?.close();
    if (!isSqliteError(error)) throw error;
    if (error.code.startsWith('SQLITE_NOTADB') || error.code.startsWith('SQLITE_CORRUPT')) return null;
    if (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED'))
      throw new DeskStorageError('in-use', 'Another Fairline desk on this computer has the database open.', { cause: error });
    if (isDiskFull(error)) throw new DeskStorageError('disk-full', 'The disk is full; the desk cannot open its database.', { cause: error });
    throw new Error(`The desk cannot read its database ${file} (${error.code}). Check the disk and the rights to this file; it was left as it is.`, { cause: error });
  }
  database.close();
  return null;
}

function openRaw(file: string, key: Buffer): DeskDatabase {
  const database = new Database(file);
  try {
    unlock(database, key);
    database.pragma('journal_mode=WAL');
    database.pragma('synchronous=FULL');
    database.pragma('foreign_keys=ON');
    database.pragma('cache_size=-65536');
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function unlock(database: DeskDatabase, key: Buffer): void {
  database.pragma("cipher='sqlcipher'");
  database.pragma(`key="x'${key.toString('hex')}'"`);
  // files that SQLite sorts in are not encrypted
  database.pragma('temp_store=MEMORY');
}

/** All open steps or none; before the first one a copy of the database is put beside it. */
function migrate(database: DeskDatabase, file: string, steps: readonly Migration[]): void {
  const at = Number(database.pragma('user_version', { simple: true }));
  const newest = steps.at(-1)?.number ?? 0;
  if (at > newest)
    throw new DeskStorageError('from-the-future', `The database is from a newer Fairline (step ${at}, this program knows ${newest}). Install that version, or start with another data folder.`);
  const open = steps.filter((step) => step.number > at);
  if (open.length === 0) return;
  try {
    if (at > 0) backUp(database, file, `${file}.before-${newest}`);
    database.transaction(() => {
      for (const step of open) {
        database.exec(step.sql);
        database.pragma(`user_version=${step.number}`);
      }
    })();
  } catch (error) {
    if (isDiskFull(error)) throw new DeskStorageError('disk-full', 'The disk is full; the desk cannot prepare its database for this version. Nothing was changed.', { cause: error });
    throw new Error(`The database could not be brought from step ${at} to ${newest}. It is as it was; the version that used it last still works.`, { cause: error });
  }
}

function backUp(database: DeskDatabase, file: string, target: string): void {
  database.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(file, `${target}.new`);
  renameSync(`${target}.new`, target);
}

/** Two damaged files in one millisecond must not become one. */
function freeName(wanted: string): string {
  let name = wanted;
  for (let next = 2; existsSync(name); next += 1) name = `${wanted}-${next}`;
  return name;
}

function isSqliteError(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError;
}
