/** Programs of their own, to be killed in the middle. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface Child {
  readonly process: ChildProcess;
  /** What it said so far, whole lines only. */
  readonly lines: string[];
  /** Resolves when it has said that many lines; rejects with what it complained of when it ends before. */
  said(lines: number): Promise<void>;
  /** SIGKILL: no handler, no flush. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Runs a file of this folder with the Node that runs the tests. */
export function startChild(file: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  let complaint = '';
  let wake = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    complaint += piece;
  });
  const gone = new Promise<void>((resolve) =>
    child.on('close', () => {
      wake();
      resolve();
    }),
  );
  return {
    process: child,
    lines,
    said: (count) =>
      new Promise((resolve, reject) => {
        wake = () => {
          if (lines.length >= count) resolve();
          else if (child.exitCode !== null || child.signalCode !== null) reject(new Error(`the child ended (${child.exitCode ?? child.signalCode}): ${complaint}`));
        };
        wake();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
