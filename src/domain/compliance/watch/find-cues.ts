/** All rules of one side of a pack over one turn: which cues were heard and where. */
import { compilePattern, firstWords, keyOf, matchAt, startsOf } from './pattern.ts';
import type { Place } from './pattern.ts';
import { emptyVocabulary, turnWords } from './turn-words.ts';
import type { TurnWords, Vocabulary } from './turn-words.ts';
import type { WatchPack, WatchRule } from './watch-pack.ts';

export interface Cue {
  readonly code: string;
  readonly rule: WatchRule;
  /** First word and word after the last one. */
  readonly first: number;
  readonly end: number;
  /** Offsets in the text of the turn. */
  readonly span: readonly [number, number];
}

interface Compiled {
  readonly places: readonly Place[] /** Numbers of the places that must stand somewhere in the turn. */;
  readonly needs: readonly number[];
  readonly rule: WatchRule | null;
  readonly unlessOf: WatchRule | null;
}
interface Side {
  readonly byFirst: ReadonlyMap<number, readonly Compiled[]> /** Numbers of the places by their starts. */;
  readonly placesByStart: ReadonlyMap<number, readonly number[]>;
  readonly placeCount: number;
}
interface CompiledWatch {
  readonly vocabulary: Vocabulary;
  readonly customer: Side;
  readonly agent: Side;
}

/** Key of the patterns that start with a number. */
const anyNumber = -1;
const compiled = new WeakMap<WatchPack, CompiledWatch>();

/** Compiles a pack once; throws with the rule's id and the reason when a pattern is not lawful. */
export function compileWatch(pack: WatchPack): CompiledWatch {
  const known = compiled.get(pack);
  if (known !== undefined) return known;
  const vocabulary = emptyVocabulary(pack);
  const side = (rules: readonly WatchRule[]): Side => {
    const byFirst = new Map<number, Compiled[]>();
    const numbers = new Map<Place, number>();
    const placesByStart = new Map<number, number[]>();
    const numberOf = (place: Place): number => {
      const given = numbers.get(place);
      if (given !== undefined) return given;
      numbers.set(place, numbers.size);
      for (const key of new Set(startsOf(place))) {
        const list = placesByStart.get(key);
        if (list === undefined) placesByStart.set(key, [numbers.size - 1]);
        else list.push(numbers.size - 1);
      }
      return numbers.size - 1;
    };
    const add = (pattern: string, rule: WatchRule | null, unlessOf: WatchRule | null): void => {
      let places: readonly Place[];
      try {
        places = compilePattern(pack, vocabulary, pattern);
      } catch (cause) {
        throw new Error(`rule ${rule?.id ?? unlessOf?.id ?? 'guards'}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
      const first = firstWords(places);
      if (first?.kind !== 'words' && first?.kind !== 'number') return;
      const starts = new Set(startsOf(first));
      if (first.kind === 'number' || first.orNumber) starts.add(anyNumber);
      const needs = places.filter((place) => place !== first && place.kind === 'words' && !place.optional && !place.orEnd && !place.orNumber).map(numberOf);
      const one: Compiled = { places, needs, rule, unlessOf };
      for (const id of starts) {
        const list = byFirst.get(id);
        if (list === undefined) byFirst.set(id, [one]);
        else list.push(one);
      }
    };
    for (const rule of rules) {
      for (const pattern of rule.patterns) add(pattern, rule, null);
      for (const pattern of rule.unless ?? []) add(pattern, null, rule);
    }
    for (const pattern of pack.guards) add(pattern, null, null);
    return { byFirst, placesByStart, placeCount: numbers.size };
  };
  const result = { vocabulary, customer: side(pack.customer), agent: side(pack.agent) };
  compiled.set(pack, result);
  return result;
}

export interface HeardTurn {
  readonly words: TurnWords;
  readonly cues: readonly Cue[];
}

const guardReach = 3;
const none: readonly Compiled[] = [];
const nothing: readonly number[] = [];

/** Cues in order of their place; cues of one rule that touch are one. */
export function findCues(pack: WatchPack, side: 'customer' | 'agent', text: string): HeardTurn {
  const watch = compileWatch(pack);
  const words = turnWords(pack, watch.vocabulary, text);
  const here = watch[side];
  const present = placesIn(here, words);
  const hits = new Map<WatchRule, { first: number; end: number }[]>();
  const looks = new Map<WatchRule, { first: number; end: number }[]>();
  const guards: number[] = [];
  const tryAt = (list: readonly Compiled[] | undefined, at: number): void => {
    for (const one of list ?? none) {
      if (!one.needs.every((place) => present[place] === 1)) continue;
      const end = matchAt(one.places, words, at);
      if (end < 0) continue;
      if (one.rule !== null) join(hits, one.rule, at, end);
      else if (one.unlessOf !== null) join(looks, one.unlessOf, at, end);
      else guards.push(end);
    }
  };
  for (let at = 0; at < words.ids.length; at += 1) {
    const id = words.ids[at] ?? 0;
    if (id !== 0) {
      tryAt(here.byFirst.get(keyOf(id)), at);
      const next = words.ids[at + 1] ?? 0;
      if (next !== 0) tryAt(here.byFirst.get(keyOf(id, next)), at);
    }
    if (words.number[at] === 1) tryAt(here.byFirst.get(anyNumber), at);
  }
  const cues: Cue[] = [];
  for (const [rule, spans] of hits) {
    const dropped = looks.get(rule) ?? [];
    for (const { first, end } of spans) {
      if (dropped.some((look) => look.first < end && first < look.end)) continue;
      if (rule.guarded === true && guards.some((guard) => guard <= first && first - guard < guardReach)) continue;
      cues.push({ code: rule.code, rule, first, end, span: [words.tokens[first]?.from ?? 0, words.tokens[end - 1]?.to ?? text.length] });
    }
  }
  return { words, cues: cues.sort((a, b) => a.first - b.first) };
}

/** 1 for every place of the side that stands somewhere in the turn: most patterns need no closer look. */
function placesIn(side: Side, words: TurnWords): Uint8Array {
  const present = new Uint8Array(side.placeCount);
  for (let at = 0; at < words.ids.length; at += 1) {
    const id = words.ids[at] ?? 0;
    if (id === 0) continue;
    for (const place of side.placesByStart.get(keyOf(id)) ?? nothing) present[place] = 1;
    const next = words.ids[at + 1] ?? 0;
    if (next !== 0) for (const place of side.placesByStart.get(keyOf(id, next)) ?? nothing) present[place] = 1;
  }
  return present;
}

function join(into: Map<WatchRule, { first: number; end: number }[]>, rule: WatchRule, first: number, end: number): void {
  const spans = into.get(rule);
  const last = spans?.at(-1);
  if (spans === undefined) into.set(rule, [{ first, end }]);
  else if (last !== undefined && first < last.end) last.end = Math.max(last.end, end);
  else spans.push({ first, end });
}
