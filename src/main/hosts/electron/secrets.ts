/** The Electron host's secret store: the database key in a file that only the system's key store can open. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SafeStorage } from 'electron';
import type { SecretStore } from '../host.ts';

export type KeyStore = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>;

/** The key cannot be kept or read safely; the message is for the person at the desk. */
export class SecretStoreError extends Error {
  override readonly name = 'SecretStoreError';
}

const sealedName = 'desk.key.sealed';
/** The browser host's key file; see hosts/browser/file-secrets.ts. */
const plainName = 'desk.key';
/** A practice desk's, where there is no key store: its people are invented, and a first look must not fail for want of one. */
const practiceName = 'desk.key.practice';

/**
 * Reads the key, or makes it on first use; call after the program is ready. The services ask for it without waiting, so it
 * is opened here, once. @throws SecretStoreError
 */
export async function sealedSecrets(parts: { readonly keyStore: KeyStore; readonly dataDir: string; readonly platform: NodeJS.Platform; readonly practice: boolean }): Promise<SecretStore> {
  const { keyStore, dataDir, platform, practice } = parts;
  if (existsSync(join(dataDir, plainName)))
    throw new SecretStoreError(`The data folder ${dataDir} is in use by the desk in the browser, which keeps its key differently. Give this desk a folder of its own with FAIRLINE_DATA.`);
  const practised = existsSync(join(dataDir, practiceName));
  if (practised && !practice) throw new SecretStoreError(`The data folder ${dataDir} was used for practice and its key lies open. Give this desk a folder of its own with FAIRLINE_DATA.`);
  const trouble = practised ? null : await troubleWith(keyStore, platform);
  if (trouble !== null && !practice) throw new SecretStoreError(trouble);
  const sealed = existsSync(join(dataDir, sealedName));
  const key = practised || (trouble !== null && !sealed) ? practiceKey(join(dataDir, practiceName)) : await openKey(keyStore, dataDir);
  return { databaseKey: () => Buffer.from(key) };
}

async function troubleWith(keyStore: KeyStore, platform: NodeJS.Platform): Promise<string | null> {
  if (!(await keyStore.isAsyncEncryptionAvailable()))
    return "This computer's key store cannot be opened, so the cases could not be kept safely. Unlock it (Keychain, Credential Manager, GNOME Keyring or KWallet) and start again.";
  if (platform === 'linux' && keyStore.getSelectedStorageBackend() === 'basic_text')
    return 'This computer has no key store: the key of the cases would lie open on the disk. Install GNOME Keyring or KWallet, sign in to the desktop again, and start again.';
  return null;
}

function practiceKey(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new SecretStoreError(`The key file ${file} is damaged. Move the practice folder away to start afresh.`);
  return key;
}

async function openKey(keyStore: KeyStore, dataDir: string): Promise<Buffer> {
  const file = join(dataDir, sealedName);
  if (!existsSync(file)) {
    const key = randomBytes(32);
    const sealed = await keyStore.encryptStringAsync(key.toString('hex'));
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, sealed, { mode: 0o600, flag: 'wx' });
    return key;
  }
  const damaged = `The key file ${file} cannot be opened with this person's key store. Sign in to the computer as the person who used this desk before, or move the data folder away to start afresh.`;
  const { result, shouldReEncrypt } = await keyStore.decryptStringAsync(readFileSync(file)).catch((cause: unknown) => {
    throw new SecretStoreError(damaged, { cause });
  });
  const key = Buffer.from(result, 'hex');
  if (key.length !== 32) throw new SecretStoreError(damaged);
  if (shouldReEncrypt) writeFileSync(file, await keyStore.encryptStringAsync(result), { mode: 0o600 });
  return key;
}
