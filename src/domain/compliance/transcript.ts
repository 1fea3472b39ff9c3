/** What was heard. Times are milliseconds from the answer of the call, on the audio clock. */
export type Speaker = 'agent' | 'customer';

export interface HeardWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

export interface Utterance {
  /** Same id from the first partial to the final of one utterance. */
  readonly id: string;
  readonly speaker: Speaker;
  readonly text: string;
  readonly final: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly HeardWord[];
}
