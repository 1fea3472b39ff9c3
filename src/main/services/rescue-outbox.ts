/** Takes unsent work out of a damaged database, as far as it can be read, into the fresh one. */
import { activity as activitySchema } from '../../contract/schemas.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import { openForRescue } from '../storage/open-database.ts';
import type { DeskDatabase } from '../storage/open-database.ts';

/** Returns how many activities were rescued; rows that cannot be read are left where they are, in the file kept aside. */
export function rescueOutbox(damagedFile: string, key: Buffer, database: DeskDatabase, activities: ActivityRepository, now: number): number {
  const damaged = openForRescue(damagedFile, key);
  if (damaged === null) return 0;
  let rescued = 0;
  try {
    const rows = damaged.prepare<[], { json: string }>('SELECT a.json FROM outbox o JOIN activities a ON a.id = o.activity_id ORDER BY o.clock').iterate();
    for (const row of rows) {
      const parsed = activitySchema.safeParse(JSON.parse(row.json));
      if (!parsed.success) continue;
      database.transaction(() => activities.append(parsed.data, now))();
      rescued += 1;
    }
  } catch {
    return rescued; // a page that cannot be read ends the rescue; the file stays for a person to look at
  } finally {
    damaged.close();
  }
  return rescued;
}
