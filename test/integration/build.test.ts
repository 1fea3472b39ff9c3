/**
 * The built programs start: the browser host, the centre's commands and the practice line from their bundles on plain Node;
 * the Electron bundle on a stand-in for Electron, since the real one cannot be had everywhere. Built into out/test, so that
 * nobody's running desk loses its files.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { resolveConfig } from 'electron-vite';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pagePolicy } from '../../src/main/hosts/page-files.ts';

const root = resolve(import.meta.dirname, '..', '..');
const out = join(root, 'out', 'test', 'build');
let folder = '';

interface Ran {
  readonly code: number | null;
  readonly text: string;
  readonly errors: string;
}
/** Runs Node; `until` ends it in order (SIGTERM) once it has printed those words. */
function run(args: readonly string[], options: { env?: Record<string, string>; until?: RegExp } = {}): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...args], { cwd: root, env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [text, errors] = ['', ''];
    const limit = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      // a moment later: it prints before it listens for signals
      if (options.until?.test(text) === true) setTimeout(() => child.kill('SIGTERM'), 200);
    });
    child.stderr.on('data', (piece: Buffer) => {
      errors += piece.toString();
    });
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(limit);
      done({ code, text, errors });
    });
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairline-build-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<p>desk</p>');
  const environment = process.env['NODE_ENV'];
  await build({ configFile: join(root, 'vite.node.config.ts'), logLevel: 'error', build: { outDir: join(out, 'node') } });
  const { config } = await resolveConfig({ root, configFile: join(root, 'electron.vite.config.ts'), logLevel: 'error' }, 'build', 'production');
  if (config?.main === undefined || config.preload === undefined) throw new Error('electron.vite.config.ts has no main or no preload');
  await build({ ...config.main, build: { ...config.main.build, outDir: join(out, 'main') } });
  await build({ ...config.preload, build: { ...config.preload.build, outDir: join(out, 'preload') } });
  expect([config.renderer?.root, config.renderer?.build?.outDir]).toEqual([join(root, 'src', 'renderer'), join(root, 'out', 'renderer')]);
  process.env['NODE_ENV'] = environment;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('on plain Node', () => {
  test('the browser host starts, serves the page to its launch token only, and stops', async () => {
    const program = `
      const { startBrowserHost } = await import(${JSON.stringify(pathToFileURL(join(out, 'node', 'browser-host.js')).href)});
      const line = { server: 'ws://127.0.0.1:5080', uri: 'sip:desk1@practice.test', user: 'desk1', password: 'x' };
      const host = await startBrowserHost({ dataDir: ${JSON.stringify(join(folder, 'desk'))}, port: 0, centralUrl: 'http://127.0.0.1:9', tenant: 'practice', line, modelsDir: ${JSON.stringify(folder)}, rendererDir: ${JSON.stringify(join(folder, 'renderer'))}, practice: true });
      const page = await fetch(host.url);
      const stranger = await fetch(new URL('/', host.url));
      console.log(JSON.stringify({ status: page.status, text: await page.text(), policy: page.headers.get('content-security-policy'), stranger: stranger.status }));
      await host.stop();`;
    const { code, text, errors } = await run(['--input-type=module', '--eval', program]);
    expect(errors).toBe('');
    expect(JSON.parse(text)).toEqual({ status: 200, text: '<p>desk</p>', policy: pagePolicy('ws://127.0.0.1:5080'), stranger: 403 });
    expect(code).toBe(0);
  });
  test.each([
    ['central.js', ['--help'], 0],
    ['import-batch.js', [], 2],
  ] as const)('%s prints how it is used', async (name, args, wanted) => {
    const { code, text, errors } = await run([join(out, 'node', name), ...args]);
    expect(text + errors).toContain('Usage:');
    expect(code).toBe(wanted);
  });
  test('the practice line answers with its address and ends in order', async () => {
    const { code, text } = await run([join(out, 'node', 'practice-line.js'), '--port', '0'], { until: /ws:\/\/127\.0\.0\.1:\d+/ });
    expect(text).toContain('sip:desk1@practice.test');
    expect(code).toBe(0);
  });
});

