/** The sentence classifier: hashed n-grams in plain typed arrays. One file per language, written by `npm run train`. */
import { extract, FeatureBuffer, viewCount } from './features.ts';
import type { FeatureTables } from './features.ts';
import { compileClasses } from './word-classes.ts';
import type { ClassList } from './word-classes.ts';

/** Weights of the combination of layers, fitted across writers. `strict` and `loose` are probabilities. */
export interface Calibration {
  readonly bias: number;
  readonly classifier: number;
  readonly phrase: number;
  readonly pinyin: number;
  readonly sound: number;
  readonly slot: number;
  readonly guarded: number;
  readonly strict: number;
  readonly loose: number;
}

export interface ModelHeader {
  readonly lang: 'en' | 'zh';
  readonly version: string;
  readonly heads: readonly string[];
  readonly features: number;
  readonly viewScale: readonly number[];
  readonly idfScale: number;
  readonly headScale: readonly number[];
  readonly headBias: readonly number[];
  /** Share of the first head (any violation) in the score; the rest is the best category. */
  readonly anyShare: number;
  readonly calibration: Calibration;
  /** Rules of the pack that the calibration was fitted with; phrases of other rules are taken at their word. */
  readonly knownRules: readonly string[];
  readonly classes: ClassList;
}

export interface LinearModel {
  readonly header: ModelHeader;
  readonly tables: FeatureTables;
  /** Score of every head; the array is reused by the next call. */
  readonly score: (text: string) => Float32Array;
}

const magic = 0x314d4c46;
const filterBits = 1 << 20;
const syllableCount = 0x9fff - 0x4e00 + 1;

/** Reads a model file. Errors: throws with the reason when the bytes are not a model of this format or are cut short. */
export function readLinearModel(bytes: Uint8Array): LinearModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8 || view.getUint32(0, true) !== magic) throw new Error('not a Fairline sentence model');
  const headerLength = view.getUint32(4, true);
  if (8 + headerLength > bytes.byteLength) throw new Error('sentence model is cut short');
  let json = '';
  for (let at = 8; at < 8 + headerLength; at += 1) json += String.fromCharCode(bytes[at] ?? 32);
  const header = JSON.parse(json) as ModelHeader;
  const heads = header.heads.length;
  const count = header.features;
  let at = 8 + headerLength;
  const needed = at + count * (5 + heads) + (header.lang === 'zh' ? syllableCount * 2 : 0);
  if (needed !== bytes.byteLength) throw new Error(`sentence model has ${bytes.byteLength} bytes, not ${needed}`);
  const keys = new Uint32Array(count);
  for (let row = 0; row < count; row += 1, at += 4) keys[row] = view.getUint32(at, true);
  const idf = new Uint8Array(bytes.subarray(at, at + count));
  at += count;
  const weights = new Int8Array(new Uint8Array(bytes.subarray(at, at + count * heads)).buffer);
  at += count * heads;
  const syllables = new Uint16Array(header.lang === 'zh' ? syllableCount : 0);
  for (let place = 0; place < syllables.length; place += 1, at += 2) syllables[place] = view.getUint16(at, true);
  const tables: FeatureTables = { lang: header.lang, syllables, classes: compileClasses(header.classes) };
  return { header, tables, score: makeScorer(header, tables, keys, idf, weights) };
}

function makeScorer(header: ModelHeader, tables: FeatureTables, keys: Uint32Array, idf: Uint8Array, weights: Int8Array): (text: string) => Float32Array {
  const heads = header.heads.length;
  let capacity = 1024;
  while (capacity < keys.length * 3) capacity *= 2;
  const mask = capacity - 1;
  // Key and row side by side, and before them a small filter that most unknown n-grams stop at: both fit the processor's caches.
  const table = new Int32Array(capacity * 2);
  const filter = new Int32Array(filterBits / 32);
  keys.forEach((key, row) => {
    let place = key & mask;
    while (table[place * 2] !== 0) place = (place + 1) & mask;
    table[place * 2] = key;
    table[place * 2 + 1] = row;
    const bit = (key >>> 9) & (filterBits - 1);
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  });
  const seen = new Int32Array(keys.length);
  const buffer = new FeatureBuffer();
  const sums = new Int32Array(heads);
  const scores = new Float32Array(heads);
  let turn = 0;
  return (text) => {
    turn = (turn + 1) | 0;
    extract(tables, text, buffer);
    for (let head = 0; head < heads; head += 1) scores[head] = header.headBias[head] ?? 0;
    let from = 0;
    for (let part = 0; part < viewCount; part += 1) {
      const to = buffer.ends[part] ?? 0;
      sums.fill(0);
      let square = 0;
      for (let at = from; at < to; at += 1) {
        const key = (buffer.hashes[at] as number) | 0;
        const bit = (key >>> 9) & (filterBits - 1);
        if (((filter[bit >>> 5] as number) & (1 << (bit & 31))) === 0) continue;
        let place = key & mask;
        let known = table[place * 2] as number;
        while (known !== 0 && known !== key) {
          place = (place + 1) & mask;
          known = table[place * 2] as number;
        }
        if (known === 0) continue;
        const row = table[place * 2 + 1] as number;
        if (seen[row] === turn) continue;
        seen[row] = turn;
        const weight = idf[row] as number;
        square += weight * weight;
        const base = row * heads;
        for (let head = 0; head < heads; head += 1) sums[head] = (sums[head] as number) + (weights[base + head] as number);
      }
      from = to;
      if (square === 0) continue;
      const scale = (header.viewScale[part] ?? 1) / (Math.sqrt(square) * header.idfScale);
      for (let head = 0; head < heads; head += 1) scores[head] = (scores[head] as number) + (sums[head] as number) * scale * (header.headScale[head] as number);
    }
    return scores;
  };
}
