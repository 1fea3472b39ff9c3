/**
 * The shipped rules applied to the agent's words as they grow. Partials are matched by phrase alone, which is fast and holds
 * still; the final is judged by every layer of domain/compliance/detection, which confirms, withdraws or adds.
 */
import english from '../../../../resources/rules/en-US.json' with { type: 'json' };
import chinese from '../../../../resources/rules/zh-CN.json' with { type: 'json' };
import type { Language } from '../../../domain/case/case.ts';
import type { PartyMark } from '../../../domain/case/disposition.ts';
import { createDetector } from '../../../domain/compliance/detection/detect-sentence.ts';
import type { Detector } from '../../../domain/compliance/detection/detect-sentence.ts';
import { readLinearModel } from '../../../domain/compliance/detection/linear-model.ts';
import type { Hit, Party } from '../../../domain/compliance/detection/sentence.ts';
import { matchPhrases, timeSpan } from '../../../domain/compliance/match-phrases.ts';
import { nextFlags } from '../../../domain/compliance/open-flags.ts';
import type { Flag, RulePack } from '../../../domain/compliance/rule-pack.ts';
import type { Utterance } from '../../../domain/compliance/transcript.ts';

export interface MarkedFlag extends Flag {
  /** When the mark was made, ms on the call's audio clock. */
  readonly markAt: number;
}
export interface FlagContext {
  readonly party: PartyMark;
  /** What the agent said just before, when it was the same breath. */
  readonly previous: string | null;
  /** ms on the call's audio clock. */
  readonly nowMs: number;
}

const packs: Readonly<Record<Language, RulePack>> = { 'en-US': english as RulePack, 'zh-CN': chinese as RulePack };
const modelUrls: Readonly<Record<Language, string>> = {
  'en-US': new URL('../../../../resources/detection/en.model', import.meta.url).href,
  'zh-CN': new URL('../../../../resources/detection/zh.model', import.meta.url).href,
};
const detectors = new Map<Language, Detector>();

/** Loads the sentence classifier; until then, and without it, phrases and patterns judge alone. */
export async function loadDetector(language: Language): Promise<void> {
  if (detectors.has(language)) return;
  const lang = language === 'zh-CN' ? 'zh' : 'en';
  const answer = await fetch(modelUrls[language]);
  if (!answer.ok) throw new Error(`the sentence classifier is not here (${answer.status})`);
  detectors.set(language, createDetector({ lang, pack: packs[language], model: readLinearModel(new Uint8Array(await answer.arrayBuffer())) }));
}

/** Flags after one more hypothesis. A flag keeps the moment at which it was first marked. */
export function flagsAfter(flags: readonly MarkedFlag[], utterance: Utterance, language: Language, context: FlagContext): readonly MarkedFlag[] {
  if (utterance.speaker !== 'agent') return flags;
  const phrases = matchPhrases(packs[language], utterance);
  const detector = detectors.get(language);
  const found = utterance.final && detector !== undefined ? judged(phrases, utterance, detector, context) : phrases;
  return nextFlags(
    flags,
    utterance,
    found.map((flag): MarkedFlag => ({ ...flag, markAt: flags.find((known) => known.id === flag.id)?.markAt ?? context.nowMs })),
  );
}

/** A phrase that stands in a denial, a quotation or a lawful sentence is taken back; what no phrase knows is added. */
function judged(phrases: readonly Flag[], utterance: Utterance, detector: Detector, context: FlagContext): readonly Flag[] {
  const hits = detector.detect({ speaker: 'agent', text: utterance.text, party: partyOf(context.party), ...(context.previous === null ? {} : { previous: context.previous }) });
  const kept = phrases.filter((flag) => {
    const hit = hits.find((one) => flag.category.startsWith(one.category));
    return hit === undefined || hit.live || !hit.why.some((reason) => reason.startsWith('against'));
  });
  const added = hits.filter((hit) => hit.live && !kept.some((flag) => flag.category.startsWith(hit.category)));
  return [...kept, ...added.map((hit) => flagOf(hit, utterance))];
}

function flagOf(hit: Hit, utterance: Utterance): Flag {
  const [from, to] = hit.span;
  return {
    id: `${utterance.id}/${hit.rule}/0`,
    ruleId: hit.rule,
    category: hit.category,
    packVersion: hit.version,
    severity: hit.severity,
    utteranceId: utterance.id,
    words: utterance.text.slice(from, to),
    from,
    to,
    ...timeSpan(utterance, from, to),
    status: 'confirmed',
  };
}

function partyOf(mark: PartyMark): Party {
  switch (mark) {
    case 'unknown':
      return 'unknown';
    case 'right-party':
      return 'debtor';
    case 'third-party':
    case 'wrong-person':
      return 'third_party';
    default:
      throw new Error(`unknown party mark: ${String(mark satisfies never)}`);
  }
}
