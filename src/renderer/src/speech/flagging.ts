/** The shipped rule packs applied to the agent's words as they grow; what changes is told at once. */
import english from '../../../../resources/rules/en-US.json' with { type: 'json' };
import chinese from '../../../../resources/rules/zh-CN.json' with { type: 'json' };
import type { Language } from '../../../domain/case/case.ts';
import { matchPhrases } from '../../../domain/compliance/match-phrases.ts';
import { nextFlags } from '../../../domain/compliance/open-flags.ts';
import type { Flag, PhraseRule, RulePack } from '../../../domain/compliance/rule-pack.ts';
import type { Utterance } from '../../../domain/compliance/transcript.ts';

export interface MarkedFlag extends Flag {
  /** When the mark was made, ms on the call's audio clock. */
  readonly markAt: number;
}

const packs: Readonly<Record<Language, RulePack>> = { 'en-US': english as RulePack, 'zh-CN': chinese as RulePack };

export function rulePack(language: Language): RulePack { return packs[language]; }

export function ruleOf(ruleId: string): PhraseRule | null {
  for (const pack of Object.values(packs)) {
    const found = pack.rules.find((rule) => rule.id === ruleId);
    if (found !== undefined) return found;
  }
  return null;
}

/** Flags after one more hypothesis. A flag keeps the moment at which it was first marked. */
export function flagsAfter(flags: readonly MarkedFlag[], utterance: Utterance, language: Language, nowMs: number): readonly MarkedFlag[] {
  if (utterance.speaker !== 'agent') return flags;
  const matched = matchPhrases(packs[language], utterance).map((flag): MarkedFlag => ({ ...flag, markAt: flags.find((known) => known.id === flag.id)?.markAt ?? nowMs }));
  return nextFlags(flags, utterance, matched);
}
