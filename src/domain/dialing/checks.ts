/** Every check of the guard at one moment, each with what it found, its limit, its source and when it lets go by itself. */
import { nextDay, upToMinute, whenOpen } from './clock-steps.ts';
import { counted, factsOf, isSamePerson, isWithin } from './count-facts.ts';
import { dialLaw, dialLawVersion, holdSources } from './dial-law.ts';
import type { CountRule, DialRule, GapRule, HoursRule } from './dial-law.ts';
import { localTime } from './local-time.ts';
import { tighten } from './tighten.ts';
import type { DialFact, GuardInputs, GuardRule } from './verdict.ts';

export interface DialCheck {
  /** Id in dial-law.ts, or the rule's own name. */
  readonly id: string;
  readonly rule: GuardRule;
  readonly passed: boolean;
  /** What stands beside the limit: calls so far, minutes since, minute of day, or nothing. */
  readonly now: number | null;
  readonly limit: number | readonly [from: number, to: number] | null;
  readonly unit: 'calls' | 'minutes' | 'hours' | 'state' | 'date';
  /** Days the count looks back, today included. */
  readonly days: number | null;
  readonly source: string;
  readonly effective: string;
  readonly law: boolean;
  /** Why it does not stop although it is not met, or null. */
  readonly waived: 'practice-line' | 'consent' | 'other-purpose' | null;
  /** Epoch ms of the last call that this check looked at. */
  readonly last: number | null;
}
/** A check that can be asked for any moment. */
interface Judge {
  at(time: number): DialCheck;
  /** First moment at or after `time` at which it passes as far as is known; null: not by itself. */
  freeAt(time: number): number | null;
}
/** How far ahead a lawful minute is looked for: the longest span is 30 days. */
const horizonDays = 62;

export interface Judges {
  readonly all: readonly Judge[];
  readonly zonesKnown: boolean;
}

