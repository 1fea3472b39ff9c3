import { spawn } from 'node:child_process';

/** Runs a program; resolves with its exit code (-1 when it cannot be started) and what it printed. `show` passes its output on. */
export function run(command, args, { cwd, env, show = false, timeoutMs = 900_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let text = '';
    const timer = setTimeout(() => child.kill(), timeoutMs);
    child.stdout?.on('data', (piece) => {
      text += piece;
    });
    child.stderr?.on('data', (piece) => {
      text += piece;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: -1, text: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, text });
    });
  });
}
