/** Keeps two recognisers ready for the language of the next call, and fresh ones between calls: memory comes back only with the worker. */
import type { AppInfo } from '../../../contract/desk/desk-contract.ts';
import type { Language } from '../../../domain/case/case.ts';
import type { Speaker } from '../../../domain/compliance/transcript.ts';
import { ReplayEngine, fetchReplay } from './replay-engine.ts';
import type { Replay } from './replay-engine.ts';
import type { SpeechEngine } from './speech-engine.ts';
import { VoskEngine } from './vosk-engine.ts';

type Pair = Record<Speaker, Promise<SpeechEngine | null>>;

const loadLimitMs = 30_000;
/** A recogniser levels off near 300 MB more after ten minutes of speech (measured: speech.md E1). */
const recycleAfterMs = 10 * 60_000;

export class EnginePool {
  readonly #models: AppInfo['speech'];
  #language: Language | null = null;
  #pair: Pair | null = null;
  #replay: Promise<Replay> | null = null;

  constructor(models: AppInfo['speech']) {
    this.#models = models;
  }

  /** Whether this desk can listen in that language at all. */
  canHear(language: Language): boolean {
    return this.#models.some((model) => model.language === language && model.state === 'ready');
  }

  /** Engines for a call; they may still be loading, and a side that cannot be had is null. `customer` is the dialled number. */
  take(language: Language, customer: string): Pair {
    const model = this.#models.find((one) => one.language === language);
    if (model?.state === 'ready' && model.engine === 'replay' && model.url !== null) {
      this.#replay ??= fetchReplay(model.url);
      const replay = this.#replay;
      return { agent: loaded(new ReplayEngine(() => replay, 'agent')), customer: loaded(new ReplayEngine(() => replay, customer)) };
    }
    return this.#vosk(language);
  }

  /** Loads before it is needed, so that the first words of the first call are heard. Resolves true when both sides are ready. */
  async prepare(language: Language): Promise<boolean> {
    const model = this.#models.find((one) => one.language === language);
    if (model?.state !== 'ready') return false;
    if (model.engine === 'replay') return true;
    const pair = this.#vosk(language);
    const [agent, customer] = await Promise.all([pair.agent, pair.customer]);
    return agent !== null && customer !== null;
  }

  /** After a call: replaces what has heard enough. */
  async recycle(): Promise<void> {
    const pair = this.#pair;
    if (pair === null) return;
    for (const speaker of ['agent', 'customer'] as const) {
      const engine = await pair[speaker];
      if (engine !== null && engine.heardMs() > recycleAfterMs)
        pair[speaker] = engine.load().then(
          () => engine,
          () => null,
        );
    }
  }

  dispose(): void {
    for (const side of Object.values(this.#pair ?? {})) void side.then((engine) => engine?.dispose());
    this.#pair = null;
  }

  #vosk(language: Language): Pair {
    if (this.#pair !== null && this.#language === language) return this.#pair;
    this.dispose();
    const model = this.#models.find((one) => one.language === language);
    const url = model?.state === 'ready' ? model.url : null;
    const make = (): Promise<SpeechEngine | null> =>
      url === null
        ? Promise.resolve(null)
        : loaded(
            new VoskEngine({
              workerUrl: new URL('vosk/vosk.worker.js', document.baseURI).href,
              modelUrl: url,
              loadLimitMs,
              check: language === 'en-US' ? { clipUrl: 'clips/en-check.wav', word: 'bill' } : null,
            }),
            1,
          );
    this.#language = language;
    this.#pair = { agent: make(), customer: make() };
    return this.#pair;
  }
}

/** Null when it cannot be loaded, also not at a second try. */
async function loaded(engine: SpeechEngine, retries = 0): Promise<SpeechEngine | null> {
  try {
    await engine.load();
    return engine;
  } catch (error) {
    if (retries > 0) return loaded(engine, retries - 1);
    console.warn('speech engine:', error instanceof Error ? error.message : 'unknown');
    return null;
  }
}
