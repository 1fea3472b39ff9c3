/** What was done in which case, kept in memory for the queue: the log is only added to, so each look reads what came since the last. */
import type { Case } from '../../domain/case/case.ts';
import type { Activity } from '../../domain/sync/activity.ts';
import { readClock } from '../../domain/sync/clock.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';

const kinds = ['dial-verdict', 'call', 'wrap-up'] as const;
const nothing: readonly Activity[] = [];

export class WorkedCases {
  readonly #activities: ActivityRepository;
  readonly #byCase = new Map<string, Map<string, Activity>>();
  readonly #known = new Set<string>();
  #seenMs = 0;
  constructor(activities: ActivityRepository) {
    this.#activities = activities;
  }

  /** Reads on for these cases. Cases that were not asked for before are read from their beginning. */
  catchUp(cases: readonly Case[]): void {
    const fresh = cases.filter((one) => !this.#known.has(one.id)).map((one) => one.id);
    const from = this.#seenMs;
    if (fresh.length > 0) this.#read(fresh, 0);
    for (const id of fresh) this.#known.add(id);
    if (this.#known.size > fresh.length) this.#read([...this.#known], from);
  }

  /** Verdicts, calls without their words, and wrap-ups, in order; empty for a case nobody worked. */
  of(caseId: string): readonly Activity[] {
    const found = this.#byCase.get(caseId);
    return found === undefined ? nothing : [...found.values()];
  }

  #read(ids: readonly string[], sinceMs: number): void {
    const read = kinds.flatMap((kind) => this.#activities.ofKindSince(ids, kind, sinceMs)).toSorted((a, b) => (a.clock < b.clock ? -1 : 1));
    for (const activity of read) {
      const log = this.#byCase.get(activity.caseId) ?? new Map<string, Activity>();
      if (!log.has(activity.id)) log.set(activity.id, activity.body.kind === 'call' ? { ...activity, body: { ...activity.body, transcript: [] } } : activity);
      this.#byCase.set(activity.caseId, log);
      this.#seenMs = Math.max(this.#seenMs, readClock(activity.clock).ms);
    }
  }
}
