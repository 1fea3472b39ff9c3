/** Everything the guard looked at for one question, for the screen that says why. */
import { firstFree, judgesOf, rulesVersion } from './checks.ts';
import type { DialCheck } from './checks.ts';
import { decideDial } from './guard.ts';
import { guardRules } from './verdict.ts';
import type { DialVerdict, GuardInputs, GuardRule } from './verdict.ts';

export interface DialExplanation {
  readonly verdict: DialVerdict;
  /** What did not pass first, then by how long it stays. Never two that look alike: the stricter of two equal counts comes first. */
  readonly checks: readonly DialCheck[];
  readonly until: number | null;
  readonly version: string;
  /** When the centre last said what others did; null: only this desk's own calls are known. */
  readonly countersAsOf: number | null;
}

export function explainDial(inputs: GuardInputs): DialExplanation {
  const judges = judgesOf(inputs);
  const found = judges.all.map((judge) => judge.at(inputs.now));
  const held = found.some((check) => check.rule.startsWith('hold-'));
  const none: readonly DialCheck[] = held
    ? []
    : [{ id: 'holds', rule: 'hold-do-not-contact', passed: true, now: null, limit: null, unit: 'state', days: null, source: '', effective: '', law: true, waived: null, last: null }];
  const checks = [...found, ...none].toSorted((a, b) => Number(a.passed) - Number(b.passed) || guardRules.indexOf(a.rule) - guardRules.indexOf(b.rule));
  return { verdict: decideDial(inputs), checks, until: firstFree(judges, inputs.now), version: rulesVersion(inputs), countersAsOf: inputs.elsewhere?.asOf ?? null };
}

/** Soon enough to be planned for today or tomorrow. */
const soonMs = 24 * 3_600_000;

/** Where a case stands in the queue, and why it is not in it now. `plannedAt`: epoch ms of the next planned step. */
export function queuePlace(inputs: GuardInputs, plannedAt: number | null): { readonly group: 'now' | 'later' | 'not-now'; readonly until: number | null; readonly rule: GuardRule | null } {
  const verdict = decideDial(inputs);
  if (verdict.kind === 'allow') return { group: plannedAt !== null && plannedAt > inputs.now + 60_000 ? 'later' : 'now', until: null, rule: null };
  return { group: verdict.until !== null && verdict.until - inputs.now < soonMs ? 'later' : 'not-now', until: verdict.until, rule: verdict.rule };
}
