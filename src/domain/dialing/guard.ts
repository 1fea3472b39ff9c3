/** Stops a call that law or policy forbids, before anything rings. First two rules: permitted hours and daily attempts. */
import { localTime } from './local-time.ts';
import type { DialVerdict, GuardInputs } from './verdict.ts';

interface DialRules {
  /** Minutes after local midnight: first permitted and first no longer permitted. */
  readonly window: readonly [number, number];
  readonly weekend?: readonly [number, number];
  readonly hoursSource: string;
  /** Attempts a person may be dialled in one local day. */
  readonly attemptsPerDay: number;
  readonly attemptsSource: string;
}

/** Sources: compliance pack dial_rules.json. Daily attempts are the product's own tighter default where law counts otherwise. */
export const dialRules: Readonly<Record<GuardInputs['jurisdiction'], DialRules>> = {
  CN: { window: [480, 1320], hoursSource: 'GB/T 45251-2025: 08:00–22:00', attemptsPerDay: 3, attemptsSource: 'GB/T 45251-2025: 3 / day' },
  US: { window: [480, 1260], hoursSource: '12 CFR 1006.6(b)(1): 08:00–21:00', attemptsPerDay: 3, attemptsSource: '12 CFR 1006.14(b)(2): 7 in 7 days; Fairline: 3 / day' },
  UK: { window: [480, 1200], weekend: [540, 1020], hoursSource: 'CONC 7.9.4R; Fairline: 08:00–20:00', attemptsPerDay: 3, attemptsSource: 'CONC 7.9; Fairline: 3 / day' },
};

const minuteMs = 60_000;

/** Rules that cannot change today come first, so that the agent reads the reason that stays. */
export function decideDial(inputs: GuardInputs): DialVerdict {
  const rules = dialRules[inputs.jurisdiction];
  if (!inputs.mayCall) return { kind: 'block', rule: 'contact-closed', until: null, source: 'contact' };
  if (inputs.timeZones.length === 0 || inputs.timeZones.some((zone) => !isKnownZone(zone, inputs.now))) {
    return { kind: 'block', rule: 'permitted-hours', until: null, source: rules.hoursSource };
  }
  if (inputs.timeZones.some((zone) => localTime(inputs.now, zone).date > inputs.recallOn)) {
    return { kind: 'block', rule: 'case-recalled', until: null, source: 'recall_on' };
  }
  if (inputs.attemptsToday >= rules.attemptsPerDay) {
    return { kind: 'block', rule: 'daily-attempts', until: nextLawfulMinute(inputs, true), source: rules.attemptsSource };
  }
  if (inputs.timeZones.every((zone) => inWindow(inputs.now, zone, rules))) return { kind: 'allow' };
  return { kind: 'block', rule: 'permitted-hours', until: nextLawfulMinute(inputs, false), source: rules.hoursSource };
}

/**
 * Epoch ms of the first whole minute at which every zone is inside its hours, within eight days; null when there is none
 * (zones twelve hours apart). With `anotherDay` the local date must have changed in every zone.
 */
export function nextLawfulMinute(inputs: GuardInputs, anotherDay: boolean): number | null {
  const rules = dialRules[inputs.jurisdiction];
  const today = inputs.timeZones.map((zone) => localTime(inputs.now, zone).date);
  const fits = (at: number): boolean => inputs.timeZones.every((zone, index) =>
    inWindow(at, zone, rules) && (!anotherDay || localTime(at, zone).date !== today[index]));
  const step = 15 * minuteMs;
  const start = Math.floor(inputs.now / step) * step + step;
  for (let at = start; at < inputs.now + 8 * 86_400_000; at += step) {
    if (!fits(at)) continue;
    return localTime(at, inputs.timeZones[0] ?? 'UTC').date > inputs.recallOn ? null : at;
  }
  return null;
}

function inWindow(at: number, zone: string, rules: DialRules): boolean {
  const local = localTime(at, zone);
  const [from, to] = local.weekend && rules.weekend !== undefined ? rules.weekend : rules.window;
  const minute = local.hour * 60 + local.minute;
  return minute >= from && minute < to;
}

function isKnownZone(zone: string, at: number): boolean {
  try {
    localTime(at, zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
