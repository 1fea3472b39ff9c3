/** What one wrap-up does to its case. Pure; the clock decides, so that order of arrival does not matter. */
import type { CaseStatus } from '../../domain/case/case.ts';
import type { Activity } from '../../domain/sync/activity.ts';
import type { DispositionCode } from '../../domain/case/disposition.ts';

export interface WorkState {
  readonly status: CaseStatus;
  readonly nextAction: string | null;
  readonly nextActionAt: string | null;
  /** Clock of the activity that last set these, or null. */
  readonly workClock: string | null;
}

/** Only the centre's own procedures lead out of these: a complaint is closed by a person, not by the next call. */
const final: readonly CaseStatus[] = ['complaint', 'settled', 'returned'];

/** Compliance pack section 4.2; null leaves the status as it is. */
export function statusAfter(disposition: DispositionCode): CaseStatus | null {
  switch (disposition) {
    case 'PTP': case 'PTP_PART': return 'promised';
    case 'NO_ABILITY': case 'NEGOTIATE': case 'PAID_CLAIM': case 'RTP': return 'negotiating';
    case 'COMPLAINT': return 'complaint';
    case 'DISPUTE': case 'FRAUD': case 'DECEASED': return 'held';
    case 'CALLBACK': case 'RELAYED': case 'NO_RELAY': case 'THIRD_PAY': case 'WRONG': case 'LOST': case 'NOT_REACHED': return null;
    default: throw new Error(`unknown disposition: ${String(disposition satisfies never)}`);
  }
}

/** The same object when nothing changes. */
export function projectActivity(state: WorkState, activity: Activity): WorkState {
  const { body } = activity;
  if (body.kind !== 'wrap-up') return state;
  const status = statusAfter(body.disposition);
  const late = state.workClock !== null && activity.clock <= state.workClock;
  // A complaint is not lost because a later wrap-up came first.
  if (late) return status === 'complaint' && !final.includes(state.status) ? { ...state, status } : state;
  return { status: status === null || final.includes(state.status) ? state.status : status, nextAction: body.nextAction, nextActionAt: body.nextActionAt, workClock: activity.clock };
}
