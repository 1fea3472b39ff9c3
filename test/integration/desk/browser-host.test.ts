/** The browser host as another program on this machine, or a page from elsewhere, would try it. */
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost } from '../../../src/main/browser-host.ts';
import { takeFolder } from '../../../src/main/hosts/browser/single-instance.ts';
import { startChild } from './support/child.ts';
import type { DeskClient } from './support/desk.ts';
import { keptLog } from './support/services.ts';
import { tempFolder } from './support/temp-folder.ts';

const rendererDir = join(tempFolder(), 'renderer');
mkdirSync(join(rendererDir, 'assets'), { recursive: true });
writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>desk</title>');
writeFileSync(join(rendererDir, 'assets', 'a.js'), 'export {};');
writeFileSync(join(rendererDir, '..', 'secret.txt'), 'the secret');
writeFileSync(join(rendererDir, '..', 'renderer-old'), 'the secret');
const modelsDir = tempFolder();
const model = Buffer.from('a packed model');
writeFileSync(join(modelsDir, 'en-US-12345678.tar'), model);
writeFileSync(join(modelsDir, 'en-US-12345678.tar.sha256'), `${createHash('sha256').update(model).digest('hex')}\n`);
writeFileSync(join(modelsDir, 'zh-CN-12345678.tar'), 'a model that was cut');
writeFileSync(join(modelsDir, 'zh-CN-12345678.tar.sha256'), `${'0'.repeat(64)}\n`);

const dataDir = tempFolder();
const log = keptLog();
const start = (over: Partial<Parameters<typeof startBrowserHost>[0]> = {}) =>
  startBrowserHost({
    dataDir,
    port: 0,
    centralUrl: 'http://127.0.0.1:9',
    tenant: 'practice',
    line: { server: 'ws://127.0.0.1:5066', uri: 'sip:desk1@practice.test', user: 'desk1', password: 'x' },
    modelsDir,
    rendererDir,
    practice: true,
    log,
    ...over,
  });
let host: Awaited<ReturnType<typeof start>>;
let port = 0;
let cookie = '';
beforeAll(async () => {
  host = await start();
  const { port: given, pathname, search } = new URL(host.url);
  port = Number(given);
  cookie = String((await ask(pathname + search)).headers['set-cookie']?.[0]).split(';')[0] ?? '';
});
afterAll(() => host.stop());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** The path goes out exactly as it is given. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', to = port): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: to, path, method, headers }, (response) => {
      let body = '';
      response
        .setEncoding('utf8')
        .on('data', (piece: string) => {
          body += piece;
        })
        .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}
/** 'open', or the status it was refused with. */
function upgrade(headers: Record<string, string>, path = '/desk'): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => {
      response.destroy();
      resolve(String(response.statusCode));
    });
    socket.on('error', () => resolve('error'));
  });
}
const own = (): Record<string, string> => ({ cookie });

