/** Trains all heads on some writers and writes them as the bytes the desk reads. */
import type { Calibration, ModelHeader } from '../../src/domain/compliance/detection/linear-model.ts';
import type { FeatureTables } from '../../src/domain/compliance/detection/features.ts';
import type { ClassList } from '../../src/domain/compliance/detection/word-classes.ts';
import type { Labelled } from './read-data.ts';
import { trainHead } from './svm.ts';
import { makeRows, makeVocabulary } from './vocabulary.ts';
import type { Grams } from './vocabulary.ts';

export const categories = Array.from({ length: 15 }, (_, at) => `V${String(at + 1).padStart(2, '0')}`);

export interface Recipe {
  readonly viewScale: readonly number[];
  readonly cost: number;
  /** Price of a missed sentence of a category against a false one. */
  readonly categoryCost: number;
  readonly leastRows: number;
  readonly anyShare: number;
  readonly rounds: number;
  readonly seed: number;
}

export interface Corpus {
  readonly rows: readonly Labelled[];
  readonly grams: readonly Grams[];
  readonly tables: FeatureTables;
  readonly classes: ClassList;
  readonly knownRules: readonly string[];
}

/** A model from the rows `use`. Same corpus, recipe and rows give the same bytes. */
export function fitModel(corpus: Corpus, use: readonly number[], recipe: Recipe, version: string, calibration: Calibration): Uint8Array {
  const vocabulary = makeVocabulary(corpus.grams, use, recipe.leastRows);
  const rows = makeRows(corpus.grams, vocabulary, recipe.viewScale);
  const heads = ['any', ...categories];
  const chosen = Int32Array.from(use);
  const weights = heads.map((head) => {
    const yes = (row: Labelled): boolean => (head === 'any' ? row.labels.length > 0 : row.labels.includes(head));
    const y = Int8Array.from(corpus.rows, (row) => (yes(row) ? 1 : -1));
    const cost = Float32Array.from(corpus.rows, (row) => recipe.cost * (head !== 'any' && yes(row) ? recipe.categoryCost : 1));
    return trainHead(rows, chosen, y, cost, recipe.rounds, recipe.seed);
  });
  const width = vocabulary.keys.length;
  // A weight counts with its column's idf; that product is what is kept in eight bits.
  const product = (head: number, column: number): number => (weights[head]?.[column] ?? 0) * (vocabulary.idf[column] ?? 0) * vocabulary.idfScale;
  const headScale = heads.map((_, head) => {
    let most = 1e-9;
    for (let column = 0; column < width; column += 1) most = Math.max(most, Math.abs(product(head, column)));
    return most / 127;
  });
  const header: ModelHeader = {
    lang: corpus.tables.lang,
    version,
    heads,
    features: width,
    viewScale: recipe.viewScale,
    idfScale: vocabulary.idfScale,
    headScale,
    headBias: weights.map((head) => head[width] ?? 0),
    anyShare: recipe.anyShare,
    calibration,
    knownRules: corpus.knownRules,
    classes: corpus.classes,
  };
  const matrix = new Int8Array(width * heads.length);
  for (let column = 0; column < width; column += 1) {
    for (let head = 0; head < heads.length; head += 1) matrix[column * heads.length + head] = Math.round(product(head, column) / (headScale[head] ?? 1));
  }
  return pack(header, vocabulary.keys, vocabulary.idf, matrix, corpus.tables.syllables);
}

/** The same model with another calibration. */
export function withCalibration(bytes: Uint8Array, calibration: Calibration): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  const header = JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString('latin1')) as ModelHeader;
  return join(headerBytes({ ...header, calibration }), [bytes.subarray(8 + length)]);
}

function pack(header: ModelHeader, keys: readonly number[], idf: Uint8Array, matrix: Int8Array, syllables: Uint16Array): Uint8Array {
  const keyBytes = new Uint8Array(keys.length * 4);
  const keyView = new DataView(keyBytes.buffer);
  keys.forEach((key, at) => keyView.setUint32(at * 4, key, true));
  const soundBytes = new Uint8Array(syllables.length * 2);
  const soundView = new DataView(soundBytes.buffer);
  syllables.forEach((sound, at) => soundView.setUint16(at * 2, sound, true));
  return join(headerBytes(header), [keyBytes, idf, new Uint8Array(matrix.buffer), soundBytes]);
}

/** ASCII only, so that the desk needs no decoder. */
function headerBytes(header: ModelHeader): Uint8Array {
  const json = JSON.stringify(header).replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const out = new Uint8Array(8 + json.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x314d4c46, true);
  view.setUint32(4, json.length, true);
  for (let at = 0; at < json.length; at += 1) out[8 + at] = json.charCodeAt(at);
  return out;
}

function join(head: Uint8Array, rest: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(head.length + rest.reduce((sum, part) => sum + part.length, 0));
  out.set(head, 0);
  let at = head.length;
  for (const part of rest) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
