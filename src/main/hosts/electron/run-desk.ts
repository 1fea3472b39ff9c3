/** The Electron desk from start to end: configuration, locks, key, services, window, and everything stopped in order. */
import { join } from 'node:path';
import { homedir } from 'node:os';
import { call } from '@orpc/server';
import type { App, BrowserWindowConstructorOptions, Dialog, Menu, PowerMonitor, Protocol } from 'electron';
import { composeDesk } from '../../compose.ts';
import type { Desk } from '../../compose.ts';
import type { Log } from '../host.ts';
import { DeskStorageError } from '../../storage/desk-storage-error.ts';
import { openLog } from './log-file.ts';
import { serveDeskPorts } from './ipc.ts';
import type { PortParts } from './ipc.ts';
import { restrictPermissions } from './permissions.ts';
import type { PermissionSession } from './permissions.ts';
import { followPower } from './power.ts';
import { deskProtocol, deskScheme } from './protocol.ts';
import { DeskConfigError, readConfig } from './read-config.ts';
import type { ElectronConfig } from './read-config.ts';
import { SecretStoreError, sealedSecrets } from './secrets.ts';
import type { KeyStore } from './secrets.ts';
import { claimSingleInstance } from './single-instance.ts';
import { bringToFront, lockContents, openDeskWindow } from './windows.ts';
import type { DeskWindow } from './windows.ts';

/** What this host uses of Electron; the entry file passes the real one, the tests a stand-in. */
export interface ElectronParts {
  readonly app: Pick<App, 'requestSingleInstanceLock' | 'on' | 'whenReady' | 'getPath' | 'setPath' | 'getVersion' | 'enableSandbox' | 'quit' | 'exit'> & {
    readonly commandLine: Pick<App['commandLine'], 'appendSwitch'>;
  };
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => DeskWindow;
  readonly dialog: Pick<Dialog, 'showErrorBox'>;
  readonly ipcMain: PortParts['ipcMain'];
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly MessageChannelMain: PortParts['MessageChannelMain'];
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  readonly safeStorage: KeyStore;
  readonly session: { readonly defaultSession: PermissionSession };
  readonly systemPreferences: { askForMediaAccess(kind: 'microphone'): Promise<boolean> };
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Folder with the built preload/ and renderer/. */
  readonly builtDir: string;
}

/** Resolves when the desk is on the screen, or when the program has been told to end. */
export async function runDesk(electron: ElectronParts, options: RunOptions): Promise<void> {
  const { app, dialog } = electron;
  try {
    const config = readConfig(options.env, { platform: options.platform, home: homedir(), userData: app.getPath('userData') });
    await startDesk(electron, options, config);
  } catch (error) {
    dialog.showErrorBox('Fairline cannot start', sentenceOf(error));
    app.exit(1);
  }
}

async function startDesk(electron: ElectronParts, options: RunOptions, config: ElectronConfig): Promise<void> {
  const { app } = electron;
  let window: DeskWindow | null = null;
  app.setPath('userData', config.dataDir);
  if (
    !claimSingleInstance(app, () => {
      if (window !== null) bringToFront(window);
    })
  )
    return app.quit();
  const log = openLog(config.dataDir, options.env['FAIRLINE_LOG'] ?? 'info');
  app.enableSandbox();
  // the practice line of this machine offers only loopback addresses for the sound
  if (config.desk.practice) app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
  electron.protocol.registerSchemesAsPrivileged([deskScheme]);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  const secrets = await sealedSecrets({ keyStore: electron.safeStorage, dataDir: config.dataDir, platform: options.platform, practice: config.desk.practice });
  const desk = composeDesk({ kind: 'electron', capabilities: ['sound', 'recording'], dataDir: config.dataDir, secrets, log, now: () => Date.now() }, { ...config.desk, version: app.getVersion() });
  stopInOrder(app, desk, log);

  const failed =
    (what: string) =>
    (error: unknown): void =>
      log.error({ error: error instanceof Error ? error.message : 'unknown' }, what);
  electron.protocol.handle(deskScheme.scheme, deskProtocol({ rendererDir: join(options.builtDir, 'renderer'), lineServer: config.desk.line.server, modelFile: (name) => desk.speech.fileOf(name) }));
  restrictPermissions({
    session: electron.session.defaultSession,
    failed: failed('the system did not answer whether the microphone may be used'),
    askForMicrophone: async () => options.platform !== 'darwin' || electron.systemPreferences.askForMediaAccess('microphone'),
  });
  serveDeskPorts({ ipcMain: electron.ipcMain, MessageChannelMain: electron.MessageChannelMain, router: desk.router, log });
  followPower({
    powerMonitor: electron.powerMonitor,
    shutsDown: () => app.quit(),
    woke: () => {
      call(desk.router.sync.now, {}).catch(failed('sync after sleep failed'));
    },
  });
  // the keys belong to the desk; macOS needs its menu for copy and paste
  electron.Menu.setApplicationMenu(options.platform === 'darwin' ? electron.Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null);
  window = openDeskWindow({ BrowserWindow: electron.BrowserWindow, preload: join(options.builtDir, 'preload', 'index.cjs'), developerTools: config.desk.practice, log });
  log.info({ practice: config.desk.practice }, 'the desk is open');
}

/** Quitting waits for the desk: the database is closed and the last piece of a recording is on the disk. */
function stopInOrder(app: ElectronParts['app'], desk: Desk, log: Log): void {
  let state: 'runs' | 'stops' = 'runs';
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (state === 'stops') return;
    state = 'stops';
    desk.stop().then(
      () => app.exit(0),
      (error: unknown) => {
        log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'the desk did not stop in order');
        app.exit(1);
      },
    );
  });
}

function sentenceOf(error: unknown): string {
  if (error instanceof DeskConfigError || error instanceof SecretStoreError || error instanceof DeskStorageError) return error.message;
  return `Something went wrong that should not: ${error instanceof Error ? error.message : 'unknown'}. Start the desk again; if it stays, send the log file to whoever looks after Fairline.`;
}
