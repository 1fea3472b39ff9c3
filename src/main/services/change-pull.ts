/** Brings the centre's changes to the desk by cursor, page by page; a cut in the middle goes on with the next page. */
import { z } from 'zod';
import { change as changeSchema } from '../../contract/central/central-contract.ts';
import type { Case } from '../../domain/case/case.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import type { MetaRepository } from '../storage/meta-repository.ts';
import type { DeskDatabase } from '../storage/open-database.ts';
import type { CentralClient } from './central-client.ts';
import type { SessionService } from './session-service.ts';
import { WithdrawnCases } from './withdrawn-cases.ts';

const pageSize = 200;
const changesPage = z.object({ changes: z.array(changeSchema), cursor: z.number().int(), more: z.boolean(), remaining: z.number().int() });

export class ChangePull {
  readonly #database;
  readonly #cases;
  readonly #activities;
  readonly #meta;
  readonly #session;
  readonly #central;
  readonly #withdrawn;

  constructor(parts: { database: DeskDatabase; cases: CaseRepository; activities: ActivityRepository; meta: MetaRepository; session: SessionService; central: CentralClient; now: () => number }) {
    this.#database = parts.database;
    this.#cases = parts.cases;
    this.#activities = parts.activities;
    this.#meta = parts.meta;
    this.#session = parts.session;
    this.#central = parts.central;
    this.#withdrawn = new WithdrawnCases(parts);
  }

  /** `progress` is called after each page that brought something, with what is known of the whole; null when there is only this page. */
  async drain(progress: (pull: { readonly done: number; readonly total: number } | null) => void): Promise<void> {
    const { token } = this.#session;
    this.#withdrawn.purge();
    for (let done = 0; ; ) {
      const cursor = Number(this.#meta.get('cursor') ?? '0');
      const page = changesPage.parse(await this.#central.sync.changes({ cursor, limit: pageSize }));
      // somebody else's cases must not come in behind a sign-out
      if (this.#session.token !== token) return;
      if (page.more && page.cursor === cursor) throw new Error('the centre sends the same page again and again');
      this.#database.transaction(() => {
        for (const one of page.changes) {
          if (one.kind === 'case-removed') this.#withdrawn.take(one.caseId);
          else {
            this.#withdrawn.giveBack(one.case.id);
            this.#cases.save(this.#merged(one.case));
          }
        }
        this.#meta.set('cursor', String(page.cursor));
      })();
      done += page.changes.length;
      if (page.changes.length > 0) progress(page.more || done > pageSize ? { done, total: done + page.remaining } : null);
      if (!page.more) return;
    }
  }

  /** What the agent decided and the centre does not know yet stays as it is on the desk. */
  #merged(fromCentre: Case): Case {
    const own = this.#activities.hasUnsent(fromCentre.id, 'wrap-up') ? this.#cases.get(fromCentre.id) : null;
    return own === null ? fromCentre : { ...fromCentre, status: own.status, nextAction: own.nextAction, nextActionAt: own.nextActionAt };
  }
}
