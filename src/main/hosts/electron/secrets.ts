/** The Electron host's secret store: the database key in a file that only the system's key store can open. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/**
 * Reads the key, or makes it on first use; call after the program is ready. The services ask for it without waiting, so it
 * is opened here, once. @throws SecretStoreError
 */
export async function sealedSecrets(parts: { readonly keyStore: KeyStore; readonly dataDir: string; readonly platform: NodeJS.Platform }): Promise<SecretStore> {
  const { keyStore, dataDir, platform } = parts;
  if (existsSync(join(dataDir, plainName))) throw new SecretStoreError(`The data folder ${dataDir} is in use by the desk in the browser, which keeps its key differently. Give this desk a folder of its own with FAIRLINE_DATA.`);
  if (!(await keyStore.isAsyncEncryptionAvailable())) throw new SecretStoreError('This computer\'s key store cannot be opened, so the cases could not be kept safely. Unlock it (Keychain, Credential Manager, GNOME Keyring or KWallet) and start again.');
  if (platform === 'linux' && keyStore.getSelectedStorageBackend() === 'basic_text') throw new SecretStoreError('This computer has no key store: the key of the cases would lie open on the disk. Install GNOME Keyring or KWallet, sign in to the desktop again, and start again.');
  const key = await openKey(keyStore, dataDir);
  return { databaseKey: () => Buffer.from(key) };
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
  const { result, shouldReEncrypt } = await keyStore.decryptStringAsync(readFileSync(file)).catch((cause: unknown) => { throw new SecretStoreError(damaged, { cause }); });
  const key = Buffer.from(result, 'hex');
  if (key.length !== 32) throw new SecretStoreError(damaged);
  if (shouldReEncrypt) writeFileSync(file, await keyStore.encryptStringAsync(result), { mode: 0o600 });
  return key;
}
