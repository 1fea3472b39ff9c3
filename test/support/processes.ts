/** Centre and desk as processes of their own, for tests that kill them. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { practiceLine } from '../../scripts/fairline-stack.ts';
import { modelsFolder } from '../../scripts/setup/speech-model.mjs';

export const root = join(import.meta.dirname, '..', '..');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

export interface Killable {
  readonly url: string;
  kill(): Promise<void>;
  end(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export async function spawnCentre(dataDir: string, port: number): Promise<Killable> {
  const child = spawn(node, [join(root, 'src/central/index.ts'), '--data', dataDir, '--port', String(port), '--practice'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FAIRLINE_LOG: 'error' },
  });
  const line = await lineOf(child, (text) => text.startsWith('Centre: '));
  return killable(child, /Centre: (\S+)/.exec(line)?.[1] ?? '');
}

export async function spawnDesk(options: { dataDir: string; port: number; centralUrl: string; lineUrl: string; replayFile?: string }): Promise<Killable> {
  const child = spawn(
    node,
    [
      join(root, 'test/support/desk-process.ts'),
      JSON.stringify({
        dataDir: options.dataDir,
        port: options.port,
        centralUrl: options.centralUrl,
        tenant: 'practice',
        line: { server: options.lineUrl, ...practiceLine },
        modelsDir: modelsFolder(),
        rendererDir: join(root, 'out', 'renderer'),
        practice: true,
        replayFile: options.replayFile ?? null,
      }),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, FAIRLINE_LOG: 'error' } },
  );
  const line = await lineOf(child, (text) => text.startsWith('{"url"'));
  return killable(child, (JSON.parse(line) as { url: string }).url);
}

function lineOf(child: ChildProcess, fits: (line: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the process did not start in 60 s: ${text}`)), 60_000);
    child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      const found = text.split('\n').find(fits);
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the process ended with ${String(code)}: ${text}`)));
  });
}

function killable(child: ChildProcess, url: string): Killable {
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const send = (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return child.exitCode === null && child.signalCode === null ? gone : Promise.resolve();
  };
  return { url, kill: () => send('SIGKILL'), end: () => send('SIGTERM') };
}
