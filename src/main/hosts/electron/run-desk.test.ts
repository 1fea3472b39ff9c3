/** The whole Electron host on a stand-in for Electron, with real services, a real database and real message ports. */
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { deskContract } from '../../../contract/desk/desk-contract.ts';
import { runDesk } from './run-desk.ts';
import type { ElectronParts } from './run-desk.ts';

/** Electron's port in the main process has `on` with an event; Node's hands the data itself. */
class FakePortMain extends EventEmitter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }
  postMessage(data: unknown): void {
    this.#port.postMessage(data);
  }
  start(): void {
    this.#port.on('message', (data) => this.emit('message', { data, ports: [] }));
    this.#port.on('close', () => this.emit('close'));
  }
  page(): MessagePort {
    return this.#port;
  }
}
class FakeChannel {
  readonly port1: FakePortMain;
  readonly port2: FakePortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakePortMain(port1);
    this.port2 = new FakePortMain(port2);
  }
}

let folder = '';
let central: ReturnType<typeof createServer>;
let electron: ReturnType<typeof fakeElectron>;
const ports: MessagePort[] = [];

function fakeElectron(userData: string) {
  const order: string[] = [];
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: vi.fn(() => true),
    getPath: vi.fn(() => userData),
    setPath: vi.fn(),
    getVersion: () => '9.9.9',
    enableSandbox: vi.fn(() => {
      order.push('sandbox');
    }),
    commandLine: { appendSwitch: vi.fn() },
    quit: vi.fn(),
    exit: vi.fn(),
    whenReady: vi.fn(async () => {
      order.push('ready');
    }),
  });
  app.on('newListener', (name: string) => order.push(`on ${name}`));
  const window = Object.assign(new EventEmitter(), {
    webContents: Object.assign(new EventEmitter(), { reload: vi.fn() }),
    loadURL: vi.fn(async () => undefined),
    show: vi.fn(),
    focus: vi.fn(),
    restore: vi.fn(),
    isMinimized: () => false,
    isDestroyed: () => false,
  });
  const parts = {
    app,
    window,
    order,
    ipcMain: new EventEmitter(),
    powerMonitor: new EventEmitter(),
    MessageChannelMain: FakeChannel,
    dialog: { showErrorBox: vi.fn() },
    BrowserWindow: function open() {
      order.push('window');
      return window;
    },
    Menu: { buildFromTemplate: vi.fn(() => ({})), setApplicationMenu: vi.fn() },
    protocol: {
      registerSchemesAsPrivileged: vi.fn(() => {
        order.push('scheme');
      }),
      handle: vi.fn(),
    },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => 'kwallet6',
      encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
      decryptStringAsync: async (sealed: Buffer) => ({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: vi.fn(),
        setPermissionCheckHandler: vi.fn(),
        setDevicePermissionHandler: vi.fn(),
        setDisplayMediaRequestHandler: vi.fn(),
        setSpellCheckerEnabled: vi.fn(),
      },
    },
    systemPreferences: { askForMediaAccess: vi.fn(async () => true) },
  };
  return {
    ...parts,
    run: (change: Record<string, string> = {}, platform: NodeJS.Platform = 'linux') =>
      runDesk(parts as unknown as ElectronParts, { env: { ...environment(), ...change }, platform, builtDir: join(folder, 'out') }),
  };
}
function environment(): Record<string, string> {
  const { port } = central.address() as AddressInfo;
  return {
    FAIRLINE_CENTRAL_URL: `http://127.0.0.1:${port}`,
    FAIRLINE_TENANT: 'practice',
    FAIRLINE_LINE_SERVER: 'ws://127.0.0.1:5080',
    FAIRLINE_LINE_URI: 'sip:desk1@practice.test',
    FAIRLINE_LINE_USER: 'desk1',
    FAIRLINE_LINE_PASSWORD: 'practice-desk1',
    FAIRLINE_MODELS_DIR: join(folder, 'models'),
    FAIRLINE_LOG: 'warn',
  };
}
/** What the preload script does when the page asks. */
function askForPort(frame: { url: string; parent: object | null }): MessagePort | null {
  const postMessage = vi.fn((_channel: string, _message: null, _ports: readonly FakePortMain[]) => undefined);
  electron.ipcMain.emit('fairline:want-desk-port', { senderFrame: { ...frame, postMessage } });
  const [channel, , handed] = postMessage.mock.calls[0] ?? [];
  if (channel !== 'fairline:desk-port' || handed?.[0] === undefined) return null;
  const port = handed[0].page();
  ports.push(port);
  return port;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairline-electron-'));
  mkdirSync(join(folder, 'out', 'renderer'), { recursive: true });
  writeFileSync(join(folder, 'out', 'renderer', 'index.html'), '<p>desk</p>');
  central = createServer((_request, response) => {
    response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => {
    central.listen(0, '127.0.0.1', resolve);
  });
  electron = fakeElectron(join(folder, 'data'));
});
afterEach(async () => {
  for (const port of ports.splice(0)) port.close();
  if (electron.app.listenerCount('before-quit') > 0 && electron.app.exit.mock.calls.length === 0) {
    electron.app.emit('before-quit', { preventDefault: vi.fn() });
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalled());
  }
  await new Promise((resolve) => {
    central.close(resolve);
    central.closeAllConnections();
  });
  rmSync(folder, { recursive: true, force: true });
});

