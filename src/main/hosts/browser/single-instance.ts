/** One desk per data folder: a second one would fight over the database and the recordings. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DeskStorageError } from '../../storage/desk-storage-error.ts';

/**
 * Takes the folder, or throws DeskStorageError 'in-use'. The system holds the lock (a SQLite file that nothing is written to) and
 * gives it back when this program ends, however it ends: a number left by a killed desk, which by now may be another
 * program's, locks nobody out. `desk.lock` only says which process it is.
 */
export function takeFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const mark = join(dataDir, 'desk.lock');
  const lock = new Database(join(dataDir, 'desk.held'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    const owner = existsSync(mark) ? ` (process ${Number(readFileSync(mark, 'utf8'))})` : '';
    throw new DeskStorageError('in-use', `A Fairline desk already runs with this data folder${owner}. Use that window, or give this one another folder with --data.`, { cause: error });
  }
  writeFileSync(mark, String(process.pid), { mode: 0o600 });
  return () => {
    if (!lock.open) return;
    rmSync(mark, { force: true });
    lock.close();
  };
}
