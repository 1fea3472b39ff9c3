import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { SecretStoreError, sealedSecrets } from './secrets.ts';
import type { KeyStore } from './secrets.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fairline-secrets-'));
  folders.push(made);
  return made;
}
const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
function keyStore(change: Partial<KeyStore> = {}): KeyStore {
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (text) => turned(Buffer.from(text)),
    decryptStringAsync: async (sealed) => ({ result: turned(sealed).toString(), shouldReEncrypt: false }),
    ...change,
  };
}
const open = (dataDir: string, store = keyStore(), platform: NodeJS.Platform = 'linux', practice = false) => sealedSecrets({ keyStore: store, dataDir, platform, practice });

test('the key is made once, sealed on the disk for its owner alone, and the same after', async () => {
  const dataDir = join(folder(), 'new');
  const key = (await open(dataDir)).databaseKey();
  expect(key).toHaveLength(32);
  const file = join(dataDir, 'desk.key.sealed');
  expect(readFileSync(file).includes(key.toString('hex'))).toBe(false);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  expect((await open(dataDir)).databaseKey().equals(key)).toBe(true);
});
test('a caller that wipes its copy does not wipe ours', async () => {
  const secrets = await open(folder());
  const before = secrets.databaseKey().toString('hex');
  secrets.databaseKey().fill(0);
  expect(secrets.databaseKey().toString('hex')).toBe(before);
});
test('a key sealed in an older way is sealed again', async () => {
  const dataDir = folder();
  const key = (await open(dataDir)).databaseKey();
  const older = keyStore({ decryptStringAsync: async (sealed) => ({ result: turned(sealed).toString(), shouldReEncrypt: true }), encryptStringAsync: async (text) => Buffer.from(`new ${text}`) });
  expect((await open(dataDir, older)).databaseKey().equals(key)).toBe(true);
  expect(readFileSync(join(dataDir, 'desk.key.sealed'), 'utf8')).toBe(`new ${key.toString('hex')}`);
});
test.each([
  ['no key store', keyStore({ isAsyncEncryptionAvailable: async () => false }), 'linux', 'cannot be opened'],
  ['only plain text on Linux', keyStore({ getSelectedStorageBackend: () => 'basic_text' }), 'linux', 'has no key store'],
] as const)('%s: refused with a sentence', async (_name, store, platform, words) => {
  const refused = open(folder(), store, platform);
  await expect(refused).rejects.toBeInstanceOf(SecretStoreError);
  await expect(refused).rejects.toThrow(words);
});
test('a sealed key of somebody else, or a damaged one, is refused and left as it is', async () => {
  const dataDir = folder();
  await open(dataDir);
  const kept = readFileSync(join(dataDir, 'desk.key.sealed'));
  await expect(
    open(
      dataDir,
      keyStore({
        decryptStringAsync: async () => {
          throw new Error('no');
        },
      }),
    ),
  ).rejects.toThrow('cannot be opened with this person');
  await expect(open(dataDir, keyStore({ decryptStringAsync: async () => ({ result: 'abcd', shouldReEncrypt: true }) }))).rejects.toBeInstanceOf(SecretStoreError);
  expect(readFileSync(join(dataDir, 'desk.key.sealed')).equals(kept)).toBe(true);
});
test('the folder of a desk in the browser is left alone', async () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, 'desk.key'), 'ab');
  await expect(open(dataDir)).rejects.toThrow('FAIRLINE_DATA');
});
test('a practice desk without a key store keeps its key in a file, and stays with it; a desk for work refuses that folder', async () => {
  const dataDir = folder();
  const none = keyStore({ isAsyncEncryptionAvailable: async () => false });
  const key = (await open(dataDir, none, 'linux', true)).databaseKey();
  expect((await open(dataDir, keyStore(), 'linux', true)).databaseKey().equals(key)).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(dataDir, 'desk.key.practice')).mode & 0o077).toBe(0);
  await expect(open(dataDir)).rejects.toThrow('was used for practice');
});
test('a practice desk whose key is sealed does not make another one', async () => {
  const dataDir = folder();
  const key = (await open(dataDir, keyStore(), 'linux', true)).databaseKey();
  expect((await open(dataDir, keyStore({ getSelectedStorageBackend: () => 'basic_text' }), 'linux', true)).databaseKey().equals(key)).toBe(true);
  await expect(
    open(
      dataDir,
      keyStore({
        isAsyncEncryptionAvailable: async () => false,
        decryptStringAsync: async () => {
          throw new Error('locked');
        },
      }),
      'linux',
      true,
    ),
  ).rejects.toBeInstanceOf(SecretStoreError);
});
