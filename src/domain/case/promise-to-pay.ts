/** Promise to pay (compliance pack section 4.3): after right-party contact only, at most the balance, within the horizon. */
import type { Bucket } from './case.ts';

export interface Instalment {
  readonly amountMinor: number;
  /** ISO date in the customer's calendar. */
  readonly dueOn: string;
}

export interface PromiseToPay {
  readonly currency: string;
  readonly instalments: readonly Instalment[];
  /** The agent read amount and date back and the customer agreed (required statement R08). */
  readonly readBack: boolean;
}

export type PromiseProblem = 'no-instalment' | 'amount-not-positive' | 'over-balance' | 'in-the-past' | 'beyond-horizon' | 'not-read-back';

/** Days from today within which the first payment must fall: M0 3, M1 7, later 10. */
export function promiseHorizonDays(bucket: Bucket): number {
  if (bucket === 'C' || bucket === 'M0') return 3;
  return bucket === 'M1' ? 7 : 10;
}

/** Days between two ISO dates, b minus a. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000);
}

/** Every reason this promise may not be stored; empty when it may. `today` is the customer's local date. */
export function promiseProblems(promise: PromiseToPay, balanceMinor: number, bucket: Bucket, today: string): readonly PromiseProblem[] {
  const found = new Set<PromiseProblem>();
  const first = promise.instalments[0];
  if (first === undefined) found.add('no-instalment');
  let total = 0;
  for (const one of promise.instalments) {
    if (!Number.isSafeInteger(one.amountMinor) || one.amountMinor <= 0) found.add('amount-not-positive');
    if (!(daysBetween(today, one.dueOn) >= 0)) found.add('in-the-past');
    total += one.amountMinor;
  }
  if (total > balanceMinor) found.add('over-balance');
  if (first !== undefined && daysBetween(today, first.dueOn) > promiseHorizonDays(bucket)) found.add('beyond-horizon');
  if (!promise.readBack) found.add('not-read-back');
  return [...found];
}
