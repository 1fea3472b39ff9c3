/** What listening needs from a recogniser, whichever it is. A second, native engine takes its place beside vosk-engine. */

/** Times are milliseconds on the clock of the audio that was fed. */
export interface HypothesisWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}
export interface Hypothesis {
  readonly text: string;
  readonly final: boolean;
  readonly words: readonly HypothesisWord[];
}

/** One speaker of one call. */
export interface Hearing {
  /** 16 kHz mono, −1…1; `startMs` is when the chunk began. The array is handed over. */
  feed(samples: Float32Array, startMs: number): void;
  /** The speaker has stopped: a final for what was fed is wanted now. */
  endOfSpeech(): void;
  /** Chunks fed and not yet answered, in milliseconds of audio. */
  backlogMs(): number;
  /** Resolves when every final has been given, or after `limitMs`. */
  close(limitMs: number): Promise<void>;
}

export interface HearingListener {
  onHypothesis(hypothesis: Hypothesis): void;
  /** The engine is of no use any more; the listener closes it and may open another. */
  onTrouble(reason: string): void;
}

export interface SpeechEngine {
  /** Ready to hear: the model is loaded and has recognised a built-in clip. Rejects with SpeechEngineError. */
  load(): Promise<void>;
  /** One hearing at a time. */
  open(listener: HearingListener): Hearing;
  /** Milliseconds of speech decoded since it was loaded; a long-lived recogniser grows (measured: speech.md E1). */
  heardMs(): number;
  dispose(): void;
}

export class SpeechEngineError extends Error {
  override readonly name = 'SpeechEngineError';
}
