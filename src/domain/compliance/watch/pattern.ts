/** Patterns of a pack, compiled to places over word numbers, and tried at one word. Work per try is bounded by the places. */
import { wordId, wordsOf } from './turn-words.ts';
import type { TurnWords, Vocabulary } from './turn-words.ts';
import type { WatchPack } from './watch-pack.ts';

export type Place =
  | {
      readonly kind: 'words' /** 1 at the number of a word that alone will do. */;
      readonly single: Uint8Array /** Words in a row, by their first. */;
      readonly rows: ReadonlyMap<number, readonly Int32Array[]>;
      readonly optional: boolean /** The end of the turn will do too. */;
      readonly orEnd: boolean /** A number will do too. */;
      readonly orNumber: boolean;
    }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'number'; readonly most: number; readonly optional: boolean }
  | { readonly kind: 'start' | 'end' };

const gapsAllowed = 3;
const gapWords = 6;
/** Places are shared between patterns of a pack that write them alike. */
const placesOf = new WeakMap<Vocabulary, Map<string, Place>>();
const none: readonly Int32Array[] = [];

/** Throws when the pattern is not bounded, names an unknown slot, or starts with something that may be missing. */
export function compilePattern(pack: WatchPack, vocabulary: Vocabulary, pattern: string): readonly Place[] {
  const refuse = (reason: string): never => {
    throw new Error(`pattern "${pattern}": ${reason}`);
  };
  const cache = placesOf.get(vocabulary) ?? new Map<string, Place>();
  placesOf.set(vocabulary, cache);
  const places = pattern
    .trim()
    .split(/\s+/)
    .map((part): Place => {
      const same = cache.get(part) ?? compilePlace(part);
      cache.set(part, same);
      return same;
    });
  function compilePlace(part: string): Place {
    if (part === '^') return { kind: 'start' };
    if (part === '$') return { kind: 'end' };
    const optional = part.endsWith('?') && part.length > 1;
    const body = optional ? part.slice(0, -1) : part;
    if (body === '#' || body === '#+') return { kind: 'number', most: body === '#' ? 1 : 10, optional };
    if (body.startsWith('~')) {
      const most = Number(body.slice(1));
      if (!Number.isInteger(most) || most < 1 || most > gapWords) return refuse(`a gap may hold 1 to ${gapWords} words`);
      return { kind: 'gap', most };
    }
    const parts = body.split('|');
    const texts = parts.filter((one) => one !== '$' && one !== '#').flatMap((one) => (one.startsWith('@') ? (pack.slots[one.slice(1)] ?? refuse(`slot ${one} is not known`)) : [one]));
    const anyOf = texts.map((one) => Int32Array.from(wordsOf(pack, vocabulary, one.replaceAll('_', ' ')), (token) => wordId(vocabulary, token.text))).filter((one) => one.length > 0);
    if (anyOf.length === 0) return refuse(`"${part}" holds no word`);
    return { kind: 'words', ...placeWords(anyOf), optional, orEnd: parts.includes('$'), orNumber: parts.includes('#') };
  }
  if (places.filter((place) => place.kind === 'gap').length > gapsAllowed) return refuse(`more than ${gapsAllowed} gaps`);
  const first = firstWords(places);
  if (first === null || (first.kind !== 'words' && first.kind !== 'number') || first.optional || (first.kind === 'words' && first.orEnd))
    return refuse('must start with words that may not be missing');
  return places;
}

function placeWords(anyOf: readonly Int32Array[]): { readonly single: Uint8Array; readonly rows: ReadonlyMap<number, readonly Int32Array[]> } {
  const alone = anyOf.filter((one) => one.length === 1).map((one) => one[0] ?? 0);
  const single = new Uint8Array(Math.max(0, ...alone) + 1);
  for (const id of alone) single[id] = 1;
  const rows = new Map<number, Int32Array[]>();
  for (const row of anyOf.filter((one) => one.length > 1).sort((a, b) => b.length - a.length)) rows.set(row[0] ?? 0, [...(rows.get(row[0] ?? 0) ?? []), row]);
  return { single, rows };
}

/** Key of a word, or of a word and the one after it. */
export const keyOf = (first: number, second = 0): number => second * 1_048_576 + first;

/** Keys under which a turn holds the start of a place: one word, or the first two of words in a row. */
export function startsOf(place: Place): readonly number[] {
  if (place.kind !== 'words') return [];
  const alone = [...place.single.keys()].filter((id) => place.single[id] === 1).map((id) => keyOf(id));
  return [...alone, ...[...place.rows.values()].flat().map((row) => keyOf(row[0] ?? 0, row[1] ?? 0))];
}

/** The place whose words start the pattern. */
export function firstWords(places: readonly Place[]): Place | null {
  return places.find((place) => place.kind !== 'start') ?? null;
}

/** Word after the match when the places hold from word `at` on, else -1. */
export function matchAt(places: readonly Place[], words: TurnWords, at: number, place = 0): number {
  const here = places[place];
  if (here === undefined) return at;
  switch (here.kind) {
    case 'start':
      return at === 0 ? matchAt(places, words, at, place + 1) : -1;
    case 'end':
      return at === words.ids.length ? matchAt(places, words, at, place + 1) : -1;
    case 'gap':
      for (let skipped = 0; skipped <= here.most && at + skipped <= words.ids.length; skipped += 1) {
        const end = matchAt(places, words, at + skipped, place + 1);
        if (end >= 0) return end;
      }
      return -1;
    case 'number': {
      let count = 0;
      while (count < here.most && words.number[at + count] === 1) count += 1;
      for (let taken = count; taken >= (here.optional ? 0 : 1); taken -= 1) {
        const end = matchAt(places, words, at + taken, place + 1);
        if (end >= 0) return end;
      }
      return -1;
    }
    case 'words': {
      const id = words.ids[at] ?? 0;
      if (id !== 0) {
        for (const row of (here.rows.size === 0 ? undefined : here.rows.get(id)) ?? none) {
          if (!sameWords(row, words.ids, at)) continue;
          const end = matchAt(places, words, at + row.length, place + 1);
          if (end >= 0) return end;
        }
        if (here.single[id] === 1) {
          const end = matchAt(places, words, at + 1, place + 1);
          if (end >= 0) return end;
        }
      }
      if (here.orNumber && words.number[at] === 1) {
        const end = matchAt(places, words, at + 1, place + 1);
        if (end >= 0) return end;
      }
      if (here.orEnd && at === words.ids.length) return matchAt(places, words, at, place + 1);
      return here.optional ? matchAt(places, words, at, place + 1) : -1;
    }
    default:
      throw new Error(`unknown place: ${String(here satisfies never)}`);
  }
}

function sameWords(list: Int32Array, ids: Int32Array, at: number): boolean {
  for (let i = 1; i < list.length; i += 1) if (list[i] !== ids[at + i]) return false;
  return true;
}
