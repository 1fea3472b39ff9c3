/** Which of the calls on record a rule counts, and on which calendar days they were where the person may live. */
import { dayNumber } from './clock-steps.ts';
import type { CountRule } from './dial-law.ts';
import { localTime } from './local-time.ts';
import type { DialFact, GuardInputs } from './verdict.ts';

/** Everything known, own and elsewhere. A fact from a clock that is ahead counts as of now: it never opens a line early. */
export function factsOf(inputs: GuardInputs): readonly DialFact[] {
  const all = inputs.elsewhere === undefined ? (inputs.history ?? []) : [...(inputs.history ?? []), ...inputs.elsewhere.facts];
  return all.some((fact) => fact.at > inputs.now) ? all.map((fact) => (fact.at > inputs.now ? { ...fact, at: inputs.now } : fact)) : all;
}

/** Facts of this rule, oldest first. */
export function counted(rule: CountRule, inputs: GuardInputs, facts: readonly DialFact[]): readonly DialFact[] {
  return facts.filter((fact) => isSubject(rule, inputs, fact) && isKind(rule, fact)).toSorted((a, b) => a.at - b.at);
}

function isSubject(rule: CountRule, inputs: GuardInputs, fact: DialFact): boolean {
  if (rule.per === 'number') return fact.number === 'this';
  if (rule.per === 'debtor') return fact.relation === 'self';
  if (rule.per === 'person-debt' && fact.debt === 'other') return false;
  return isSamePerson(inputs, fact);
}

export function isSamePerson(inputs: GuardInputs, fact: DialFact): boolean {
  return inputs.relation === 'third' ? fact.number === 'this' : fact.relation === 'self';
}

function isKind(rule: CountRule, fact: DialFact): boolean {
  if (rule.phoneTypes !== undefined && fact.phoneType !== undefined && !rule.phoneTypes.includes(fact.phoneType)) return false;
  const professional = fact.notCounted === 'attorney' || fact.notCounted === 'creditor';
  if (rule.exclusions === true && (professional || (rule.counts === 'attempt' && (fact.reached === false || fact.notCounted !== undefined)))) return false;
  switch (rule.counts) {
    case 'attempt':
      return fact.direction === 'out';
    case 'reached':
      return fact.direction === 'out' && fact.reached !== false;
    case 'unanswered':
      return fact.direction === 'out' && !fact.connected;
    case 'connected':
      return fact.direction === 'out' && fact.connected;
    case 'notice':
      return fact.direction === 'out' && fact.connected && fact.purpose === 'notify';
    case 'conversation':
      return fact.conversation;
    case 'effective':
      return fact.conversation && fact.purpose !== 'notify' && (fact.talkMs === undefined || fact.talkMs > (rule.overMs ?? 0));
    default:
      throw new Error(`unknown count: ${String(rule.counts satisfies never)}`);
  }
}

const dayThere = (at: number, zone: string): number => dayNumber(localTime(at, zone).date);

/** Is the fact on one of the last `days` calendar days at `at`, in any zone where the person may be? */
export function isWithin(fact: DialFact, at: number, days: number, zones: readonly string[]): boolean {
  // far enough away for any calendar: a day has at most 25 hours
  if (at - fact.at > (days + 1) * 90_000_000) return false;
  return zones.some((zone) => dayThere(at, zone) - dayThere(fact.at, zone) < days);
}
