/**
 * vosk-browser's worker behind SpeechEngine: own client with a time limit, because the package's `createModel` never settles
 * on failure (measured: speech.md E5), and an own check on a built-in clip, because "loaded" alone proves nothing.
 */
import type { Hearing, HearingListener, HypothesisWord, SpeechEngine } from './speech-engine.ts';
import { SpeechEngineError } from './speech-engine.ts';
import { readWav } from './read-wav.ts';

const sampleRate = 16_000;
const noReplyMs = 5_000;

type FromWorker =
  | { readonly event: 'load'; readonly result: boolean }
  | { readonly event: 'error'; readonly recognizerId?: string; readonly error?: string }
  | { readonly event: 'partialresult'; readonly recognizerId: string; readonly result: { readonly partial: string } }
  | {
      readonly event: 'result';
      readonly recognizerId: string;
      readonly result: { readonly text: string; readonly result?: readonly { readonly word: string; readonly start: number; readonly end: number; readonly conf: number }[] };
    };

export interface VoskEngineOptions {
  readonly workerUrl: string;
  readonly modelUrl: string;
  readonly loadLimitMs: number;
  /** 16 kHz WAV and a word that must be heard in it; null leaves the check out. */
  readonly check: { readonly clipUrl: string; readonly word: string } | null;
}

export class VoskEngine implements SpeechEngine {
  readonly #options: VoskEngineOptions;
  #worker: Worker | null = null;
  #receive: ((message: FromWorker) => void) | null = null;
  #fatal: ((reason: string) => void) | null = null;
  #heardMs = 0;

  constructor(options: VoskEngineOptions) {
    this.#options = options;
  }

