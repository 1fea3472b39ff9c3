/** The data that the watch over a call works with: phrases as patterns, with ids and a version, one pack per language. */
export type WatchLang = 'en' | 'zh';

/**
 * One rule. Patterns are words separated by spaces, each place being:
 * `a|b` any of these, `two_words` words in a row (English), `@slot` a word list of the pack, `x?` may be missing,
 * `~3` up to three other words, `#` a number, `#+` one to ten numbers in a row, `^` start and `$` end of the turn (`$` also as one of several: `off|$`).
 * At most 3 gaps of at most 6 words each, so every pattern looks at a bounded stretch.
 */
export interface WatchRule {
  /** Stable id of the rule, such as EN-C01-complain. */
  readonly id: string;
  /** C01… customer trigger, R01… required statement, or a cue of the party machine. */
  readonly code: string;
  readonly patterns: readonly string[];
  /** Look-alikes: a hit that touches one of these is dropped. */
  readonly unless?: readonly string[];
  /** A negation or a supposition ("if", "not") within three words before the hit drops it. */
  readonly guarded?: boolean;
  /** For C08: a firm promise, not only an offer or a question. */
  readonly firm?: boolean;
}

export interface WatchPack {
  readonly schema: 1;
  readonly id: string;
  readonly version: string;
  readonly lang: WatchLang;
  /** Characters as pairs (seen, meant): traditional forms. Empty for English. */
  readonly characters: string;
  /** What a recogniser writes → what was said; same number of characters in Chinese. */
  readonly heard: Readonly<Record<string, string>>;
  readonly numbers: readonly string[];
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly guards: readonly string[];
  readonly customer: readonly WatchRule[];
  readonly agent: readonly WatchRule[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Checks what a file held. Throws an Error with the place and the reason; the caller keeps the last good pack. */
export function readWatchPack(value: unknown): WatchPack {
  const refuse = (place: string, reason: string): never => {
    throw new Error(`watch pack refused: ${place}: ${reason}`);
  };
  if (!isRecord(value)) return refuse('/', 'not an object');
  const { schema, id, version, lang, characters, heard, numbers, slots, guards } = value;
  if (schema !== 1) return refuse('/schema', `version ${String(schema)} is not known`);
  if (typeof id !== 'string' || typeof version !== 'string') return refuse('/id', 'id and version must be texts');
  if (lang !== 'en' && lang !== 'zh') return refuse('/lang', 'must be en or zh');
  if (typeof characters !== 'string') return refuse('/characters', 'must be a text');
  if (!isRecord(heard) || !isTexts(Object.values(heard))) return refuse('/heard', 'must map texts to texts');
  if (!isTexts(numbers)) return refuse('/numbers', 'must be a list of texts');
  if (!isTexts(guards)) return refuse('/guards', 'must be a list of texts');
  if (!isRecord(slots)) return refuse('/slots', 'must be an object');
  const lists: Record<string, readonly string[]> = {};
  for (const [name, list] of Object.entries(slots)) lists[name] = isTexts(list) ? list : refuse(`/slots/${name}`, 'must be a list of texts');
  const seen = new Set<string>();
  const rules = (side: 'customer' | 'agent'): readonly WatchRule[] => {
    const list = value[side];
    if (!Array.isArray(list)) return refuse(`/${side}`, 'must be a list');
    return list.map((rule: unknown, index): WatchRule => {
      const place = `/${side}/${index}`;
      if (!isRecord(rule) || typeof rule['id'] !== 'string' || typeof rule['code'] !== 'string') return refuse(place, 'a rule needs an id and a code');
      if (seen.has(rule['id'])) return refuse(place, `id ${rule['id']} is used twice`);
      seen.add(rule['id']);
      if (!isTexts(rule['patterns'])) return refuse(`${place}/patterns`, 'must be a list of texts');
      const unless = rule['unless'] ?? [];
      if (!isTexts(unless)) return refuse(`${place}/unless`, 'must be a list of texts');
      return { id: rule['id'], code: rule['code'], patterns: rule['patterns'], unless, guarded: rule['guarded'] === true, firm: rule['firm'] === true };
    });
  };
  return {
    schema,
    id,
    version,
    lang,
    characters,
    heard: heard as Readonly<Record<string, string>>,
    numbers,
    slots: lists,
    guards,
    customer: rules('customer'),
    agent: rules('agent'),
  };
}