test('the page reaches the services over the port it asked for, and quitting stops them in order', async () => {
  await electron.run();
  expect(electron.dialog.showErrorBox).not.toHaveBeenCalled();
  expect(electron.window.loadURL).toHaveBeenCalledWith('app://fairline/index.html');
  const port = askForPort({ url: 'app://fairline/index.html', parent: null });
  if (port === null) throw new Error('no port was handed over');
  const desk: ContractRouterClient<typeof deskContract> = createORPCClient(new RPCLink({ port: port as unknown as globalThis.MessagePort }));
  expect(await desk.app.info()).toMatchObject({ version: '9.9.9', host: 'electron', tenant: 'practice', practice: false, line: { uri: 'sip:desk1@practice.test' } });
  expect((await desk.settings.set({ theme: 'dark' })).theme).toBe('dark');
  await expect(desk.cases.queue({ search: '', bucket: null, status: null, dueToday: false, callableNow: false, sort: 'next-action', offset: 0, limit: 10 })).rejects.toMatchObject({
    code: 'SIGN_IN_REQUIRED',
  });

  const quit = { preventDefault: vi.fn() };
  electron.app.emit('before-quit', quit);
  electron.app.emit('before-quit', quit);
  expect(quit.preventDefault).toHaveBeenCalledTimes(2);
  await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledWith(0));
  expect(
    readFileSync(join(folder, 'data', 'desk.db'))
      .subarray(0, 6)
      .toString(),
  ).not.toBe('SQLite');
});

test('what must happen before the program is ready does', async () => {
  await electron.run();
  const ready = electron.order.indexOf('ready');
  for (const before of ['sandbox', 'scheme', 'on second-instance', 'on web-contents-created']) expect(electron.order.indexOf(before)).toBeLessThan(ready);
  expect(electron.order.indexOf('window')).toBeGreaterThan(ready);
  expect(electron.app.setPath).toHaveBeenCalledWith('userData', join(folder, 'data'));
});

test.each([
  ['another page', { url: 'https://evil.example/', parent: null }],
  ['a frame inside our page', { url: 'app://fairline/index.html', parent: {} }],
])('%s gets no port', async (_name, frame) => {
  await electron.run();
  expect(askForPort(frame)).toBeNull();
});

test('loopback sound candidates on a practice desk only', async () => {
  await electron.run();
  expect(electron.app.commandLine.appendSwitch).not.toHaveBeenCalled();
});
test('a practice desk, on macOS', async () => {
  await electron.run({ FAIRLINE_PRACTICE: '1' }, 'darwin');
  expect(electron.app.commandLine.appendSwitch.mock.calls).toEqual([['allow-loopback-in-peer-connection']]);
  expect(electron.Menu.buildFromTemplate).toHaveBeenCalledOnce();
});

test('the page of the protocol is the built one', async () => {
  await electron.run();
  const [scheme, answer] = electron.protocol.handle.mock.calls[0] as unknown as [string, (request: object) => Promise<Response>];
  expect(scheme).toBe('app');
  expect(await (await answer({ url: 'app://fairline/', method: 'GET' })).text()).toBe('<p>desk</p>');
});

test('a second desk ends and the first comes to the front', async () => {
  electron.app.requestSingleInstanceLock.mockReturnValue(false);
  await electron.run();
  expect(electron.app.quit).toHaveBeenCalledOnce();
  expect(electron.order).not.toContain('window');
  electron = fakeElectron(join(folder, 'data'));
  await electron.run();
  electron.app.emit('second-instance');
  expect(electron.window.focus).toHaveBeenCalledOnce();
});

test('shutting down quits; waking up with nobody signed in is no error', async () => {
  await electron.run();
  electron.powerMonitor.emit('resume');
  electron.powerMonitor.emit('shutdown');
  expect(electron.app.quit).toHaveBeenCalledOnce();
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(readFileSync(join(folder, 'data', 'desk.log'), 'utf8')).toBe('');
});

test.each([
  ['a missing address', { FAIRLINE_CENTRAL_URL: '' }, 'FAIRLINE_CENTRAL_URL is not set'],
  ['a plain address', { FAIRLINE_LINE_SERVER: 'ws://line.example' }, 'unprotected'],
])('%s is said in a window and the program ends', async (_name, change, words) => {
  await electron.run(change);
  expect(electron.dialog.showErrorBox.mock.calls[0]?.[1]).toContain(words);
  expect(electron.app.exit).toHaveBeenCalledWith(1);
});
test('a key that cannot be opened: no desk, nothing deleted', async () => {
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'desk.key.sealed'), 'of somebody else');
  await electron.run();
  expect(electron.dialog.showErrorBox.mock.calls[0]?.[1]).toContain('cannot be opened with this person');
  expect(readFileSync(join(folder, 'data', 'desk.key.sealed'), 'utf8')).toBe('of somebody else');
});
