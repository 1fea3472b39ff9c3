/** How the practice agent wraps up with each customer: a fitting result, a lawful promise. */
import type { Case } from '../../src/domain/case/case.ts';
import { promiseHorizonDays } from '../../src/domain/case/promise-to-pay.ts';
import { localTime } from '../../src/domain/dialing/local-time.ts';
import type { CustomerProfile } from '../../src/practice/customer-profile.ts';
import type { WrapUpWords } from './desk-page.ts';

export function planWrapUp(customer: CustomerProfile, answered: boolean, one: Case): WrapUpWords {
  const none = { promise: null, nextAction: null } as const;
  if (!answered) return { ...none, party: null, code: 'NOT_REACHED', note: 'Not reached.' };
  switch (customer.id.slice(3)) {
    case 'cooperative':
      return { party: 'right', code: 'PTP', promise: promise(one), note: 'Agrees to pay. Amount and date read back.', nextAction: 'Check the payment' };
    case 'hardship':
      return { ...none, party: 'right', code: 'NO_ABILITY', note: 'Lost their job, asks for smaller amounts.' };
    case 'dispute':
      return { ...none, party: 'right', code: 'DISPUTE', note: 'Says the debt is not theirs. Papers by post.' };
    case 'stop-calls':
      return { ...none, party: 'right', code: 'COMPLAINT', note: 'Asks for no more calls. Letters only.' };
    case 'angry':
      return { ...none, party: 'right', code: 'COMPLAINT', note: 'Will complain.' };
    case 'family':
      return { ...none, party: 'third', code: 'RELAYED', note: 'A relative takes the message, nothing was disclosed.' };
    default:
      return { ...none, party: null, code: 'NOT_REACHED', note: 'Voicemail; left no message.' };
  }
}

function promise(one: Case): { amount: string; date: string } {
  const today = localTime(Date.now(), one.debtor.timeZones[0] ?? 'UTC').date;
  const day = new Date(Date.parse(`${today}T12:00:00Z`) + Math.min(2, promiseHorizonDays(one.bucket)) * 86_400_000).toISOString().slice(0, 10);
  return { amount: (Math.floor(one.balanceMinor / 2) / 100).toFixed(2), date: day };
}
