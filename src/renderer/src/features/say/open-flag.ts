/** Which flag the say slot answers: the worst one still open, the latest of equals. A partial counts only when it is a red line. */
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';

export function openFlag<F extends Flag & { markAt: number }>(flags: readonly F[]): F | null {
  let worst: F | null = null;
  for (const flag of flags) {
    if (flag.status !== 'confirmed' && !(flag.status === 'partial' && flag.severity === 'S1')) continue;
    if (worst === null || flag.severity < worst.severity || (flag.severity === worst.severity && flag.markAt >= worst.markAt)) worst = flag;
  }
  return worst;
}
