/** From the draft to what is stored, and every reason why it may not be stored yet. */
import type { z } from 'zod';
import type { wrapUp } from '../../../../contract/schemas.ts';
import type { Bucket } from '../../../../domain/case/case.ts';
import type { DispositionCode } from '../../../../domain/case/disposition.ts';
import { promiseProblems } from '../../../../domain/case/promise-to-pay.ts';
import type { PromiseProblem, PromiseToPay } from '../../../../domain/case/promise-to-pay.ts';
import { parseAmount } from '../words/format.ts';
import type { WrapDraft } from './wrap-draft.ts';

export interface WrapContext {
  readonly currency: string;
  readonly balanceMinor: number;
  readonly bucket: Bucket /** The customer's local date. */;
  readonly today: string;
}
export interface WrapProblems {
  readonly result: boolean;
  readonly promise: readonly PromiseProblem[];
  readonly callbackTime: boolean;
}

export const carriesPromise = (code: DispositionCode | null): boolean => code === 'PTP' || code === 'PTP_PART';

/** Unreadable amounts become 0 and missing days the year 0, which promiseProblems then names. */
export function promiseOf(draft: WrapDraft, currency: string): PromiseToPay {
  const parts = draft.disposition === 'PTP' ? draft.parts.slice(0, 1) : draft.parts;
  return {
    currency,
    readBack: draft.readBack,
    instalments: parts.map((one) => ({ amountMinor: parseAmount(one.amount) ?? 0, dueOn: /^\d{4}-\d{2}-\d{2}$/.test(one.date) ? one.date : '0000-01-01' })),
  };
}

export function wrapProblems(draft: WrapDraft, context: WrapContext): WrapProblems {
  const promise = carriesPromise(draft.disposition) ? promiseProblems(promiseOf(draft, context.currency), context.balanceMinor, context.bucket, context.today) : [];
  return { result: draft.disposition === null, promise, callbackTime: draft.disposition === 'CALLBACK' && draft.nextDate === '' };
}

export const mayStore = (problems: WrapProblems): boolean => !problems.result && problems.promise.length === 0 && !problems.callbackTime;

/** The day and time of the next step as the desk's own clock means it. */
function nextInstant(draft: WrapDraft): string | null {
  if (draft.nextDate === '') return null;
  const at = new Date(`${draft.nextDate}T${/^([01]\d|2[0-3]):[0-5]\d$/.test(draft.nextTime) ? draft.nextTime : '10:00'}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Throws when the draft has no result: ask wrapProblems first. */
export function wrapUpOf(draft: WrapDraft, currency: string): z.infer<typeof wrapUp> {
  if (draft.disposition === null) throw new Error('a wrap-up needs a result');
  return {
    callId: draft.callId,
    disposition: draft.disposition,
    party: draft.party,
    note: draft.note.trim(),
    promise: carriesPromise(draft.disposition) ? { ...promiseOf(draft, currency), instalments: [...promiseOf(draft, currency).instalments] } : null,
    nextAction: draft.nextAction.trim() === '' ? null : draft.nextAction.trim(),
    nextActionAt: nextInstant(draft),
  };
}
