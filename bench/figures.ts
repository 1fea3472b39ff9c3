/** Small tools of the benchmarks: medians over interleaved rounds, and one way to print a figure beside its peer's. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/**
 * Runs every contender once a round, in turn, so that a busy machine slows all of them alike, and gives each one's median.
 * The first round warms up and does not count.
 */
export async function interleaved<Name extends string>(rounds: number, contenders: Readonly<Record<Name, () => Promise<number> | number>>): Promise<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[];
  const seen = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const value = await contenders[name]();
      if (round > 0) seen[name].push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(seen[name])])) as Record<Name, number>;
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Two figures of one run and their ratio; `goal` is said as it stands in the reference, or left out. */
export function compare(what: string, own: number, peer: { readonly name: string; readonly value: number }, unit: string, goal = ''): void {
  say(`  ${what.padEnd(46)} ${short(own)} ${unit}   ${peer.name}: ${short(peer.value)} ${unit}   ratio ${short(own / peer.value)}${goal === '' ? '' : `   (goal ${goal})`}`);
}

function short(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Same numbers in every run: mulberry32. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
