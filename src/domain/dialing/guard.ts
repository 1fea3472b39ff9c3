/** Stops a call that law or policy forbids, before anything rings. Rules and limits: dial-law.ts. */
import { firstFree, judgesOf, rulesVersion } from './checks.ts';
import type { DialCheck } from './checks.ts';
import { nextDay } from './clock-steps.ts';
import { dialLaw } from './dial-law.ts';
import { guardRules } from './verdict.ts';
import type { DialVerdict, GuardInputs } from './verdict.ts';

interface DialRules {
  /** Minutes after local midnight: first permitted and first no longer permitted. */
  readonly window: readonly [number, number];
  readonly weekend?: readonly [number, number];
  readonly hoursSource: string;
  /** Attempts a person may be dialled in one local day; in China, attempts at one number that nobody answers. */
  readonly attemptsPerDay: number;
  readonly attemptsSource: string;
}

/** What the screens say of a country's rules without a question to the guard. */
export const dialRules: Readonly<Record<GuardInputs['jurisdiction'], DialRules>> = { CN: summary('CN', 'cn-unanswered'), US: summary('US', 'us-day'), UK: summary('UK', 'uk-day') };

function summary(jurisdiction: GuardInputs['jurisdiction'], dayId: string): DialRules {
  const hours = dialLaw.find((rule) => rule.kind === 'hours' && rule.jurisdiction === jurisdiction);
  const day = dialLaw.find((rule) => rule.id === dayId);
  if (hours?.kind !== 'hours' || day?.kind !== 'count') throw new Error(`no hours or daily limit for ${jurisdiction}`);
  return {
    window: [hours.from, hours.to],
    ...(hours.weekend === undefined ? {} : { weekend: [hours.weekend.from, hours.weekend.to] as const }),
    hoursSource: hours.source,
    attemptsPerDay: day.max,
    attemptsSource: day.source,
  };
}

const rank = (check: DialCheck): number => guardRules.indexOf(check.rule);

/** Of several reasons the one that stays longest is named, so that the agent does not come back to the next one. */
export function decideDial(inputs: GuardInputs): DialVerdict {
  const judges = judgesOf(inputs);
  let worst: DialCheck | null = null;
  for (const judge of judges.all) {
    const check = judge.at(inputs.now);
    if (!check.passed && (worst === null || rank(check) < rank(worst))) worst = check;
  }
  if (!judges.zonesKnown && worst !== null && rank(worst) >= guardRules.indexOf('case-recalled'))
    worst = judges.all.map((judge) => judge.at(inputs.now)).find((check) => check.rule === 'permitted-hours') ?? worst;
  if (worst === null) return { kind: 'allow' };
  const stays = firstFree(judges, inputs.now);
  return { kind: 'block', rule: worst.rule, until: stays, source: worst.source, ...(worst.effective === '' ? {} : { effective: worst.effective }), version: rulesVersion(inputs) };
}

/**
 * Epoch ms of the first whole minute, from now on, that every rule lets through as far as is known; null when there is none: a hold that
 * a person must lift, zones that share no hour, or only after the recall. With `anotherDay` the local date must have changed in every zone.
 */
export function nextLawfulMinute(inputs: GuardInputs, anotherDay = false): number | null {
  const judges = judgesOf(inputs);
  if (!judges.zonesKnown) return null;
  const from = anotherDay ? Math.max(...inputs.timeZones.map((zone) => nextDay(inputs.now, zone))) : inputs.now;
  return firstFree(judges, from);
}
