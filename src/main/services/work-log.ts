/** Writes what the agent did: one activity, its outbox row and the changed case, in one transaction. */
import { v7 as uuidv7 } from 'uuid';
import type { CaseId } from '../../domain/case/case.ts';
import { nextClock } from '../../domain/sync/clock.ts';
import type { Activity, ActivityBody } from '../../domain/sync/activity.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';
import type { DeskDatabase } from '../storage/open-database.ts';

export class WorkLog {
  readonly #database;
  readonly #activities;
  readonly #meta;
  readonly #now;
  readonly #written: () => void;
  readonly deskId: string;

  /** `written` is called after each commit, so that sync may start at once. */
  constructor(parts: { database: DeskDatabase; activities: ActivityRepository; meta: MetaRepository; deskId: string; now: () => number; written: () => void }) {
    this.#database = parts.database;
    this.#activities = parts.activities;
    this.#meta = parts.meta;
    this.#now = parts.now;
    this.#written = parts.written;
    this.deskId = parts.deskId;
  }

  /** `also` runs in the same transaction, after the activities are in. Returns them in order. */
  append(actor: string, caseId: CaseId, bodies: readonly ActivityBody[], also?: (activities: readonly Activity[]) => void): readonly Activity[] {
    const activities = this.#database.transaction(() => {
      const done = bodies.map((body): Activity => {
        const clock = nextClock(this.#meta.get('clock'), this.#now(), this.deskId);
        this.#meta.set('clock', clock);
        const activity: Activity = { id: uuidv7(), caseId, clock, actor, deskId: this.deskId, body };
        this.#activities.append(activity, this.#now());
        return activity;
      });
      also?.(done);
      return done;
    })();
    this.#written();
    return activities;
  }
}
