/** Centre, practice line and desk of one machine, started and stopped together: for `npm start`, the shift and the end-to-end tests. */
import { join } from 'node:path';
import pino from 'pino';
import { loadSampleData } from '../src/central/services/sample-data.ts';
import { startCentral } from '../src/central/start-central.ts';
import type { RunningCentral } from '../src/central/start-central.ts';
import { startBrowserHost } from '../src/main/browser-host.ts';
import { startPracticeLine } from '../src/practice/start-practice-line.ts';
import { modelsFolder } from './setup/speech-model.mjs';

const root = join(import.meta.dirname, '..');
export const practiceLine = { uri: 'sip:desk1@practice.test', user: 'desk1', password: 'practice-desk1' } as const;

export interface StackOptions {
  readonly dataDir: string;
  /** Replay recorded hypotheses for Chinese where no model is here: for the shift and tests only. */
  readonly replay: boolean;
  readonly deskPort?: number;
  /** Centre and line only: the desk runs in a program of its own, such as Electron. */
  readonly withoutDesk?: boolean;
  readonly rendererDir?: string;
  readonly modelsDir?: string;
  readonly onStep?: (name: string) => void;
}

export interface Stack {
  readonly central: RunningCentral;
  readonly lineUrl: string;
  /** Opens the desk in a browser; empty where the desk runs elsewhere. */
  readonly deskUrl: string;
  /** As a crash or a power cut of the centre would; `startCentre` brings it back on the same port with the same data. */
  stopCentre(): Promise<void>;
  startCentre(): Promise<void>;
  restartDesk(): Promise<string>;
  stopDesk(): Promise<void>;
  stop(): Promise<void>;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const say = options.onStep ?? ((): void => undefined);
  const log = pino({ level: process.env['FAIRLINE_LOG'] ?? 'error' }, pino.destination({ dest: join(options.dataDir, 'fairline.log'), mkdir: true, sync: true }));
  const centreDir = join(options.dataDir, 'centre');
  say('centre');
  let central = await startCentral({ dataDir: centreDir, port: 0, log: log.child({ name: 'central' }) });
  const centralPort = Number(new URL(central.url).port);
  await loadSampleData(central);
  say('practice line');
  const line = await startPracticeLine({ port: 0, onProblem: (what) => log.warn({ name: 'practice', what }, 'practice line') });
  const startDesk = () =>
    startBrowserHost({
      dataDir: join(options.dataDir, 'desk'),
      port: options.deskPort ?? 0,
      centralUrl: central.url,
      tenant: 'practice',
      line: { server: line.url, ...practiceLine },
      modelsDir: options.modelsDir ?? modelsFolder(),
      rendererDir: options.rendererDir ?? join(root, 'out', 'renderer'),
      practice: true,
      replayFile: options.replay ? join(root, 'resources', 'speech', 'zh-replay.json') : null,
      log: log.child({ name: 'desk' }),
    });
  if (options.withoutDesk !== true) say('desk');
  let desk: Awaited<ReturnType<typeof startDesk>> | null = options.withoutDesk === true ? null : await startDesk();
  let url = desk?.url ?? '';
  let centreUp = true;
  return {
    get central() {
      return central;
    },
    get deskUrl() {
      return url;
    },
    lineUrl: line.url,
    stopCentre: async () => {
      centreUp = false;
      await central.stop();
    },
    startCentre: async () => {
      central = await startCentral({ dataDir: centreDir, port: centralPort, log: log.child({ name: 'central' }) });
      centreUp = true;
    },
    restartDesk: async () => {
      await desk?.stop();
      desk = await startDesk();
      url = desk.url;
      return url;
    },
    stopDesk: async () => {
      await desk?.stop();
      desk = null;
    },
    stop: async () => {
      await desk?.stop();
      await line.stop();
      if (centreUp) await central.stop();
    },
  };
}
