/** From sentences to sparse rows: which n-grams are known and how much each weighs. */
import { extract, FeatureBuffer, viewCount } from '../../src/domain/compliance/detection/features.ts';
import type { FeatureTables } from '../../src/domain/compliance/detection/features.ts';
import type { SparseRows } from './svm.ts';

/** N-grams of one sentence, without repeats, per view. */
export type Grams = readonly Uint32Array[];

export function gramsOf(tables: FeatureTables, texts: readonly string[]): readonly Grams[] {
  const buffer = new FeatureBuffer();
  return texts.map((text) => {
    extract(tables, text, buffer);
    let from = 0;
    return Array.from({ length: viewCount }, (_, part) => {
      const to = buffer.ends[part] ?? 0;
      const kept = Uint32Array.from(new Set(buffer.hashes.subarray(from, to)));
      from = to;
      return kept;
    });
  });
}

export interface Vocabulary {
  readonly keys: readonly number[];
  readonly idf: Uint8Array;
  readonly idfScale: number;
  readonly column: ReadonlyMap<number, number>;
}

/** N-grams that at least `least` of the rows hold, in order of their hash. */
export function makeVocabulary(grams: readonly Grams[], rows: readonly number[], least: number): Vocabulary {
  const found = new Map<number, number>();
  for (const row of rows) for (const part of grams[row] ?? []) for (const hash of part) found.set(hash, (found.get(hash) ?? 0) + 1);
  const keys = [...found]
    .filter(([, times]) => times >= least)
    .map(([hash]) => hash)
    .toSorted((a, b) => a - b);
  const idfScale = Math.log(1 + rows.length) / 255;
  const idf = Uint8Array.from(keys, (hash) => Math.max(1, Math.round(Math.log(1 + rows.length / (found.get(hash) ?? 1)) / idfScale)));
  return { keys, idf, idfScale, column: new Map(keys.map((hash, column) => [hash, column])) };
}

/** Rows in the very form the desk scores them in: each view has length `viewScale`. */
export function makeRows(grams: readonly Grams[], vocabulary: Vocabulary, viewScale: readonly number[]): SparseRows {
  const columns: number[] = [];
  const values: number[] = [];
  const starts = new Int32Array(grams.length + 1);
  grams.forEach((sentence, row) => {
    starts[row] = columns.length;
    sentence.forEach((part, view) => {
      const known: number[] = [];
      let square = 0;
      for (const hash of part) {
        const column = vocabulary.column.get(hash);
        if (column === undefined) continue;
        known.push(column);
        square += (vocabulary.idf[column] ?? 0) ** 2;
      }
      const scale = (viewScale[view] ?? 1) / Math.sqrt(Math.max(1, square));
      for (const column of known) {
        columns.push(column);
        values.push((vocabulary.idf[column] ?? 0) * scale);
      }
    });
  });
  starts[grams.length] = columns.length;
  return { starts, columns: Int32Array.from(columns), values: Float32Array.from(values), width: vocabulary.keys.length };
}
