/** The desk's window, and the locks on whatever the program ever shows: no way out of our page, no second window. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { Log } from '../host.ts';
import { deskPage, isDeskAddress } from './protocol.ts';

export type DeskWindow = Pick<BrowserWindow, 'loadURL' | 'show' | 'focus' | 'restore' | 'isMinimized' | 'isDestroyed' | 'once'> & { readonly webContents: Pick<WebContents, 'on' | 'reload'> };

export interface WindowParts {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => DeskWindow;
  /** Full path of the built preload script. */
  readonly preload: string;
  /** Developer tools: on a practice desk only, since they would show names and numbers unmasked. */
  readonly developerTools: boolean;
  readonly log: Log;
}

export function openDeskWindow({ BrowserWindow, preload, developerTools, log }: WindowParts): DeskWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1280,
    minHeight: 720,
    show: false,
    title: 'Fairline',
    backgroundColor: '#f6f8f7',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: developerTools,
      autoplayPolicy: 'no-user-gesture-required',
      // a call goes on while another program's window covers the desk
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode }, 'the page ended unexpectedly; it is loaded again');
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  window.webContents.on('unresponsive', () => log.warn({}, 'the page does not answer'));
  window.loadURL(deskPage).catch((error: unknown) => log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'the page could not be loaded'));
  return window;
}

export function bringToFront(window: Pick<DeskWindow, 'isDestroyed' | 'isMinimized' | 'restore' | 'show' | 'focus'>): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

export type LockedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** For every contents the program makes, its own and those nobody meant to make. */
export function lockContents(contents: LockedContents, log: Log): void {
  const keep = (details: { readonly url: string; preventDefault(): void }): void => {
    if (isDeskAddress(details.url)) return;
    details.preventDefault();
    log.warn({}, 'the page wanted to leave the desk and was kept');
  };
  contents.on('will-frame-navigate', keep);
  contents.on('will-redirect', keep);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
