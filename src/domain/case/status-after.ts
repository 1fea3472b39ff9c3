/** What a wrap-up's result makes of the case (compliance pack section 4.2); the same on the desk and at the centre. */
import type { CaseStatus } from './case.ts';
import type { DispositionCode } from './disposition.ts';

/** Only the centre's own procedures lead out of these: a complaint is closed by a person, not by the next call. */
export const lastingStatuses: readonly CaseStatus[] = ['complaint', 'settled', 'returned'];

export function statusAfter(before: CaseStatus, disposition: DispositionCode): CaseStatus {
  return lastingStatuses.includes(before) ? before : (leadsTo(disposition) ?? before);
}

/** Null leaves the status as it is. */
function leadsTo(disposition: DispositionCode): CaseStatus | null {
  switch (disposition) {
    case 'PTP':
    case 'PTP_PART':
      return 'promised';
    case 'NO_ABILITY':
    case 'NEGOTIATE':
    case 'PAID_CLAIM':
    case 'RTP':
      return 'negotiating';
    case 'COMPLAINT':
      return 'complaint';
    case 'DISPUTE':
    case 'FRAUD':
    case 'DECEASED':
      return 'held';
    case 'CALLBACK':
    case 'RELAYED':
    case 'NO_RELAY':
    case 'THIRD_PAY':
    case 'WRONG':
    case 'LOST':
    case 'NOT_REACHED':
      return null;
    default:
      throw new Error(`unknown disposition: ${String(disposition satisfies never)}`);
  }
}
