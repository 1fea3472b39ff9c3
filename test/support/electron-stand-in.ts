/**
 * The Electron host with a Chromium in Electron's place: the real host, services and preload script; its app:// answers are
 * handed out over HTTP, and its message port reaches the page through the test's browser.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Page } from '@playwright/test';
import { runDesk } from '../../src/main/hosts/electron/run-desk.ts';
import type { ElectronParts } from '../../src/main/hosts/electron/run-desk.ts';
import { root } from './processes.ts';

/** The page takes its message port when it is shown by something that calls itself so. */
export const electronFlag = '--user-agent=Mozilla/5.0 Chrome/156.0.0.0 Electron/45.4.1';

class PortMain extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
  }
  postMessage(data: unknown): void {
    this.port.postMessage(data);
  }
  start(): void {
    this.port.on('message', (data) => this.emit('message', { data, ports: [] }));
  }
}
class Channel {
  readonly port1: PortMain;
  readonly port2: PortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new PortMain(port1);
    this.port2 = new PortMain(port2);
  }
}

export interface ElectronStandIn {
  readonly url: string;
  /** Messages that were not text: recordings' pieces and the like. */
  readonly binary: () => number;
  /** Before the page is opened. */
  attach(page: Page): Promise<void>;
  /** As the person would; resolves with the exit code. */
  quit(): Promise<number>;
}

export async function startElectronStandIn(env: Readonly<Record<string, string>>): Promise<ElectronStandIn> {
  const answers: ((request: { url: string; method: string }) => Promise<Response>)[] = [];
  let exited: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const nothing = (): void => undefined;
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => true,
    getPath: () => env['FAIRLINE_DATA'],
    setPath: nothing,
    getVersion: () => '0.1.0',
    enableSandbox: nothing,
    commandLine: { appendSwitch: nothing },
    whenReady: async () => undefined,
    quit: () => app.emit('before-quit', { preventDefault: nothing }),
    exit: (code: number) => exited(code),
  });
  const ipcMain = new EventEmitter();
  const window = Object.assign(new EventEmitter(), { webContents: Object.assign(new EventEmitter(), { reload: nothing }), loadURL: async () => undefined, show: nothing, isDestroyed: () => false });
  const problems: string[] = [];
  await runDesk(
    {
      app,
      ipcMain,
      powerMonitor: new EventEmitter(),
      MessageChannelMain: Channel,
      BrowserWindow: function open() {
        return window;
      },
      dialog: { showErrorBox: (_title: string, text: string) => problems.push(text) },
      Menu: { buildFromTemplate: nothing, setApplicationMenu: nothing },
      protocol: { registerSchemesAsPrivileged: nothing, handle: (_scheme: string, handler: (typeof answers)[number]) => answers.push(handler) },
      safeStorage: {
        isAsyncEncryptionAvailable: async () => true,
        getSelectedStorageBackend: () => 'kwallet6',
        encryptStringAsync: async (text: string) => Buffer.from(text),
        decryptStringAsync: async (sealed: Buffer) => ({ result: sealed.toString(), shouldReEncrypt: false }),
      },
      session: {
        defaultSession: {
          setPermissionRequestHandler: nothing,
          setPermissionCheckHandler: nothing,
          setDevicePermissionHandler: nothing,
          setDisplayMediaRequestHandler: nothing,
          setSpellCheckerEnabled: nothing,
        },
      },
      systemPreferences: { askForMediaAccess: async () => true },
    } as unknown as ElectronParts,
    { env, platform: 'linux', builtDir: join(root, 'out') },
  );
  const serve = answers[0];
  if (serve === undefined) throw new Error(problems.join('; '));

  const server = createServer((request, response) => {
    void serve({ url: `app://fairline${request.url ?? '/'}`, method: request.method ?? 'GET' }).then(async (got) => {
      response.writeHead(got.status, Object.fromEntries(got.headers)).end(Buffer.from(await got.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  let binary = 0;
  const ports: MessagePort[] = [];

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    binary: () => binary,
    attach: async (page) => {
      let far: MessagePort | null = null;
      await page.exposeFunction('standInSend', (text: string, isBinary: boolean) => {
        far?.postMessage(isBinary ? new Uint8Array(Buffer.from(text, 'base64')).buffer : text);
      });
      await page.exposeFunction('standInAsk', () => {
        const postMessage = (_channel: string, _message: null, [port]: readonly PortMain[]): void => {
          far = port?.port ?? null;
          if (far !== null) ports.push(far);
          far?.on('message', (data: string | ArrayBuffer | Uint8Array) => {
            const isBinary = typeof data !== 'string';
            if (isBinary) binary += 1;
            const text = isBinary ? Buffer.from(data instanceof Uint8Array ? data : new Uint8Array(data)).toString('base64') : data;
            page
              .evaluate(
                ([message, flag]) => {
                  (window as unknown as { standInReceive(text: string, isBinary: boolean): void }).standInReceive(message, flag);
                },
                [text, isBinary] as const,
              )
              .catch(() => undefined);
          });
        };
        ipcMain.emit('fairline:want-desk-port', { senderFrame: { url: 'app://fairline/index.html', parent: null, postMessage } });
      });
      const preload = stripTypeScriptTypes(readFileSync(join(root, 'src', 'preload', 'index.ts'), 'utf8')).replace(/import \{ ipcRenderer \} from 'electron';/, '');
      await page.addInitScript(`(() => {${bridge}${preload}})()`);
    },
    quit: async () => {
      app.quit();
      const code = await ended;
      for (const port of ports) port.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      return code;
    },
  };
}

/** Electron's ipcRenderer as far as the preload script uses it; binary crosses the test's browser as base64. */
const bridge = `
  const listeners = {};
  const channel = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (typeof data === 'string') { window.standInSend(data, false); return; }
      const bytes = new Uint8Array(data instanceof ArrayBuffer ? data : data.buffer);
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      window.standInSend(btoa(text), true);
    };
    window.standInReceive = (text, isBinary) => port1.postMessage(isBinary ? Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer : text);
    return port2;
  };
  const ipcRenderer = {
    on: (name, listener) => { listeners[name] = listener; },
    send: (name) => { const port = channel(); window.standInAsk().then(() => listeners['fairline:desk-port']({ ports: [port] })); },
  };
`;
