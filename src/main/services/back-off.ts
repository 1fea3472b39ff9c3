/** Pause before the next try: doubling from one second to ten, spread so that a thousand desks do not come at once. */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(10_000, 1_000 * 2 ** Math.min(10, Math.max(0, failures - 1)));
  return Math.round(full / 2 + (random * full) / 2);
}
