/** Recall at a given share of false alarms. */

export interface Scored {
  readonly score: number;
  readonly violating: boolean;
}

/** The threshold that lets `share` of the innocent through. */
export function thresholdAt(scored: readonly Scored[], share: number): number {
  const innocent = scored
    .filter((one) => !one.violating)
    .map((one) => one.score)
    .toSorted((a, b) => b - a);
  return innocent[Math.floor(innocent.length * share)] ?? 1;
}

/** Share of the violating that score above the threshold at which `share` of the innocent do. */
export function recallAt(scored: readonly Scored[], share: number): number {
  const threshold = thresholdAt(scored, share);
  const violating = scored.filter((one) => one.violating);
  return violating.length === 0 ? Number.NaN : violating.filter((one) => one.score > threshold).length / violating.length;
}

export const shares = [0.005, 0.01, 0.02, 0.05] as const;

export function curve(scored: readonly Scored[]): string {
  return shares.map((share) => recallAt(scored, share).toFixed(2)).join(' | ');
}
