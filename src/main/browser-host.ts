/** The desk in plain Node, shown in a Chromium window on this machine. */
import { join } from 'node:path';
import pino from 'pino';
import { composeDesk } from './compose.ts';
import type { DeskConfig, Log } from './hosts/host.ts';
import { fileSecrets } from './hosts/browser/file-secrets.ts';
import { startLocalServer } from './hosts/browser/local-server.ts';
import { takeFolder } from './hosts/browser/single-instance.ts';

export interface BrowserHostOptions extends Omit<DeskConfig, 'version' | 'replayFile'> {
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly rendererDir: string;
  readonly replayFile?: string | null;
  readonly version?: string;
  readonly log?: Log;
}

/** Starts the desk. The url opens it once in a browser; throws a sentence a person can act on when it cannot start. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const log = options.log ?? pino({ name: 'desk', level: process.env['FAIRLINE_LOG'] ?? 'warn' }, pino.destination(2));
  const release = takeFolder(options.dataDir);
  try {
    const desk = composeDesk(
      { kind: 'browser', capabilities: ['sound', 'recording'], dataDir: options.dataDir, secrets: fileSecrets(join(options.dataDir, 'desk.key')), log, now: () => Date.now() },
      { ...options, version: options.version ?? '0.1.0', replayFile: options.replayFile ?? null },
    );
    try {
      const server = await startLocalServer({ desk, rendererDir: options.rendererDir, replayFile: options.replayFile ?? null, port: options.port, lineServer: options.line.server, log });
      return {
        url: server.url,
        stop: async () => {
          await server.stop();
          await desk.stop();
          release();
        },
      };
    } catch (error) {
      await desk.stop();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}
