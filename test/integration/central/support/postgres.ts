/** A PostgreSQL of Debian's own binaries in a temporary folder, on a free port of 127.0.0.1, gone with the test. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const home = '/usr/lib/postgresql';

export interface TestPostgres {
  /** A fresh, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Folder of initdb and postgres, newest version first, or null. */
export function postgresBinaries(): string | null {
  if (!existsSync(home)) return null;
  const found = readdirSync(home)
    .filter((version) => existsSync(join(home, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a));
  return found[0] === undefined ? null : join(home, found[0], 'bin');
}

export async function startPostgres(binaries: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'fairline-pg-'));
  // PostgreSQL refuses to run as root.
  const asRoot = process.getuid?.() === 0;
  const account = asRoot ? ids('postgres') : null;
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const as = account === null ? {} : { uid: account.uid, gid: account.gid };
  const data = join(folder, 'data');
  await run(join(binaries, 'initdb'), ['-D', data, '-U', 'fairline', '--auth=trust', '-E', 'UTF8', '--no-locale', '--no-sync'], { ...as, cwd: folder });
  const port = await freePort();
  const server = spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'], { ...as, cwd: folder, stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
  });
  const address = (name: string) => `postgres://fairline@127.0.0.1:${port}/${name}`;
  await untilReady(address('postgres'));
  return {
    newDatabase: async () => {
      const name = `t${randomBytes(6).toString('hex')}`;
      // The owner is no superuser, as in production: row-level security must hold for it by itself.
      await query(address('postgres'), `create role ${name} login`);
      await query(address('postgres'), `create database ${name} owner ${name}`);
      return address(name).replace('fairline@', `${name}@`);
    },
    stop: async () => {
      server.kill('SIGQUIT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ids(name: string): { readonly uid: number; readonly gid: number } {
  const number = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await query(url, 'select 1');
      return;
    } catch (error) {
      if (tries > 150) throw error;
      await wait(100);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
      });
  });
}