describe('for Electron', () => {
  test('main starts on a stand-in, opens its window and ends in order', async () => {
    const standIn = `
      import { EventEmitter } from 'node:events';
      const nothing = () => undefined;
      const window = Object.assign(new EventEmitter(), { webContents: Object.assign(new EventEmitter(), { reload: nothing }), loadURL: async (url) => { console.log('page ' + url); app.emit('before-quit', { preventDefault: nothing }); }, show: nothing, isDestroyed: () => false });
      export const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: () => true, getPath: () => '/nowhere', setPath: nothing, getVersion: () => '1.2.3', enableSandbox: nothing, commandLine: { appendSwitch: (name) => console.log('switch ' + name) }, quit: nothing, exit: (code) => { console.log('exit ' + code); process.exit(code); }, whenReady: () => new Promise((ready) => setImmediate(ready)) });
      export const BrowserWindow = function open(options) { console.log('preload ' + options.webPreferences.preload); return window; };
      export const dialog = { showErrorBox: (title, text) => console.log(title + ': ' + text) };
      export const [ipcMain, powerMonitor] = [new EventEmitter(), new EventEmitter()];
      export const Menu = { setApplicationMenu: nothing, buildFromTemplate: nothing };
      export const MessageChannelMain = class {};
      export const protocol = { registerSchemesAsPrivileged: nothing, handle: (scheme) => console.log('scheme ' + scheme) };
      export const safeStorage = { isAsyncEncryptionAvailable: async () => true, getSelectedStorageBackend: () => 'kwallet6', encryptStringAsync: async (text) => Buffer.from(text), decryptStringAsync: async (sealed) => ({ result: sealed.toString(), shouldReEncrypt: false }) };
      const session0 = { setPermissionRequestHandler: nothing, setPermissionCheckHandler: nothing, setDevicePermissionHandler: nothing, setDisplayMediaRequestHandler: nothing, setSpellCheckerEnabled: nothing };
      export const session = { defaultSession: session0 };
      export const systemPreferences = { askForMediaAccess: async () => true };`;
    const program = `
      import { registerHooks } from 'node:module';
      const standIn = 'data:text/javascript,' + encodeURIComponent(${JSON.stringify(standIn)});
      registerHooks({ resolve: (name, context, next) => name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context) });
      await import(${JSON.stringify(pathToFileURL(join(out, 'main', 'index.js')).href)});`;
    const env = {
      FAIRLINE_CENTRAL_URL: 'http://127.0.0.1:9',
      FAIRLINE_TENANT: 'practice',
      FAIRLINE_LINE_SERVER: 'ws://127.0.0.1:5080',
      FAIRLINE_LINE_URI: 'sip:desk1@practice.test',
      FAIRLINE_LINE_USER: 'desk1',
      FAIRLINE_LINE_PASSWORD: 'x',
      FAIRLINE_DATA: join(folder, 'electron'),
      FAIRLINE_MODELS_DIR: folder,
      FAIRLINE_PRACTICE: '1',
    };
    const { code, text, errors } = await run(['--input-type=module', '--eval', program], { env });
    expect(errors).toBe('');
    expect(text.trim().split('\n')).toEqual(['switch allow-loopback-in-peer-connection', 'scheme app', `preload ${join(out, 'preload', 'index.cjs')}`, 'page app://fairline/index.html', 'exit 0']);
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'electron', 'desk.db'))).toBe(true);
  });

  test('the preload script is one CommonJS file that only passes the port on', () => {
    const required: string[] = [];
    const sent: string[] = [];
    const posted: unknown[][] = [];
    const heard = new Map<string, (event: object) => void>();
    const window: Record<string, unknown> = {
      location: { origin: 'app://fairline' },
      addEventListener: (name: string, listener: (event: object) => void) => heard.set(name, listener),
      postMessage: (...words: unknown[]) => posted.push(words),
    };
    const electron = { ipcRenderer: { send: (channel: string) => sent.push(channel), on: (channel: string, listener: (event: object) => void) => heard.set(channel, listener) } };
    const require = (name: string): object => {
      required.push(name);
      return electron;
    };
    runInNewContext(readFileSync(join(out, 'preload', 'index.cjs'), 'utf8'), { window, require, module: { exports: {} } });
    expect(required).toEqual(['electron']);
    heard.get('message')?.({ source: {}, data: 'fairline:want-desk-port' });
    heard.get('message')?.({ source: window, data: 'anything else' });
    expect(sent).toEqual([]);
    heard.get('message')?.({ source: window, data: 'fairline:want-desk-port' });
    expect(sent).toEqual(['fairline:want-desk-port']);
    const port = {};
    heard.get('fairline:desk-port')?.({ ports: [port] });
    expect(JSON.parse(JSON.stringify(posted))).toEqual([['fairline:desk-port', 'app://fairline', [{}]]]);
  });

  test('electron-builder.yml is one that electron-builder takes, and every file it names is there', async () => {
    const inside = createRequire(createRequire(join(root, 'package.json')).resolve('electron-builder/package.json'));
    interface Builder {
      getConfig(folder: string, file: null, options: null): Promise<Record<string, unknown>>;
      validateConfiguration(config: object, log: { isEnabled: boolean }): Promise<void>;
    }
    const builder = inside('app-builder-lib/out/util/config/config') as Builder;
    const config = await builder.getConfig(root, null, null);
    await builder.validateConfiguration(config, { isEnabled: false });
    const named = [...readFileSync(join(root, 'electron-builder.yml'), 'utf8').matchAll(/(?:from|icon|entitlements|entitlementsInherit): ([\w./-]+)/g)].map((one) => one[1] ?? '');
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
