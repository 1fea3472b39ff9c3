/** One desk per data folder: Electron keeps the lock in the folder that userData names. */
import type { App } from 'electron';

/** False: another desk has the folder and comes to the front; this one must end. */
export function claimSingleInstance(app: Pick<App, 'requestSingleInstanceLock' | 'on'>, show: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', show);
  return true;
}
