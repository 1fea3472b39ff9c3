/** Turns a sentence into the numbers (hashed n-grams) that the linear model knows. Same code in training and on the desk. */
import { cleanChinese, cleanEnglish } from './clean-text.ts';
import { finish, seedOf, step, wordHash } from './hash.ts';
import type { WordClasses } from './word-classes.ts';

/** What a sentence is looked at with. */
export interface FeatureTables {
  readonly lang: 'en' | 'zh';
  /** Number of the folded, toneless syllable of each character from U+4E00 (0 = none); empty for English. */
  readonly syllables: Uint16Array;
  readonly classes: WordClasses;
}

/** Views of a sentence; each is scaled by itself. 0 words or characters, 1 pieces, 2 word classes. */
export const viewCount = 3;

/** Room for the n-grams of one sentence; reused from call to call. `ends[v]` is where view v ends. */
export class FeatureBuffer {
  readonly hashes = new Uint32Array(24_000);
  readonly ends = new Int32Array(viewCount);
  count = 0;
  add(hash: number): void {
    if (this.count < this.hashes.length) this.hashes[this.count++] = hash;
  }
}

/** Fills the buffer with the n-grams of the sentence. */
export function extract(tables: FeatureTables, text: string, buffer: FeatureBuffer): void {
  buffer.count = 0;
  if (tables.lang === 'en') englishViews(tables, text, buffer);
  else chineseViews(tables, text, buffer);
}

function englishViews(tables: FeatureTables, text: string, buffer: FeatureBuffer): void {
  const words = cleanEnglish(text);
  const units = words.map(wordHash);
  const edge = wordHash('<s>');
  grams([edge, ...units, edge], 1, 3, 0, buffer);
  skips(units, 4, buffer);
  buffer.ends[0] = buffer.count;
  const line = ` ${words.join(' ')} `;
  const codes: number[] = [];
  for (let at = 0; at < line.length; at += 1) codes.push(line.charCodeAt(at));
  grams(codes, 2, 5, 5, buffer);
  buffer.ends[1] = buffer.count;
  classGrams(tables.classes.ofWords(words), buffer);
  buffer.ends[2] = buffer.count;
}

function chineseViews(tables: FeatureTables, text: string, buffer: FeatureBuffer): void {
  const line = `^${cleanChinese(text)}$`;
  const codes: number[] = [];
  const sounds: number[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    codes.push(code);
    sounds.push(tables.syllables[code - 0x4e00] ?? 0);
  }
  grams(codes, 1, 4, 0, buffer);
  skips(codes, 4, buffer);
  buffer.ends[0] = buffer.count;
  grams(sounds, 1, 3, 5, buffer);
  buffer.ends[1] = buffer.count;
  classGrams(tables.classes.ofCharacters(line), buffer);
  buffer.ends[2] = buffer.count;
}

/** All n-grams of `least` to `most` units. */
function grams(units: readonly number[], least: number, most: number, view: number, buffer: FeatureBuffer): void {
  const seed = seedOf(view);
  for (let from = 0; from < units.length; from += 1) {
    let hash = seed;
    const end = Math.min(most, units.length - from);
    for (let size = 1; size <= end; size += 1) {
      hash = step(hash, units[from + size - 1] ?? 0);
      if (size >= least) buffer.add(finish(hash + size));
    }
  }
}

/** Pairs of units with one to `reach - 1` units between them, whatever those are. */
function skips(units: readonly number[], reach: number, buffer: FeatureBuffer): void {
  const seed = seedOf(7);
  for (let from = 0; from < units.length; from += 1) {
    const first = step(seed, units[from] ?? 0);
    for (let to = from + 2; to <= from + reach && to < units.length; to += 1) buffer.add(finish(step(first, units[to] ?? 0)));
  }
}

/** Word classes in order: single, neighbouring pairs and triples, and every ordered pair of the sentence. */
function classGrams(classes: readonly number[], buffer: FeatureBuffer): void {
  grams(classes, 1, 3, 9, buffer);
  const seed = seedOf(10);
  for (let from = 0; from < classes.length; from += 1) {
    const first = step(seed, classes[from] ?? 0);
    for (let to = from + 1; to < classes.length && to < from + 12; to += 1) buffer.add(finish(step(first, classes[to] ?? 0)));
  }
}
