/** Cases that the centre took away. One whose call is not wrapped up yet stays until it is: nothing said or promised in it may be lost. */
import type { CaseId } from '../../domain/case/case.ts';
import { readClock } from '../../domain/sync/clock.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';

/** Longer than any call with its wrap-up. */
const longestMs = 2 * 3_600_000;
const name = 'withdrawn';

export class WithdrawnCases {
  readonly #cases;
  readonly #activities;
  readonly #meta;
  readonly #now;
  constructor(parts: { cases: CaseRepository; activities: ActivityRepository; meta: MetaRepository; now: () => number }) {
    this.#cases = parts.cases;
    this.#activities = parts.activities;
    this.#meta = parts.meta;
    this.#now = parts.now;
  }

  /** Purges the case, or marks it returned (the guard then dials it no more) until its call is done. The caller holds the transaction. */
  take(caseId: CaseId): void {
    const one = this.#cases.get(caseId);
    if (one === null) return;
    if (!this.#busy(caseId)) {
      this.#cases.remove(caseId);
      return;
    }
    this.#cases.save({ ...one, status: 'returned' });
    this.#keep([...this.#waiting().filter((id) => id !== caseId), caseId]);
  }

  /** It was assigned to this desk again. */
  giveBack(caseId: CaseId): void {
    const waiting = this.#waiting();
    if (waiting.includes(caseId)) this.#keep(waiting.filter((id) => id !== caseId));
  }

  /** Purges those whose call is done by now. */
  purge(): void {
    const waiting = this.#waiting();
    const still = waiting.filter((id) => this.#busy(id));
    if (still.length === waiting.length) return;
    for (const id of waiting) if (!still.includes(id)) this.#cases.remove(id);
    this.#keep(still);
  }

  /** A call was allowed lately and no wrap-up came after it. */
  #busy(caseId: string): boolean {
    const verdict = this.#activities.latest(caseId, 'dial-verdict');
    if (verdict?.body.kind !== 'dial-verdict' || verdict.body.verdict.kind !== 'allow' || this.#now() - readClock(verdict.clock).ms > longestMs) return false;
    return (this.#activities.latest(caseId, 'wrap-up')?.clock ?? '') < verdict.clock;
  }

  #waiting(): readonly string[] {
    return (this.#meta.get(name) ?? '').split(' ').filter((id) => id !== '');
  }
  #keep(ids: readonly string[]): void {
    if (ids.length === 0) this.#meta.remove(name);
    else this.#meta.set(name, ids.join(' '));
  }
}
