/** The browser host's secret store: a file that only its owner can read. */
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SecretStore } from '../host.ts';

export function fileSecrets(file: string): SecretStore {
  return {
    databaseKey() {
      if (!existsSync(file)) makeKey(file);
      if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
      const text = readFileSync(file, 'utf8').trim();
      if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`The key file ${file} is damaged. Without it the local data cannot be read; restore it from a backup or move the data folder away.`);
      return Buffer.from(text, 'hex');
    },
  };
}

/** Whole or not at all, and on the disk before anything is encrypted with it: half a key would lock the data away. */
function makeKey(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(handle, `${randomBytes(32).toString('hex')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}
