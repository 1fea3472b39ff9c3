/** The permitted hours around now as places on a line, in percent: from the start of today's hours to a little after the next opening. */
import { dialRules } from '../../../../domain/dialing/guard.ts';
import { localTime } from '../../../../domain/dialing/local-time.ts';
import type { GuardInputs } from '../../../../domain/dialing/verdict.ts';

const minuteMs = 60_000;
/** How much of the time after the opening is drawn. */
const after = 2 * 60 * minuteMs;

export interface HoursStrip {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly now: number;
  readonly again: number;
  readonly from: number;
  readonly to: number;
}

/** `until` is the guard's next lawful minute. Null when the line would have no length. */
export function hoursStrip(jurisdiction: GuardInputs['jurisdiction'], zone: string, now: number, until: number): HoursStrip | null {
  const there = localTime(now, zone);
  const rules = dialRules[jurisdiction];
  const [open, close] = there.weekend && rules.weekend !== undefined ? rules.weekend : rules.window;
  const midnight = now - (there.hour * 60 + there.minute) * minuteMs;
  const from = Math.min(now, midnight + open * minuteMs);
  const to = until + after;
  if (to <= from) return null;
  const place = (at: number): number => Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
  return {
    opensAt: place(midnight + open * minuteMs),
    closesAt: place(Math.min(until, midnight + close * minuteMs)),
    now: place(now),
    again: place(until),
    from: midnight + open * minuteMs,
    to: midnight + close * minuteMs,
  };
}