export function isKnownZone(zone: string, at: number): boolean {
  try {
    localTime(at, zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function judgesOf(inputs: GuardInputs): Judges {
  const known = inputs.timeZones.filter((zone) => isKnownZone(zone, inputs.now));
  const zonesKnown = known.length > 0 && known.length === inputs.timeZones.length;
  const zones = known.length === 0 ? ['UTC'] : known;
  const facts = factsOf(inputs);
  const all: Judge[] = [...stateJudges(inputs, zones)];
  for (const rule of rulesFor(inputs, zones)) {
    all.push(rule.kind === 'hours' ? hoursJudge(rule, inputs, zones, zonesKnown) : rule.kind === 'count' ? countJudge(rule, inputs, zones, facts) : gapJudge(rule, inputs, facts));
  }
  for (const span of inputs.inconvenient ?? []) all.push(inconvenientJudge(span, inputs, zones));
  return { all, zonesKnown };
}

/** The rules that apply to this question, already made stricter by tenant and client. */
export function rulesFor(inputs: GuardInputs, zones: readonly string[] = inputs.timeZones): readonly DialRule[] {
  const relation = inputs.relation ?? 'self';
  const latest =
    zones
      .map((zone) => localTime(inputs.now, zone).date)
      .toSorted()
      .at(-1) ?? '';
  const rules = dialLaw.filter(
    (rule) =>
      rule.jurisdiction === inputs.jurisdiction &&
      rule.effective <= latestOr(latest, rule) &&
      (rule.place === undefined || inputs.places?.includes(rule.place) === true) &&
      (rule.kind !== 'count' || ((rule.to === undefined || rule.to === relation) && (rule.phoneTypes === undefined || inputs.phoneType === undefined || rule.phoneTypes.includes(inputs.phoneType)))),
  );
  const old = inputs.history === undefined && inputs.jurisdiction === 'CN' ? [...rules, beforeHistory] : rules;
  return tighten(old, inputs.policy);
}
/** The product's own defaults have no date in law: they apply at any time, so that old questions are answered as they were. */
const latestOr = (latest: string, rule: DialRule): string => (rule.law && rule.place !== undefined ? latest : rule.effective);

/** A question from before the full guard does not say which attempts were conversations: all are taken for one. */
const beforeHistory: CountRule = {
  id: 'cn-attempts',
  jurisdiction: 'CN',
  rule: 'daily-attempts',
  kind: 'count',
  counts: 'attempt',
  per: 'person',
  days: 1,
  max: 3,
  law: true,
  source: 'GB/T 45251-2025: 3 / day',
  effective: '2025-02-28',
};

function stateJudges(inputs: GuardInputs, zones: readonly string[]): readonly Judge[] {
  const sources = holdSources[inputs.jurisdiction];
  const state = (rule: GuardRule, source: string, passed: (time: number) => boolean, until: number | null = null, law = true, last: number | null = null): Judge => ({
    at: (time) => ({ id: rule, rule, passed: passed(time), now: null, limit: null, unit: 'state', days: null, source, effective: '', law, waived: null, last }),
    freeAt: (time) => (passed(time) ? time : until),
  });
  const recalled = (time: number): boolean => zones.some((zone) => localTime(time, zone).date > inputs.recallOn);
  const holds = (inputs.holds ?? [])
    .filter((hold) => hold.kind !== 'employer-forbids' || inputs.phoneType === 'work')
    .map((hold) => state(`hold-${hold.kind}`, sources[hold.kind] ?? 'Fairline', (time) => hold.until !== null && time >= hold.until, hold.until, sources[hold.kind] !== undefined, hold.since));
  return [
    state('contact-closed', 'contact', () => inputs.mayCall),
    ...holds,
    ...(inputs.relation === 'third' && inputs.thirdParty !== undefined ? [state('third-party-locked', sources['third-party-locked'] ?? '', () => inputs.thirdParty?.reason !== null)] : []),
    { ...state('case-recalled', 'recall_on', (time) => !recalled(time)), at: (time) => ({ ...state('case-recalled', 'recall_on', () => !recalled(time)).at(time), unit: 'date' }) },
  ];
}

const facts0 = (rule: DialRule): Pick<DialCheck, 'id' | 'rule' | 'source' | 'effective' | 'law'> => ({ id: rule.id, rule: rule.rule, source: rule.source, effective: rule.effective, law: rule.law });

function hoursJudge(rule: HoursRule, inputs: GuardInputs, zones: readonly string[], zonesKnown: boolean): Judge {
  const agreed = inputs.jurisdiction === 'CN' && inputs.agreedHours !== undefined && inputs.agreedHours.evidence !== '' ? inputs.agreedHours : null;
  const span = (weekend: boolean): { from: number; to: number } => agreed ?? (weekend && rule.weekend !== undefined ? rule.weekend : rule);
  const wait = (minute: number, weekend: boolean): number => {
    const { from, to } = span(weekend);
    return minute >= from && minute < to ? 0 : minute < from && from < to ? from - minute : 1440 - minute;
  };
  const inside = (time: number): boolean =>
    zones.every((zone) => {
      const local = localTime(time, zone);
      return wait(local.hour * 60 + local.minute, local.weekend) === 0;
    });
  const shown = (time: number): readonly [number, number] => {
    const { from, to } = span(localTime(time, zones[0] ?? 'UTC').weekend);
    return [from, to];
  };
  return {
    at: (time) => {
      const local = localTime(time, zones[0] ?? 'UTC');
      return { ...facts0(rule), passed: zonesKnown && inside(time), now: local.hour * 60 + local.minute, limit: shown(time), unit: 'hours', days: null, waived: null, last: null };
    },
    freeAt: (time) => {
      if (!zonesKnown) return null;
      let now: number | null = inside(time) ? time : upToMinute(time);
      // zones open one after the other; after a week of trying in turn they never share an hour
      for (let turns = 0; now !== null && turns < 64; turns += 1) {
        if (inside(now)) return now;
        for (const zone of zones) now = now === null ? null : whenOpen(now, zone, 9, wait);
      }
      return now !== null && inside(now) ? now : null;
    },
  };
}

function countJudge(rule: CountRule, inputs: GuardInputs, zones: readonly string[], facts: readonly DialFact[]): Judge {
  const mine = counted(rule, inputs, facts);
  const today = rule.rule === 'daily-attempts' ? inputs.attemptsToday : 0;
  const marker: DialFact = { at: inputs.now, number: 'this', relation: 'self', direction: 'out', connected: false, conversation: false };
  const used = (time: number): number => {
    const found = rule.days === null ? mine.length : mine.reduce((sum, fact) => sum + (isWithin(fact, time, rule.days ?? 1, zones) ? 1 : 0), 0);
    return today > found && isWithin(marker, time, 1, zones) ? today : found;
  };
  const consent = (time: number): boolean => rule.exclusions === true && inputs.consent !== undefined && time >= inputs.consent.from && time <= inputs.consent.until;
  const waived = (time: number): DialCheck['waived'] =>
    rule.waivedInPractice === true && inputs.practice === true ? 'practice-line' : consent(time) ? 'consent' : rule.counts === 'notice' && inputs.purpose !== 'notify' ? 'other-purpose' : null;
  return {
    at: (time) => {
      const now = used(time);
      const over = now >= rule.max;
      return { ...facts0(rule), passed: !over || waived(time) !== null, now, limit: rule.max, unit: 'calls', days: rule.days, waived: over ? waived(time) : null, last: mine.at(-1)?.at ?? null };
    },
    freeAt: (time) => {
      let now = time;
      for (let turns = 0; turns < horizonDays; turns += 1) {
        if (used(now) < rule.max || waived(now) !== null) return now;
        if (rule.days === null || rule.max === 0) return null;
        const next = Math.min(...zones.map((zone) => nextDay(now, zone)));
        now = rule.exclusions === true && inputs.consent !== undefined && inputs.consent.from > now && inputs.consent.from < next ? upToMinute(inputs.consent.from) : next;
      }
      return null;
    },
  };
}

function gapJudge(rule: GapRule, inputs: GuardInputs, facts: readonly DialFact[]): Judge {
  const last = facts.reduce<number | null>(
    (latest, fact) => (fact.direction === 'out' && fact.pending !== true && (rule.per === 'number' ? fact.number === 'this' : isSamePerson(inputs, fact)) ? Math.max(latest ?? 0, fact.at) : latest),
    null,
  );
  const free = last === null ? null : last + rule.minutes * 60_000;
  const over = (time: number): boolean => free !== null && time < free;
  const practice = rule.waivedInPractice === true && inputs.practice === true;
  return {
    at: (time) => ({
      ...facts0(rule),
      passed: !over(time) || practice,
      now: last === null ? null : Math.floor((time - last) / 60_000),
      limit: rule.minutes,
      unit: 'minutes',
      days: null,
      waived: over(time) && practice ? 'practice-line' : null,
      last,
    }),
    freeAt: (time) => (over(time) && !practice && free !== null ? upToMinute(free) : time),
  };
}

function inconvenientJudge(span: { readonly from: number; readonly to: number }, inputs: GuardInputs, zones: readonly string[]): Judge {
  const source = holdSources[inputs.jurisdiction]['inconvenient-time'] ?? 'Fairline';
  const wait = (minute: number): number => (minute >= span.from && minute < span.to ? span.to - minute : 0);
  const clear = (time: number): boolean =>
    zones.every((zone) => {
      const local = localTime(time, zone);
      return wait(local.hour * 60 + local.minute) === 0;
    });
  return {
    at: (time) => ({
      id: 'inconvenient-time',
      rule: 'inconvenient-time',
      passed: clear(time),
      now: null,
      limit: [span.from, span.to],
      unit: 'hours',
      days: null,
      source,
      effective: '',
      law: true,
      waived: null,
      last: null,
    }),
    freeAt: (time) => {
      let now: number | null = time;
      for (let turns = 0; now !== null && turns < 64; turns += 1) {
        if (clear(now)) return now;
        for (const zone of zones) now = now === null ? null : whenOpen(now, zone, 9, wait);
      }
      return null;
    },
  };
}

/** First moment at or after `from` that every judge lets through; null when one never does by itself, or none within two months. */
export function firstFree(judges: Judges, from: number): number | null {
  let now = from;
  for (let turns = 0; turns < 500; turns += 1) {
    let next = now;
    for (const judge of judges.all) {
      const free = judge.freeAt(next);
      if (free === null) return null;
      next = Math.max(next, free);
    }
    if (next === now) return now;
    if (next > from + horizonDays * 86_400_000) return null;
    now = next;
  }
  return null;
}

export const rulesVersion = (inputs: GuardInputs): string => (inputs.policy === undefined ? dialLawVersion : `${dialLawVersion}+${inputs.policy.version}`);
