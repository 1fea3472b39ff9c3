/** The centre's folder on disk, for one process at a time: two on one PGlite would destroy it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface DataFolder {
  readonly database: string;
  release(): Promise<void>;
}

const openHere = new Set<string>();

/** @throws Error in words for a person when another centre works in the folder. */
export async function takeDataFolder(dataDir: string, options: { readonly exclusive: boolean }): Promise<DataFolder> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const database = join(folder, 'database');
  if (!options.exclusive) return { database, release: async () => undefined };
  const mark = join(folder, 'centre.lock');
  const holder = await holderOf(mark);
  if (openHere.has(folder) || (holder !== null && holder !== process.pid && isAlive(holder))) {
    throw new Error(`Another centre is working in this data folder (process ${holder ?? process.pid}). Stop it, or choose another folder. If none is running, delete centre.lock in it.`);
  }
  openHere.add(folder);
  await writeFile(mark, String(process.pid), { mode: 0o600 });
  return {
    database,
    release: async () => {
      openHere.delete(folder);
      await rm(mark, { force: true });
    },
  };
}

async function holderOf(mark: string): Promise<number | null> {
  const text = await readFile(mark, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return /^\d+$/.test(text) ? Number(text) : null;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
