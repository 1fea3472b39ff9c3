/** The Electron desk's log, a file in the data folder: nobody sees a packaged program's terminal. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Log } from '../host.ts';

/** The file before this size is kept once, as desk.log.1. */
const longest = 5_000_000;

export function openLog(dataDir: string, level: string): Log {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'desk.log');
  if (existsSync(file) && statSync(file).size > longest) renameSync(file, `${file}.1`);
  return pino({ name: 'desk', level: Object.hasOwn(pino.levels.values, level) || level === 'silent' ? level : 'info' }, pino.destination({ dest: file, sync: true, mode: 0o600 }));
}
