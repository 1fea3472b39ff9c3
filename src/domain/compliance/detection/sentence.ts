/** What every layer reads and gives. */
import type { RulePack, Severity } from '../rule-pack.ts';

export type Layer = 'phrase' | 'pinyin' | 'sound' | 'slot' | 'classifier';
export type Party = 'debtor' | 'third_party' | 'unknown';

export interface Sentence {
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
  /** What the same person said just before, when it was the same breath. */
  readonly previous?: string;
  readonly party: Party;
}

/** What one layer saw, before guards and combination. */
export interface Sight {
  readonly layer: Layer;
  /** V01 to V15. */
  readonly category: string;
  readonly rule: string;
  readonly span: readonly [number, number];
}

export interface Hit extends Sight {
  readonly severity: Severity;
  readonly version: string;
  readonly probability: number;
  /** Over the strict threshold: marked while the call goes on. Else a silent mark for review. */
  readonly live: boolean;
  /** What speaks for it and what was considered against it, one piece each. */
  readonly why: readonly string[];
}

export type { RulePack };

/** Severity of a category where no rule of the pack says otherwise (compliance pack section 3.4). */
export function severityOf(category: string): Severity {
  return ['V08', 'V09', 'V10', 'V12', 'V13', 'V15'].includes(category) ? 'S2' : 'S1';
}
