/** Brings the outbox to the centre in batches, in the order things happened. One bad item holds up nobody else. */
import { z } from 'zod';
import { protocolVersion } from '../../contract/central/central-contract.ts';
import { receipt as receiptSchema } from '../../contract/schemas.ts';
import type { Activity } from '../../domain/sync/activity.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { DeskDatabase } from '../storage/open-database.ts';
import { failureOf, reasonOf, statusOf } from './central-client.ts';
import type { CentralClient } from './central-client.ts';

const batchSize = 100;
/** So often may the centre fail at a batch before one item of it is suspected. */
const patience = 3;
const receiptsPage = z.object({ receipts: z.array(receiptSchema) });

export class OutboxPush {
  readonly #database;
  readonly #activities;
  readonly #central;
  #failures = 0;

  constructor(parts: { database: DeskDatabase; activities: ActivityRepository; central: CentralClient }) {
    this.#database = parts.database;
    this.#activities = parts.activities;
    this.#central = parts.central;
  }

  /** Returns when nothing waits any more; `progress` is called after each batch. Throws what kept the centre from taking it. */
  async drain(progress: () => void): Promise<void> {
    for (let batch = this.#activities.waiting(batchSize); batch.length > 0; batch = this.#activities.waiting(batchSize)) {
      await this.#send(batch);
      progress();
    }
  }

  async #send(batch: readonly Activity[]): Promise<void> {
    try {
      await this.#ingest(batch);
      this.#failures = 0;
    } catch (error) {
      this.#activities.noteFailure(
        batch.map((one) => one.id),
        reasonOf(error),
      );
      if (failureOf(error) === 'refused') {
        const [only] = batch;
        if (batch.length === 1 && only !== undefined) this.#activities.setAside(only.id, reasonOf(error));
        else for (const one of batch) await this.#send([one]);
        return;
      }
      if (!isCentreFault(error) || batch.length === 1) throw error;
      this.#failures += 1;
      if (this.#failures < patience) throw error;
      await this.#suspect(batch);
    }
  }

  /** The centre keeps failing at this batch: is it the first item, or is it the centre? The last item tells. */
  async #suspect(batch: readonly Activity[]): Promise<void> {
    const [first] = batch;
    const last = batch.at(-1);
    if (first === undefined || last === undefined) return;
    try {
      await this.#ingest([first]);
    } catch (error) {
      if (!isCentreFault(error)) throw error;
      await this.#ingest([last]);
      this.#activities.setAside(first.id, reasonOf(error));
    }
  }

  async #ingest(batch: readonly Activity[]): Promise<void> {
    const answer = receiptsPage.parse(await this.#central.sync.ingest({ protocol: protocolVersion, activities: [...batch] }));
    const sent = new Set(batch.map((one) => one.id));
    this.#database.transaction(() => {
      for (const one of answer.receipts) {
        if (!sent.delete(one.activityId)) continue;
        if (one.status === 'rejected') this.#activities.setAside(one.activityId, one.reason ?? 'rejected');
        else this.#activities.confirm(one.activityId, one.status, one.receivedAt);
      }
      for (const missing of sent) this.#activities.setAside(missing, 'no receipt');
    })();
  }
}

/** It answered, and the answer is that something is wrong with itself. */
export function isCentreFault(error: unknown): boolean {
  return (statusOf(error) ?? 0) >= 500;
}
