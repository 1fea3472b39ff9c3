/** What a customer's words ask for: complaint, dispute, hardship, stop … (C01–C10 of the compliance pack, section 3.6). */
import { findCues } from './find-cues.ts';
import type { Cue } from './find-cues.ts';
import type { WatchLang, WatchPack } from './watch-pack.ts';

export interface CustomerTrigger {
  readonly code: string;
  /** Offsets of the words in the text. */
  readonly span: readonly [number, number];
  readonly words: string;
  readonly rule: string;
  readonly version: string;
}

/** Triggers in one text of the customer; one per code and stretch of words. `pack` must be of the language. */
export function customerTriggers(lang: WatchLang, text: string, pack: WatchPack): readonly CustomerTrigger[] {
  if (pack.lang !== lang) throw new Error(`pack ${pack.id} is for ${pack.lang}, not ${lang}`);
  return triggersOf(pack, text, findCues(pack, 'customer', text).cues);
}

export function triggersOf(pack: WatchPack, text: string, cues: readonly Cue[]): readonly CustomerTrigger[] {
  const out: CustomerTrigger[] = [];
  const taken = new Map<string, number>();
  for (const cue of cues) {
    if (!/^C\d\d$/.test(cue.code) || cue.first < (taken.get(cue.code) ?? 0)) continue;
    taken.set(cue.code, cue.end);
    out.push({ code: cue.code, span: cue.span, words: text.slice(cue.span[0], cue.span[1]), rule: cue.rule.id, version: pack.version });
  }
  return out;
}