describe('who is let in', () => {
  test('the address that was printed, once it is opened; nobody else', async () => {
    expect(cookie).toMatch(/^fairline-\d+=[\w-]{32}$/);
    for (const path of [
      '/',
      '/index.html',
      '/assets/a.js',
      '/models/en-US-12345678.tar',
      '/speech/replay.json',
      '/?launch=',
      '/?launch=wrong',
      `/?launch=${'A'.repeat(32)}`,
      '/index.html?launch=wrong',
    ]) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body).toContain('Open the desk with the address');
    }
    for (const wrong of ['', 'fairline=x', `${cookie}x`, cookie.slice(0, -1), cookie.replace(/\d+/, '1')]) expect((await ask('/', { cookie: wrong })).status).toBe(403);
    expect((await ask('/', own())).status).toBe(200);
    expect((await ask('/', { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
    // the token opens only the first page, and the cookie is kept from scripts and other sites
    const { search } = new URL(host.url);
    expect((await ask(`/assets/a.js${search}`)).status).toBe(403);
    expect((await ask(`/${search}`)).headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });
  test('health is for everyone and says nothing', async () => expect(await ask('/health')).toMatchObject({ status: 200, body: '{"ok":true}' }));
  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost', '0.0.0.0:80', '127.0.0.1.evil.example:80'])(
    'another Host is refused, with the cookie too: %j',
    async (name) => {
      for (const path of ['/', '/health', '/assets/a.js']) expect((await ask(path, { ...own(), host: name })).status).toBe(421);
    },
  );
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s changes nothing', async (method) => expect((await ask('/', own(), method)).status).toBe(405));
});

describe("the desk's own connection", () => {
  const origin = (): string => `http://127.0.0.1:${port}`;
  test('opens for the page, and is refused without cookie, from another origin, host or path', async () => {
    expect(await upgrade({ ...own(), origin: origin() })).toBe('open');
    expect(await upgrade({ ...own(), origin: `http://localhost:${port}` })).toBe('open');
    const refused: readonly Record<string, string>[] = [
      { origin: origin() },
      { ...own() },
      { ...own(), origin: 'http://evil.example' },
      { ...own(), origin: `https://127.0.0.1:${port}` },
      { ...own(), origin: 'http://127.0.0.1:1' },
      { ...own(), origin: 'null' },
      { ...own(), origin: `${origin()}.evil.example` },
      { ...own(), origin: origin(), host: `evil.example:${port}` },
      { cookie: `${cookie}x`, origin: origin() },
    ];
    for (const headers of refused) expect([headers, await upgrade(headers)]).toEqual([headers, '403']);
    for (const path of ['/', '/desk/', '/desk?x', '/other', '//desk']) expect(await upgrade({ ...own(), origin: origin() }, path)).toBe('403');
  });
  test('carries the contract, live status included', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/desk`, { headers: { ...own(), origin: origin() } });
    await new Promise((resolve, reject) => {
      socket.on('open', resolve).on('error', reject);
    });
    const client: DeskClient = createORPCClient(new RPCLink({ websocket: socket as never }));
    const info = await client.app.info();
    expect(info).toMatchObject({ host: 'browser', tenant: 'practice', damaged: null });
    expect(info.speech.map((one) => [one.language, one.state, one.url])).toEqual([
      ['en-US', 'ready', '/models/en-US-12345678.tar'],
      ['zh-CN', 'refused', null],
    ]);
    await expect(client.cases.queue({})).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    for await (const status of await client.sync.watch()) {
      expect(status).toMatchObject({ link: 'sign-in-again', waiting: 0, clockOffMs: null });
      break;
    }
    socket.terminate();
  });
  test('garbage on it, and whoever hangs up, ends nothing', async ({ onTestFinished }) => {
    // the RPC library prints each broken message
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => quiet.mockRestore());
    const socket = new WebSocket(`ws://127.0.0.1:${port}/desk`, { headers: { ...own(), origin: origin() } });
    await new Promise((resolve) => {
      socket.on('open', resolve);
    });
    for (const garbage of ['', 'garbage', '{}', '[]', '{"i":"1","p":{"u":"/nowhere"}}', '{"i":{},"t":99,"p":null}', Buffer.from([0xff, 0, 0xff]), '\u0000'.repeat(1_000)]) socket.send(garbage);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    socket.terminate();
    // half an upgrade, then a reset
    for (const text of [
      'GET /desk HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      `GET /desk HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nCookie: ${cookie}\r\nOrigin: ${origin()}\r\n\r\n`,
      'GET / HTTP/9\r\n\r\n',
      '\u0016\u0003\u0001',
    ]) {
      await new Promise<void>((resolve) => {
        const raw = connect(port, '127.0.0.1', () => {
          raw.write(text);
          setTimeout(() => {
            raw.resetAndDestroy();
            resolve();
          }, 15);
        });
        raw.on('error', () => resolve());
      });
    }
    // more than a message may be
    const large = new WebSocket(`ws://127.0.0.1:${port}/desk`, { headers: { ...own(), origin: origin() } });
    const closed = new Promise<number>((resolve) => {
      large.on('close', resolve).on('error', () => undefined);
    });
    large.on('open', () => large.send(Buffer.alloc(9 * 1024 * 1024)));
    expect(await closed).toBe(1009);
    expect((await ask('/health')).status).toBe(200);
    expect(await upgrade({ ...own(), origin: origin() })).toBe('open');
  });
});

describe('what is served', () => {
  test.each([
    '/../secret.txt',
    '/../../etc/passwd',
    '/%2e%2e/secret.txt',
    '/%2E%2E%2Fsecret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/.%2e/secret.txt',
    '/%252e%252e/secret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '///../secret.txt',
    '/../renderer-old',
    '/..%2frenderer-old',
    '/assets',
    '/assets/',
    '/index.html%00.js',
    '/index.html/',
    '/nothing.js',
    '/models/..%2f..%2fsecret.txt',
    '/models/../secret.txt',
    '/models/',
    '/models/zh-CN-12345678.tar',
    '/models/en-US-12345678.tar.sha256',
    '/speech/replay.json',
  ])('%s is not there', async (path) => {
    const answer = await ask(path, own());
    expect(answer.status).toBe(404);
    expect(answer.body).not.toMatch(/secret|root:/);
  });
  test.each(['/%zz', '/%', '/assets/%c0%ae%c0%ae/x', 'http://[', '//['])('%s is no address', async (path) => expect((await ask(path, own())).status).toBe(400));
  test('the page and its parts, with their types, and a strict policy on every answer', async () => {
    expect(await ask('/', own())).toMatchObject({ status: 200, body: '<!doctype html><title>desk</title>', headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } });
    expect(await ask('/assets/a.js', own())).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': expect.stringContaining('immutable') } });
    expect(await ask('/assets/a.js', own(), 'HEAD')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '10' } });
    expect(await ask('/models/en-US-12345678.tar', own())).toMatchObject({ status: 200, body: 'a packed model', headers: { 'content-type': 'application/x-tar' } });
    for (const [path, headers] of [
      ['/', own()],
      ['/', {}],
      ['/health', {}],
      ['/nothing', own()],
      ['/%zz', own()],
      ['/', { host: 'evil.example' }],
    ] as const) {
      const answer = await ask(path, headers);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      const policy = new Map(
        String(answer.headers['content-security-policy'])
          .split('; ')
          .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
      );
      expect(Object.fromEntries(policy)).toMatchObject({
        'default-src': "'none'",
        'script-src': "'self' 'wasm-unsafe-eval'",
        'worker-src': "'self'",
        'connect-src': "'self' ws://127.0.0.1:5066",
        'base-uri': "'none'",
        'form-action': "'none'",
        'frame-ancestors': "'none'",
      });
      expect(String(answer.headers['content-security-policy'])).not.toMatch(/\*|'unsafe-eval'|https?:|script-src[^;]*unsafe-inline/);
    }
  });
  test('with a folder that is named in another way', async () => {
    const other = await start({ dataDir: tempFolder(), rendererDir: `${relative(process.cwd(), rendererDir)}/` });
    const { port: given, pathname, search } = new URL(other.url);
    expect((await ask(pathname + search, {}, 'GET', Number(given))).status).toBe(200);
    await other.stop();
  });
});

