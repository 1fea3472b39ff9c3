import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagePolicy } from '../page-files.ts';
import { deskProtocol, isDeskAddress } from './protocol.ts';

let folder = '';
let answer: ReturnType<typeof deskProtocol>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairline-protocol-'));
  mkdirSync(join(folder, 'renderer', 'vosk'), { recursive: true });
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<p>desk</p>');
  writeFileSync(join(folder, 'renderer', 'vosk', 'vosk.wasm'), 'wasm');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'renderer-other', 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'en.tar'), 'model');
  answer = deskProtocol({ rendererDir: join(folder, 'renderer'), lineServer: 'wss://line.example:7443/ws', modelFile: async (name) => (name === 'en-US-1.tar' ? join(folder, 'en.tar') : null) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const get = (url: string, method = 'GET') => answer({ url, method });

test('the page and its files, with policy, type and length', async () => {
  const page = await get('app://fairline/');
  expect([page.status, await page.text()]).toEqual([200, '<p>desk</p>']);
  expect(page.headers.get('content-security-policy')).toBe(pagePolicy('wss://line.example:7443/ws'));
  const wasm = await get('app://fairline/vosk/vosk.wasm?x=1');
  expect([wasm.headers.get('content-type'), wasm.headers.get('content-length')]).toEqual(['application/wasm', '4']);
  expect(await (await get('app://fairline/index.html', 'HEAD')).text()).toBe('');
});
test('a model only by a name that was offered', async () => {
  expect(await (await get('app://fairline/models/en-US-1.tar')).text()).toBe('model');
  expect((await get('app://fairline/models/..%2fsecret.txt')).status).toBe(404);
});
test.each([
  ['app://fairline/../secret.txt', 404],
  ['app://fairline/..%2fsecret.txt', 404],
  ['app://fairline/%2e%2e/secret.txt', 404],
  ['app://fairline/..%2frenderer-other%2fsecret.txt', 404],
  ['app://fairline/vosk', 404],
  ['app://fairline/none.js', 404],
  ['app://elsewhere/index.html', 404],
  ['https://fairline/index.html', 404],
  ['app://fairline/%', 400],
  ['app://fairline/index.html%00.js', 400],
  ['nonsense', 404],
])('%s: %i', async (url, status) => {
  const got = await get(url);
  expect(got.status).toBe(status);
  expect(await got.text()).not.toContain('secret');
});
test('reading only', async () => expect((await get('app://fairline/', 'POST')).status).toBe(405));
test('the policy lets the page talk to itself and to its line, and run no code from text', () => {
  const policy = pagePolicy('wss://line.example:7443/ws');
  expect(policy).toContain("connect-src 'self' wss://line.example:7443;");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*unsafe-inline|\*/);
});
test.each([
  ['app://fairline', true],
  ['app://fairline/index.html', true],
  ['app://fairline.evil.example/', false],
  ['app://other', false],
  ['https://fairline/', false],
  ['', false],
  ['null', false],
])('%s is ours: %s', (address, ours) => {
  expect(isDeskAddress(address)).toBe(ours);
});
