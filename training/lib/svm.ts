/** Linear classifiers on sparse rows: L2-regularised squared-hinge machine by dual coordinate descent (Hsieh et al., ICML 2008). */

/** Rows as lists of columns with one value per row and view (all features of a view in a row weigh the same), times a weight per column. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
  readonly width: number;
}

/** Weights of one head. `y` is +1 or -1, `cost` the price of an error in each row. The last column is the constant. */
export function trainHead(rows: SparseRows, use: Int32Array, y: Int8Array, cost: Float32Array, rounds: number, seed: number): Float32Array {
  const weights = new Float32Array(rows.width + 1);
  const alpha = new Float32Array(y.length);
  const diagonal = new Float32Array(y.length);
  const order = Int32Array.from(use);
  for (const row of use) {
    let sum = 1 + 0.5 / (cost[row] ?? 1);
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) sum += (rows.values[at] ?? 0) ** 2;
    diagonal[row] = sum;
  }
  let state = seed >>> 0;
  for (let round = 0; round < rounds; round += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const other = Math.floor((state / 4294967296) * (at + 1));
      const kept = order[at] ?? 0;
      order[at] = order[other] ?? 0;
      order[other] = kept;
    }
    let moved = 0;
    for (const row of order) {
      const sign = y[row] ?? 1;
      const from = rows.starts[row] ?? 0;
      const to = rows.starts[row + 1] ?? 0;
      let score = weights[rows.width] ?? 0;
      for (let at = from; at < to; at += 1) score += (weights[rows.columns[at] as number] as number) * (rows.values[at] as number);
      const old = alpha[row] as number;
      const gradient = sign * score - 1 + old * (0.5 / (cost[row] ?? 1));
      const next = Math.max(0, old - gradient / (diagonal[row] as number));
      const delta = (next - old) * sign;
      if (delta === 0) continue;
      alpha[row] = next;
      moved += Math.abs(delta);
      for (let at = from; at < to; at += 1) weights[rows.columns[at] as number] = (weights[rows.columns[at] as number] as number) + delta * (rows.values[at] as number);
      weights[rows.width] = (weights[rows.width] as number) + delta;
    }
    if (moved < 1e-4 * order.length) break;
  }
  return weights;
}

/** Score of one row. */
export function scoreRow(rows: SparseRows, weights: Float32Array, row: number): number {
  let score = weights[rows.width] ?? 0;
  for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) score += (weights[rows.columns[at] as number] as number) * (rows.values[at] as number);
  return score;
}
