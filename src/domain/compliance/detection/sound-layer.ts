/** English phrases as the recogniser mishears them (speech.md E2): the words are put back and the phrases are matched again. */
import type { RulePack } from '../rule-pack.ts';
import { phraseSights } from './phrase-layer.ts';
import type { Sight } from './sentence.ts';

/** What was heard to what may have been said. */
const misheard: Readonly<Record<string, readonly string[]>> = {
  dead: ['debt'],
  dad: ['debt'],
  dept: ['debt'],
  depart: ['deport'],
  see: ['sue'],
  soo: ['sue'],
  tarnish: ['garnish'],
  garnished: ['garnish'],
  does: ['boss'],
  or: ['your'],
  our: ['your'],
  lean: ['lien'],
  rest: ['arrest', 'arrested'],
  rested: ['arrested'],
  arest: ['arrest'],
  court: ['caught'],
  caught: ['court'],
  wages: ['wages'],
  bear: ['bail'],
  leaf: ['leave'],
  walk: ['work'],
  stupidity: ['stupid'],
  lair: ['liar'],
  lawyer: ['liar'],
  jails: ['jail'],
  gel: ['jail'],
  pleas: ['police'],
  please: ['police'],
  polite: ['police'],
  seas: ['seize'],
  cease: ['seize'],
  ceased: ['seized'],
};
const maxTries = 24;
const vocabularies = new WeakMap<RulePack, ReadonlySet<string>>();

/** Words that stand in some phrase: only those are worth putting back. */
function wordsOf(pack: RulePack): ReadonlySet<string> {
  const known = vocabularies.get(pack);
  if (known !== undefined) return known;
  const words = new Set(pack.rules.flatMap((rule) => rule.phrases.flatMap((phrase) => phrase.toLowerCase().split(/[ |?]+/))));
  vocabularies.set(pack, words);
  return words;
}

/** Sights that appear only when misheard words are put back, one or two at a time. */
export function soundSights(pack: RulePack, text: string, already: readonly Sight[] = phraseSights(pack, text)): readonly Sight[] {
  const vocabulary = wordsOf(pack);
  const words = [...text.matchAll(/[A-Za-z'’]+/g)];
  const swaps = words.flatMap((found) =>
    (misheard[found[0].toLowerCase()] ?? []).filter((said) => vocabulary.has(said)).map((said) => ({ from: found.index, to: found.index + found[0].length, said })),
  );
  if (swaps.length === 0) return [];
  const there = new Set(already.map((sight) => sight.rule));
  const sights: Sight[] = [];
  let tries = 0;
  const attempt = (chosen: readonly { from: number; to: number; said: string }[]): void => {
    if (tries >= maxTries) return;
    tries += 1;
    let changed = '';
    let done = 0;
    for (const swap of chosen) {
      changed += text.slice(done, swap.from) + swap.said;
      done = swap.to;
    }
    changed += text.slice(done);
    for (const sight of phraseSights(pack, changed)) {
      const first = chosen[0];
      const last = chosen.at(-1);
      if (first === undefined || last === undefined || sight.span[0] > first.from || sight.span[1] < first.from + first.said.length) continue;
      const shift = changed.length - text.length;
      const span = [Math.min(sight.span[0], text.length), Math.max(sight.span[0], Math.min(text.length, sight.span[1] - shift))] as const;
      if (!there.has(sight.rule) && !sights.some((one) => one.rule === sight.rule)) sights.push({ ...sight, layer: 'sound', span });
    }
  };
  for (const swap of swaps.slice(0, maxTries)) attempt([swap]);
  swaps.forEach((swap, at) => {
    const next = swaps[at + 1];
    if (next !== undefined && next.from > swap.to) attempt([swap, next]);
  });
  return sights;
}