describe('one desk, one folder, one port', () => {
  test('a second one on the folder is refused with its sentence and disturbs nothing', async () => {
    await expect(start()).rejects.toMatchObject({
      name: 'DeskStorageError',
      reason: 'in-use',
      message: `A Fairline desk already runs with this data folder (process ${process.pid}). Use that window, or give this one another folder with --data.`,
    });
    expect((await ask('/', own())).status).toBe(200);
    await expect(start()).rejects.toMatchObject({ reason: 'in-use' });
  });
  test('from another program too; when that one is killed the folder is free, whatever its mark says', async () => {
    const folder = tempFolder();
    const holder = startChild('held-folder.ts', [folder]);
    await holder.said(1);
    expect(holder.lines).toEqual(['taken']);
    expect(() => takeFolder(folder)).toThrow(`(process ${holder.process.pid})`);
    const second = startChild('held-folder.ts', [folder]);
    await second.said(1);
    expect(second.lines[0]).toContain(`already runs with this data folder (process ${holder.process.pid})`);
    await holder.kill();
    // the mark is left; by now its number may be that of a program that runs: of this one, or of another
    for (const number of [String(holder.process.pid), String(process.pid), '1', '', 'no number']) {
      writeFileSync(join(folder, 'desk.lock'), number);
      const release = takeFolder(folder);
      expect(readFileSync(join(folder, 'desk.lock'), 'utf8')).toBe(String(process.pid));
      release();
      release();
      expect(existsSync(join(folder, 'desk.lock'))).toBe(false);
    }
  });
  test('eight at the same moment: one gets it', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'desk.lock'), '999999');
    const children = Array.from({ length: 8 }, () => startChild('held-folder.ts', [folder]));
    await Promise.all(children.map((child) => child.said(1)));
    expect(children.filter((child) => child.lines[0] === 'taken')).toHaveLength(1);
    await Promise.all(children.map((child) => child.kill()));
  }, 60_000);
  test('a port that is taken is said so, and the folder is free again', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => {
      taken.on('listening', resolve);
    });
    const { port: number } = taken.address() as AddressInfo;
    const folder = tempFolder();
    await expect(start({ dataDir: folder, port: number })).rejects.toThrow(`Port ${number} of this machine is taken by another program. Give the desk another one with --port.`);
    taken.close();
    const again = await start({ dataDir: folder, port: number });
    expect(new URL(again.url).port).toBe(String(number));
    await again.stop();
  });
});

describe.skipIf(process.platform === 'win32')('the key', () => {
  test("is its owner's alone, and stays the same", async () => {
    const mode = (name: string): number => statSync(join(dataDir, name)).mode & 0o777;
    expect(mode('desk.key')).toBe(0o600);
    expect(readFileSync(join(dataDir, 'desk.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(readdirSync(dataDir)).not.toContain('desk.key.new');
    const folder = join(tempFolder(), 'new');
    await (await start({ dataDir: folder })).stop();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const key = readFileSync(join(folder, 'desk.key'), 'utf8');
    // somebody opened it to others: closed again
    chmodSync(join(folder, 'desk.key'), 0o644);
    await (await start({ dataDir: folder })).stop();
    expect(statSync(join(folder, 'desk.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'desk.key'), 'utf8')).toBe(key);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
  });
  test.each([
    ['empty', ''],
    ['cut', 'abcdef'],
    ['no key', 'z'.repeat(64)],
    ['too long', 'a'.repeat(70)],
  ])('%s: said so, and nothing is touched', async (_what, text) => {
    const folder = tempFolder();
    await (await start({ dataDir: folder })).stop();
    const database = readFileSync(join(folder, 'desk.db'));
    writeFileSync(join(folder, 'desk.key'), text);
    await expect(start({ dataDir: folder })).rejects.toThrow(/key file .* is damaged.*restore it from a backup/);
    expect(readFileSync(join(folder, 'desk.db')).equals(database)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});
