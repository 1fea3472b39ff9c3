/** The line of a call as numbers: which parts are solid, where it breaks, where the present is. Percent of the width. */
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';

export interface LineBreak {
  readonly id: string;
  readonly at: number;
  readonly severity: Flag['severity'];
  readonly mended: boolean;
}
export interface LineSegment {
  readonly from: number;
  readonly to: number;
  readonly red: boolean;
}
export interface LineMarks {
  readonly segments: readonly LineSegment[];
  readonly breaks: readonly LineBreak[];
  readonly now: number;
}

/** Half of the gap a break leaves, in percent. */
const gap = 0.9;
/** A call of ten minutes fills the line; longer ones shrink it. Milliseconds. */
const usual = 600_000;

export function lineMarks(lastedMs: number, flags: readonly Flag[], running: boolean): LineMarks {
  const whole = running ? Math.max(usual, lastedMs * 1.15) : Math.max(1_000, lastedMs);
  const place = (ms: number): number => Math.min(100, Math.max(0, (ms / whole) * 100));
  const now = place(lastedMs);
  const breaks = flags
    .filter((flag) => flag.status === 'confirmed' || flag.status === 'corrected')
    .map((flag) => ({ id: flag.id, at: place(flag.startMs), severity: flag.severity, mended: flag.status === 'corrected' }))
    .toSorted((a, b) => a.at - b.at);
  const segments: LineSegment[] = [];
  let from = 0;
  let red = false;
  for (const one of breaks) {
    if (one.at - gap > from) segments.push({ from, to: one.at - gap, red });
    from = Math.max(from, one.at + gap);
    red = red || (one.severity === 'S1' && !one.mended);
  }
  if (now > from) segments.push({ from, to: now, red });
  return { segments, breaks, now };
}
