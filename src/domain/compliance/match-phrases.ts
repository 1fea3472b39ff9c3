/** Finds a pack's phrases in what the agent said. The customer's words never fire a rule. */
import { tokens } from './normalise.ts';
import type { Token } from './normalise.ts';
import type { Flag, PhraseRule, RulePack } from './rule-pack.ts';
import type { Utterance } from './transcript.ts';

/** One place of a phrase: any of these words; optional places may be left out. */
interface Place {
  readonly anyOf: ReadonlySet<string>;
  readonly optional: boolean;
}
interface CompiledPhrase {
  readonly rule: PhraseRule;
  readonly places: readonly Place[];
}
export interface CompiledPack {
  readonly pack: RulePack;
  readonly byFirst: ReadonlyMap<string, readonly CompiledPhrase[]>;
}

const compiled = new WeakMap<RulePack, CompiledPack>();

/** All occurrences, one flag per rule and stretch of words. Same utterance id and order of occurrence give the same flag id. */
export function matchPhrases(pack: RulePack, utterance: Utterance): readonly Flag[] {
  if (utterance.speaker !== 'agent') return [];
  const { byFirst } = compilePack(pack);
  const heard = tokens(utterance.text, pack.language);
  const hits = new Map<PhraseRule, { first: number; last: number }[]>();
  for (let at = 0; at < heard.length; at += 1) {
    for (const phrase of byFirst.get(heard[at]?.text ?? '') ?? []) {
      const last = lastToken(phrase.places, heard, at);
      if (last === null) continue;
      const spans = hits.get(phrase.rule) ?? [];
      const touching = spans.find((span) => at <= span.last + 1 && last >= span.first);
      if (touching === undefined) spans.push({ first: at, last });
      else touching.last = Math.max(touching.last, last);
      hits.set(phrase.rule, spans);
    }
  }
  const flags: Flag[] = [];
  for (const [rule, spans] of hits) {
    spans.forEach((span, index) => flags.push(flagOf(pack, rule, utterance, heard, span.first, span.last, index)));
  }
  return flags.sort((a, b) => a.from - b.from);
}

/** Phrases as written in a pack: `send|sent the? police` — alternatives by |, a place that may be missing by ?. */
export function compilePack(pack: RulePack): CompiledPack {
  const known = compiled.get(pack);
  if (known !== undefined) return known;
  const byFirst = new Map<string, CompiledPhrase[]>();
  for (const rule of pack.rules) {
    for (const phrase of rule.phrases) {
      const places = compilePlaces(phrase, pack.language);
      const first = places[0];
      if (first === undefined || first.optional) throw new Error(`rule ${rule.id}: a phrase needs a first word that may not be left out: "${phrase}"`);
      for (const word of first.anyOf) byFirst.set(word, [...(byFirst.get(word) ?? []), { rule, places }]);
    }
  }
  const result = { pack, byFirst };
  compiled.set(pack, result);
  return result;
}

function compilePlaces(phrase: string, language: RulePack['language']): readonly Place[] {
  if (language === 'zh-CN') return tokens(phrase, language).map((token) => ({ anyOf: new Set([token.text]), optional: false }));
  return phrase
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const optional = word.endsWith('?');
      return { anyOf: new Set((optional ? word.slice(0, -1) : word).toLowerCase().split('|')), optional };
    });
}

/** Index of the last token of the phrase when it starts at `at`, or null. */
function lastToken(places: readonly Place[], heard: readonly Token[], at: number): number | null {
  let token = at;
  for (const place of places) {
    if (place.anyOf.has(heard[token]?.text ?? '')) token += 1;
    else if (!place.optional) return null;
  }
  return token - 1;
}

function flagOf(pack: RulePack, rule: PhraseRule, utterance: Utterance, heard: readonly Token[], first: number, last: number, index: number): Flag {
  const from = heard[first]?.from ?? 0;
  const to = heard[last]?.to ?? utterance.text.length;
  const span = timeSpan(utterance, from, to);
  return {
    id: `${utterance.id}/${rule.id}/${index}`,
    ruleId: rule.id,
    category: rule.category,
    packVersion: pack.version,
    severity: rule.severity,
    utteranceId: utterance.id,
    words: utterance.text.slice(from, to),
    from,
    to,
    ...span,
    status: utterance.final ? 'confirmed' : 'partial',
  };
}

/** Audio span of a stretch of an utterance's text, by the recogniser's word times where it gave them, else by the share of the text. */
export function timeSpan(utterance: Utterance, from: number, to: number): { startMs: number; endMs: number } {
  let offset = 0;
  let startMs: number | null = null;
  let endMs: number | null = null;
  for (const word of utterance.words) {
    const at = utterance.text.indexOf(word.text, offset);
    if (at < 0) break;
    offset = at + word.text.length;
    if (offset > from && at < to) {
      startMs ??= word.startMs;
      endMs = word.endMs;
    }
  }
  if (startMs !== null && endMs !== null) return { startMs, endMs };
  const length = Math.max(1, utterance.text.length);
  const duration = utterance.endMs - utterance.startMs;
  return { startMs: Math.round(utterance.startMs + (duration * from) / length), endMs: Math.round(utterance.startMs + (duration * to) / length) };
}
