/** The pack's phrases, word for word. */
import { matchPhrases } from '../match-phrases.ts';
import type { RulePack } from '../rule-pack.ts';
import type { Sight } from './sentence.ts';

export function phraseSights(pack: RulePack, text: string): readonly Sight[] {
  const flags = matchPhrases(pack, { id: 's', speaker: 'agent', text, final: true, startMs: 0, endMs: 0, words: [] });
  return flags.map((flag) => ({ layer: 'phrase', category: flag.category.slice(0, 3), rule: flag.ruleId, span: [flag.from, flag.to] }));
}
