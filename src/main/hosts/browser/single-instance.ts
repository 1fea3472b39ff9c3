/** One desk per data folder: a second one would fight over the database and the recordings. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DeskStorageError } from '../../storage/desk-storage-error.ts';

/** Takes the folder, or throws DeskStorageError 'in-use'. A lock left by a program that is gone is taken over. */
export function takeFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'desk.lock');
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = Number(readFileSync(file, 'utf8'));
      if (owner === process.pid || isRunning(owner)) throw new DeskStorageError('in-use', `A Fairline desk already runs with this data folder (process ${owner}). Use that window, or give this one another folder with --data.`, { cause: error });
      rmSync(file, { force: true });
    }
  }
  throw new DeskStorageError('in-use', 'The data folder could not be taken.');
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
