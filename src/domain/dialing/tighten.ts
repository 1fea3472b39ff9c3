/** A tenant's and a client's own values over the built-in rules. Law is only ever made stricter; the product's defaults are theirs to set. */
import type { CountRule, DialRule, GapRule, HoursRule } from './dial-law.ts';
import type { DialPolicy, Tightening } from './verdict.ts';

/** The rules with every fitting change applied, in the order given. A change for an unknown id, or one that is not a sane number, does nothing. */
export function tighten(rules: readonly DialRule[], policy: DialPolicy | undefined): readonly DialRule[] {
  if (policy === undefined || policy.changes.length === 0) return rules;
  return rules.map((rule) => policy.changes.reduce((now, change) => (change.id === rule.id ? changed(now, change) : now), rule));
}

const sane = (value: number | undefined, most: number): number | null => (value !== undefined && Number.isFinite(value) && value >= 0 && value <= most ? Math.floor(value) : null);

function changed(rule: DialRule, change: Tightening): DialRule {
  const next = rule.kind === 'hours' ? hours(rule, change) : rule.kind === 'count' ? count(rule, change) : gap(rule, change);
  return next === rule || change.source === undefined ? next : { ...next, source: `${rule.source}; ${change.source}` };
}

function hours(rule: HoursRule, change: Tightening): HoursRule {
  const from = sane(change.from, 1440);
  const to = sane(change.to, 1440);
  if (from === null && to === null) return rule;
  const narrow = (span: { from: number; to: number }): { from: number; to: number } =>
    rule.law ? { from: Math.max(span.from, from ?? 0), to: Math.min(span.to, to ?? 1440) } : { from: from ?? span.from, to: to ?? span.to };
  return { ...rule, ...narrow(rule), ...(rule.weekend === undefined ? {} : { weekend: narrow(rule.weekend) }) };
}

function count(rule: CountRule, change: Tightening): CountRule {
  const max = sane(change.max, 1_000);
  const days = rule.days === null ? null : sane(change.days, 366);
  if (max === null && days === null) return rule;
  return {
    ...rule,
    max: max === null ? rule.max : rule.law ? Math.min(rule.max, max) : max,
    days: days === null || rule.days === null ? rule.days : Math.max(1, rule.law ? Math.max(rule.days, days) : days),
  };
}

function gap(rule: GapRule, change: Tightening): GapRule {
  const minutes = sane(change.minutes, 7 * 1440);
  return minutes === null ? rule : { ...rule, minutes: rule.law ? Math.max(rule.minutes, minutes) : minutes };
}
