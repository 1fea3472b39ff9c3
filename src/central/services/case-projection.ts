/** What one wrap-up does to its case. Pure; the clock decides, so that order of arrival does not matter. */
import type { CaseStatus } from '../../domain/case/case.ts';
import type { Activity } from '../../domain/sync/activity.ts';
import { lastingStatuses, statusAfter } from '../../domain/case/status-after.ts';

export interface WorkState {
  readonly status: CaseStatus;
  readonly nextAction: string | null;
  readonly nextActionAt: string | null;
  /** Clock of the activity that last set these, or null. */
  readonly workClock: string | null;
}

/** The same object when nothing changes. */
export function projectActivity(state: WorkState, activity: Activity): WorkState {
  const { body } = activity;
  if (body.kind !== 'wrap-up') return state;
  const status = statusAfter(state.status, body.disposition);
  const late = state.workClock !== null && activity.clock <= state.workClock;
  // A complaint is not lost because a later wrap-up came first.
  if (late) return status === 'complaint' && !lastingStatuses.includes(state.status) ? { ...state, status } : state;
  return { status, nextAction: body.nextAction, nextActionAt: body.nextActionAt, workClock: activity.clock };
}
