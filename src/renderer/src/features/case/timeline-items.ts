/** The case's history as rows: newest first, the clock of an activity gives its time. */
import type { Activity } from '../../../../domain/sync/activity.ts';

export type TimelineFilter = 'all' | 'calls' | 'results' | 'flags';

/** Epoch milliseconds at the front of a hybrid logical clock. */
export const timeOf = (activity: Activity): number => Number(activity.clock.slice(0, 13));

function fits(activity: Activity, filter: TimelineFilter): boolean {
  const { body } = activity;
  if (body.kind === 'dial-verdict' && body.verdict.kind === 'allow') return false;
  if (filter === 'all') return true;
  if (filter === 'calls') return body.kind === 'call' || body.kind === 'dial-verdict';
  if (filter === 'results') return body.kind === 'wrap-up';
  return body.kind === 'flag';
}

export function timelineItems(activities: readonly Activity[], filter: TimelineFilter): readonly Activity[] {
  return activities.filter((one) => fits(one, filter)).toSorted((a, b) => (a.clock < b.clock ? 1 : a.clock > b.clock ? -1 : 0));
}

/** Calls and answered calls of the last seven days. */
export function weekOfCalls(activities: readonly Activity[], now: number): { calls: number; answered: number } {
  const recent = activities.flatMap((one) => (one.body.kind === 'call' && now - one.body.startedAt < 7 * 86_400_000 ? [one.body] : []));
  return { calls: recent.length, answered: recent.filter((call) => call.answeredAt !== null).length };
}
