/** Hears both sides of a call: tap → gate → recogniser → utterances. The call never waits for it, and it says when it is not listening. */
import { v7 as uuidv7 } from 'uuid';
import type { Speaker, Utterance } from '../../../domain/compliance/transcript.ts';
import type { Hearing, Hypothesis, SpeechEngine } from './speech-engine.ts';
import { VoiceGate } from './voice-gate.ts';

export type ListeningState = 'loading' | 'ready' | 'listening' | 'catching-up' | 'behind' | 'off';

export interface ListeningOptions {
  readonly streams: Readonly<Record<Speaker, MediaStream>>;
  /** performance.now() of the moment that counts as zero: the recording's first sample, so that words and sound agree. */
  readonly zeroAt: number;
  /** One engine per speaker; null where there is none. */
  readonly engines: Readonly<Record<Speaker, Promise<SpeechEngine | null>>>;
  readonly onUtterance: (utterance: Utterance) => void;
  readonly onLevel: (speaker: Speaker, level: number) => void;
  readonly onState: (state: ListeningState) => void;
}

export interface Listening {
  /** Milliseconds since zero, on the audio clock that utterance times use. */
  nowMs(): number;
  stop(): Promise<void>;
}

const sampleRate = 16_000;
const chunkMs = 64;
const catchingUpMs = 700;
const behindMs = 2_000;
const finalLimitMs = 3_000;

let shared: Promise<AudioContext> | null = null;

/** The 16 kHz audio graph, made once and asleep between calls: waking it while the phone rings saves the first words. */
export function wakeTap(): Promise<AudioContext> {
  shared ??= (async () => {
    const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    await context.audioWorklet.addModule(new URL('worklets/chunk-tap.js', document.baseURI).href);
    return context;
  })().catch((error: unknown) => {
    shared = null;
    throw error;
  });
  return shared.then(async (context) => {
    if (context.state === 'suspended') await context.resume();
    return context;
  });
}

export async function startListening(options: ListeningOptions): Promise<Listening> {
  const context = await wakeTap();
  const startFrame = context.currentTime * sampleRate - (performance.now() - options.zeroAt) * 16;
  const lanes = (['agent', 'customer'] as const).map((speaker) => new Lane(speaker, options));
  const report = (): void => options.onState(worst(lanes.map((lane) => lane.state)));
  for (const lane of lanes) lane.attach(context, startFrame, report);
  report();
  const timer = setInterval(report, 250);
  return {
    nowMs: () => Math.round(context.currentTime * 1_000 - startFrame / 16),
    stop: async () => {
      clearInterval(timer);
      await Promise.all(lanes.map((lane) => lane.stop()));
      await context.suspend();
      options.onState('ready');
    },
  };
}

/** One speaker: tap, gate, recogniser. What is said while the engine is still loading waits for it, up to ten seconds. */
class Lane {
  readonly #speaker;
  readonly #options;
  readonly #gate = new VoiceGate();
  readonly #waiting: { samples: Float32Array; startMs: number; ended: boolean }[] = [];
  #hearing: Hearing | null = null;
  #engine: SpeechEngine | null = null;
  #given: ListeningState = 'loading';
  #utterance: { id: string; startMs: number } | null = null;
  #lastVoicedMs = 0;
  /** A partial of the current utterance is on the screen. */
  #shown = false;
  #tap: AudioWorkletNode | null = null;
  #source: MediaStreamAudioSourceNode | null = null;

  constructor(speaker: Speaker, options: ListeningOptions) {
    this.#speaker = speaker;
    this.#options = options;
  }

