import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import type { Log } from '../host.ts';
import { bringToFront, lockContents, openDeskWindow } from './windows.ts';
import type { DeskWindow, LockedContents, WindowParts } from './windows.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() } satisfies Log;

class FakeWindow extends EventEmitter {
  static options: BrowserWindowConstructorOptions = {};
  readonly webContents = Object.assign(new EventEmitter(), { reload: vi.fn() });
  readonly loadURL = vi.fn(async () => undefined);
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly isMinimized = vi.fn(() => false);
  readonly isDestroyed = vi.fn(() => false);
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    FakeWindow.options = options;
  }
}
function open(developerTools = false): FakeWindow {
  return openDeskWindow({ BrowserWindow: FakeWindow as unknown as WindowParts['BrowserWindow'], preload: '/built/preload/index.cjs', developerTools, log }) as unknown as FakeWindow;
}

test('the window is sandboxed, isolated, and shows our page when it is ready', () => {
  const window = open();
  expect(FakeWindow.options.webPreferences).toMatchObject({
    preload: '/built/preload/index.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
  });
  expect(window.loadURL).toHaveBeenCalledWith('app://fairline/index.html');
  expect(window.show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(window.show).toHaveBeenCalledOnce();
});
test('developer tools on a practice desk', () => {
  open(true);
  expect(FakeWindow.options.webPreferences?.devTools).toBe(true);
});
test('a page that crashed is loaded again; one that ended is not', () => {
  const window = open();
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  expect(window.webContents.reload).not.toHaveBeenCalled();
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
  expect(window.webContents.reload).toHaveBeenCalledOnce();
  window.isDestroyed.mockReturnValue(true);
  window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 9 });
  expect(window.webContents.reload).toHaveBeenCalledOnce();
});
test('the window comes to the front, also from the task bar; a closed one stays closed', () => {
  const window = new FakeWindow({});
  window.isMinimized.mockReturnValue(true);
  bringToFront(window as unknown as DeskWindow);
  expect([window.restore.mock.calls.length, window.show.mock.calls.length, window.focus.mock.calls.length]).toEqual([1, 1, 1]);
  window.isDestroyed.mockReturnValue(true);
  bringToFront(window as unknown as DeskWindow);
  expect(window.show).toHaveBeenCalledOnce();
});

test.each(['will-frame-navigate', 'will-redirect'])('%s away from the desk is stopped', (name) => {
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
  lockContents(contents as unknown as LockedContents, log);
  const away = { url: 'https://evil.example/', preventDefault: vi.fn() };
  contents.emit(name, away);
  expect(away.preventDefault).toHaveBeenCalledOnce();
  const ours = { url: 'app://fairline/index.html', preventDefault: vi.fn() };
  contents.emit(name, ours);
  expect(ours.preventDefault).not.toHaveBeenCalled();
});
test('no second window, no webview', () => {
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
  lockContents(contents as unknown as LockedContents, log);
  expect(contents.setWindowOpenHandler.mock.lastCall?.[0]({ url: 'app://fairline/' })).toEqual({ action: 'deny' });
  const attach = { preventDefault: vi.fn() };
  contents.emit('will-attach-webview', attach);
  expect(attach.preventDefault).toHaveBeenCalledOnce();
});
