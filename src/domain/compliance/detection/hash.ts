/** Hashes of n-grams: the vocabulary of a model is a set of 32-bit numbers, not of strings. */

/** Start of a hash; every view of a sentence (words, characters, syllables, word classes) has a seed of its own. */
export function seedOf(view: number): number {
  return Math.imul(0x811c9dc5 ^ (view + 1), 0x01000193) | 0;
}

/** One more unit (character code or hash of a word). */
export function step(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x01000193);
  return (mixed ^ (mixed >>> 15)) | 0;
}

/** The number a finished n-gram is known by; never 0, which marks an empty place. */
export function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  return mixed === 0 ? 1 : mixed;
}

/** Hash of a whole word. */
export function wordHash(word: string): number {
  let hash = 0x2545f491;
  for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
  return hash;
}
