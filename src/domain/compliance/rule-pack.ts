/** Versioned rules as data. S1 is a red line, S4 a hint (compliance pack section 3.1). */
export type Severity = 'S1' | 'S2' | 'S3' | 'S4';

export interface PhraseRule {
  readonly id: string;
  /** Violation category such as V04 FALSE_LEGAL. */
  readonly category: string;
  readonly severity: Severity;
  readonly title: { readonly 'zh-CN': string; readonly 'en-US': string };
  readonly phrases: readonly string[];
  /** What the agent may say instead, in the language of the pack. */
  readonly sayInstead: string;
}

export interface RulePack {
  readonly id: string;
  readonly version: string;
  readonly language: 'zh-CN' | 'en-US';
  readonly rules: readonly PhraseRule[];
}

export interface Flag {
  readonly id: string;
  readonly ruleId: string;
  readonly category: string;
  readonly packVersion: string;
  readonly severity: Severity;
  readonly utteranceId: string;
  /** The words as heard. */
  readonly words: string;
  /** Offsets of the words in the utterance text. */
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly status: 'partial' | 'confirmed' | 'withdrawn' | 'corrected';
}
