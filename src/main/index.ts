/** The desk in Electron. */
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, powerMonitor, protocol, safeStorage, session, systemPreferences } from 'electron';
import { runDesk } from './hosts/electron/run-desk.ts';

// not awaited here: Electron is ready only after this file has been read to its end
void runDesk(
  { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, powerMonitor, protocol, safeStorage, session, systemPreferences },
  { env: process.env, platform: process.platform, builtDir: join(import.meta.dirname, '..') },
);