  async load(): Promise<void> {
    this.dispose();
    const worker = new Worker(this.#options.workerUrl);
    this.#worker = worker;
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new SpeechEngineError('the speech model did not load in time')), this.#options.loadLimitMs);
        const settle = (error: SpeechEngineError | null): void => {
          clearTimeout(timer);
          if (error === null) resolve();
          else reject(error);
        };
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          settle(new SpeechEngineError(`the recogniser stopped: ${event.message}`));
          this.#fatal?.(event.message);
        });
        worker.addEventListener('message', ({ data }: MessageEvent<FromWorker | undefined>) => {
          if (data === undefined || data === null) return;
          if (data.event === 'load') settle(data.result ? null : new SpeechEngineError('the speech model is not readable'));
          else if (data.event === 'error') {
            settle(new SpeechEngineError(`the speech model is not readable: ${data.error ?? ''}`));
            this.#fatal?.(data.error ?? 'error');
          } else this.#receive?.(data);
        });
        worker.postMessage({ action: 'set', key: 'logLevel', value: -1 });
        worker.postMessage({ action: 'load', modelUrl: new URL(this.#options.modelUrl, location.href).href });
      });
      await this.#check();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  open(listener: HearingListener): Hearing {
    const worker = this.#worker;
    if (worker === null) throw new SpeechEngineError('the recogniser is not loaded');
    const id = crypto.randomUUID();
    const times = new FedTimes();
    let unanswered = 0;
    let samplesUnanswered = 0;
    const sizes: number[] = [];
    let waitingSince: number | null = null;
    let drained: (() => void) | null = null;
    let broken = false;
    const give = (reason: string): void => {
      if (broken) return;
      broken = true;
      clearInterval(watchdog);
      listener.onTrouble(reason);
    };
    const answered = (): void => {
      unanswered -= 1;
      samplesUnanswered -= sizes.shift() ?? 0;
      waitingSince = unanswered > 0 ? performance.now() : null;
      if (unanswered === 0) drained?.();
    };
    const watchdog = setInterval(() => {
      if (waitingSince !== null && performance.now() - waitingSince > noReplyMs) give('no answer from the recogniser for 5 s');
    }, 1_000);
    this.#fatal = give;
    this.#receive = (message) => {
      if (message.event !== 'partialresult' && message.event !== 'result') return;
      if (message.recognizerId !== id) return;
      answered();
      if (message.event === 'partialresult') {
        if (message.result.partial !== '') listener.onHypothesis({ text: message.result.partial, final: false, words: [] });
        return;
      }
      const words = (message.result.result ?? []).map((word): HypothesisWord => ({ text: word.word, startMs: times.toMs(word.start), endMs: times.toMs(word.end), confidence: word.conf }));
      listener.onHypothesis({ text: message.result.text, final: true, words });
    };
    worker.postMessage({ action: 'create', recognizerId: id, sampleRate });
    worker.postMessage({ action: 'set', recognizerId: id, key: 'words', value: true });
    const send = (message: object, samples: number, transfer: Transferable[]): void => {
      unanswered += 1;
      samplesUnanswered += samples;
      sizes.push(samples);
      waitingSince ??= performance.now();
      worker.postMessage(message, transfer);
    };
    return {
      feed: (samples, startMs) => {
        if (broken) return;
        times.fed(samples.length, startMs);
        this.#heardMs += (samples.length / sampleRate) * 1_000;
        const scaled = new Float32Array(samples.length);
        for (let at = 0; at < samples.length; at += 1) scaled[at] = (samples[at] ?? 0) * 32_768;
        send({ action: 'audioChunk', recognizerId: id, sampleRate, data: scaled }, samples.length, [scaled.buffer]);
      },
      endOfSpeech: () => {
        if (!broken) send({ action: 'retrieveFinalResult', recognizerId: id }, 0, []);
      },
      backlogMs: () => (samplesUnanswered / sampleRate) * 1_000,
      close: async (limitMs) => {
        if (unanswered > 0 && !broken)
          await Promise.race([
            new Promise<void>((resolve) => {
              drained = resolve;
            }),
            new Promise<void>((resolve) => {
              setTimeout(resolve, limitMs);
            }),
          ]);
        clearInterval(watchdog);
        this.#receive = null;
        this.#fatal = null;
        if (!broken) worker.postMessage({ action: 'remove', recognizerId: id });
      },
    };
  }

  heardMs(): number {
    return this.#heardMs;
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#receive = null;
    this.#heardMs = 0;
  }

  async #check(): Promise<void> {
    const { check } = this.#options;
    if (check === null) return;
    const answer = await fetch(new URL(check.clipUrl, location.href));
    const samples = readWav(await answer.arrayBuffer());
    let heard = '';
    const hearing = this.open({
      onHypothesis: (one) => {
        if (one.final) heard += ` ${one.text}`;
      },
      onTrouble: (reason) => {
        heard += ` (${reason})`;
      },
    });
    for (let at = 0; at < samples.length; at += 1_024) hearing.feed(samples.slice(at, at + 1_024), at / 16);
    hearing.endOfSpeech();
    await hearing.close(10_000);
    if (!heard.includes(check.word)) throw new SpeechEngineError(`the recogniser heard "${heard.trim()}" in the built-in clip`);
    this.#heardMs = 0;
  }
}

/** Recogniser time (seconds of audio fed, silence left out) back to the clock of the call. */
class FedTimes {
  readonly #stretches: { fedFrom: number; startMs: number; samples: number }[] = [];
  #fed = 0;

  fed(samples: number, startMs: number): void {
    const last = this.#stretches.at(-1);
    const continues = last !== undefined && Math.abs(last.startMs + last.samples / 16 - startMs) < 80;
    if (continues) last.samples += samples;
    else this.#stretches.push({ fedFrom: this.#fed, startMs, samples });
    this.#fed += samples;
  }

  toMs(seconds: number): number {
    const at = seconds * sampleRate;
    let found = this.#stretches[0];
    for (const one of this.#stretches) if (one.fedFrom <= at) found = one;
    return found === undefined ? 0 : Math.round(found.startMs + (at - found.fedFrom) / 16);
  }
}
