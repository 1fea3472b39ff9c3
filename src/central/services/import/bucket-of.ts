/** Bucket by days past due, the default table of compliance pack section 4.4. */
import type { Bucket } from '../../../domain/case/case.ts';

const upTo: readonly (readonly [days: number, bucket: Bucket])[] = [
  [0, 'C'],
  [3, 'M0'],
  [30, 'M1'],
  [60, 'M2'],
  [90, 'M3'],
  [120, 'M4'],
  [150, 'M5'],
  [180, 'M6'],
];

export function bucketOf(dpd: number): Bucket {
  return upTo.find(([days]) => dpd <= days)?.[1] ?? 'M7+';
}
