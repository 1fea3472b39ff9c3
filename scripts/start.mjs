/** npm start: set-up on Node 20 without any package, then the program on Node 24. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);

try {
  const at = args.indexOf('--models');
  const display = process.platform !== 'linux' || (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== '';
  const alone = args.some((one) => one === '--once' || one === '--headless' || one === '--help' || one === '-h');
  const found = await setUp({ root, window: display && !alone, speech: !args.includes('--no-speech'), given: at < 0 ? (process.env.FAIRLINE_MODELS ?? null) : (args[at + 1] ?? null) });
  const env = {
    ...process.env,
    FAIRLINE_CHROMIUM: found.chromium ?? '',
    FAIRLINE_ELECTRON: found.electron ?? '',
    PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  };
  const child = spawn(found.node, [join(root, 'scripts', 'start-fairline.ts'), ...args], { cwd: process.cwd(), env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
  });
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
