/**
 * Replays time-stamped hypotheses, recogniser errors included, where no model of the language can be had: for the practice
 * shift and for tests, never for a person's call. Each stretch of speech it is fed plays the speaker's next utterance.
 */
import { z } from 'zod';
import type { Hearing, HearingListener, SpeechEngine } from './speech-engine.ts';
import { SpeechEngineError } from './speech-engine.ts';

const utterance = z.object({
  events: z.array(z.object({ atMs: z.number(), kind: z.enum(['partial', 'final']), text: z.string() })).min(1),
  durationMs: z.number(),
});
const replayFile = z.object({ source: z.string(), speakers: z.record(z.string(), z.array(utterance)) });
export type Replay = z.infer<typeof replayFile>;

export async function fetchReplay(url: string): Promise<Replay> {
  const answer = await fetch(url);
  if (!answer.ok) throw new SpeechEngineError(`the replay file is not here (${answer.status})`);
  return replayFile.parse(await answer.json());
}

export class ReplayEngine implements SpeechEngine {
  readonly #replay: () => Promise<Replay>;
  readonly #speaker: string;
  #utterances: Replay['speakers'][string] = [];
  #heardMs = 0;

  /** `speaker` is "agent", or the number that was dialled. */
  constructor(replay: () => Promise<Replay>, speaker: string) {
    this.#replay = replay;
    this.#speaker = speaker;
  }

  async load(): Promise<void> {
    const { speakers } = await this.#replay();
    const found = speakers[this.#speaker];
    if (found === undefined) throw new SpeechEngineError(`the replay file has no lines for ${this.#speaker}`);
    this.#utterances = found;
  }

  open(listener: HearingListener): Hearing {
    let next = 0;
    let startedMs: number | null = null;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    let idle: (() => void) | null = null;
    const play = (startMs: number): void => {
      const one = this.#utterances[next];
      if (one === undefined) return;
      next += 1;
      for (const event of one.events) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          const end = startMs + (event.kind === 'final' ? one.durationMs : event.atMs);
          listener.onHypothesis({ text: event.text, final: event.kind === 'final', words: event.kind === 'final' ? spread(event.text, startMs, end) : [] });
          if (timers.size === 0) idle?.();
        }, event.atMs);
        timers.add(timer);
      }
    };
    return {
      feed: (samples, startMs) => {
        this.#heardMs += samples.length / 16;
        if (startedMs !== null) return;
        startedMs = startMs;
        play(startMs);
      },
      endOfSpeech: () => {
        startedMs = null;
      },
      backlogMs: () => 0,
      close: async (limitMs) => {
        if (timers.size > 0)
          await Promise.race([
            new Promise<void>((resolve) => {
              idle = resolve;
            }),
            new Promise<void>((resolve) => {
              setTimeout(resolve, limitMs);
            }),
          ]);
        for (const timer of timers) clearTimeout(timer);
      },
    };
  }

  heardMs(): number {
    return this.#heardMs;
  }
  dispose(): void {
    this.#utterances = [];
  }
}

function spread(text: string, startMs: number, endMs: number): { text: string; startMs: number; endMs: number; confidence: number }[] {
  const characters = [...text].filter((one) => one.trim() !== '');
  const each = (endMs - startMs) / Math.max(1, characters.length);
  return characters.map((one, index) => ({ text: one, startMs: Math.round(startMs + index * each), endMs: Math.round(startMs + (index + 1) * each), confidence: 1 }));
}