  get state(): ListeningState {
    if (this.#hearing === null) return this.#given;
    const backlog = this.#hearing.backlogMs();
    return backlog > behindMs ? 'behind' : backlog > catchingUpMs ? 'catching-up' : 'listening';
  }

  attach(context: AudioContext, startFrame: number, changed: () => void): void {
    this.#source = context.createMediaStreamSource(this.#options.streams[this.#speaker]);
    this.#tap = new AudioWorkletNode(context, 'chunk-tap', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    this.#source.connect(this.#tap);
    this.#tap.port.addEventListener('message', ({ data }: MessageEvent<{ samples: Float32Array; endFrame: number }>) => {
      this.#chunk(data.samples, (data.endFrame - startFrame) / 16 - chunkMs);
    });
    this.#tap.port.start();
    this.#options.engines[this.#speaker].then(
      (engine) => {
        this.#open(engine);
        changed();
      },
      () => {
        this.#given = 'off';
        changed();
      },
    );
  }

  #open(engine: SpeechEngine | null): void {
    this.#engine = engine;
    if (engine === null) {
      this.#given = 'off';
      this.#waiting.length = 0;
      return;
    }
    this.#hearing = engine.open({
      onHypothesis: (one) => this.#heard(one),
      onTrouble: () => {
        void this.#restart();
      },
    });
    for (const one of this.#waiting.splice(0)) {
      this.#hearing.feed(one.samples, one.startMs);
      if (one.ended) this.#hearing.endOfSpeech();
    }
  }

  /** A recogniser that hangs is ended and loaded again; until then this side says that it is not listening. */
  async #restart(): Promise<void> {
    const engine = this.#engine;
    this.#hearing = null;
    this.#given = 'loading';
    if (engine === null) return;
    try {
      await engine.load();
      this.#open(engine);
    } catch {
      this.#given = 'off'; // said on the screen by its state; the call goes on
    }
  }

  #chunk(samples: Float32Array, startMs: number): void {
    const { feed, ended, level } = this.#gate.push({ samples, startMs });
    this.#options.onLevel(this.#speaker, level);
    for (const chunk of feed) {
      const last = ended && chunk === feed.at(-1);
      if (this.#hearing !== null) this.#hearing.feed(chunk.samples, chunk.startMs);
      else if (this.#given === 'loading') {
        this.#waiting.push({ samples: chunk.samples, startMs: chunk.startMs, ended: last });
        if (this.#waiting.length * chunkMs > 10_000) this.#waiting.shift();
      }
      this.#utterance ??= { id: uuidv7(), startMs: Math.max(0, Math.round(chunk.startMs)) };
      this.#lastVoicedMs = chunk.startMs + chunkMs;
    }
    if (ended) this.#hearing?.endOfSpeech();
  }

  #heard(hypothesis: Hypothesis): void {
    const current = this.#utterance ?? { id: uuidv7(), startMs: Math.round(this.#lastVoicedMs) };
    if (hypothesis.final && hypothesis.text === '' && !this.#shown) {
      this.#utterance = null;
      return;
    }
    this.#shown = !hypothesis.final;
    const first = hypothesis.words[0];
    const last = hypothesis.words.at(-1);
    this.#options.onUtterance({
      id: current.id,
      speaker: this.#speaker,
      text: hypothesis.text,
      final: hypothesis.final,
      words: hypothesis.words,
      startMs: first?.startMs ?? current.startMs,
      endMs: last?.endMs ?? Math.round(this.#lastVoicedMs),
    });
    this.#utterance = hypothesis.final ? (this.#gate.isOpen ? { id: uuidv7(), startMs: Math.round(this.#lastVoicedMs) } : null) : current;
  }

  async stop(): Promise<void> {
    this.#source?.disconnect();
    this.#tap?.port.postMessage('close');
    this.#tap?.port.close();
    this.#hearing?.endOfSpeech();
    await this.#hearing?.close(finalLimitMs);
    this.#hearing = null;
  }
}

const order: readonly ListeningState[] = ['off', 'behind', 'loading', 'catching-up', 'listening', 'ready'];
function worst(states: readonly ListeningState[]): ListeningState {
  return order.find((one) => states.includes(one)) ?? 'off';
}
