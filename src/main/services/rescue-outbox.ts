/** Takes an agent's work out of a damaged database, as far as it can be read, into the fresh one. Cases come again from the centre. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { activity as activitySchema } from '../../contract/schemas.ts';
import type { Activity } from '../../domain/sync/activity.ts';
import { ActivityRepository } from '../storage/activity-repository.ts';
import { MetaRepository } from '../storage/meta-repository.ts';
import { openForRescue } from '../storage/open-database.ts';
import type { DeskDatabase } from '../storage/open-database.ts';

/** `keptAside` is the damaged file; of the activities saved from it, `unsent` wait for the centre. */
export interface Rescued {
  readonly keptAside: string;
  readonly activities: number;
  readonly unsent: number;
  readonly recordings: number;
}

/** Read from both ends, so that one broken page hides only what is on it. */
const idSources = ['SELECT activity_id AS id FROM outbox', 'SELECT id FROM activities'].flatMap((sql) => [`${sql} ORDER BY 1`, `${sql} ORDER BY 1 DESC`]);
const copied = ['recordings', 'drafts', 'live_utterances', 'live_flags'] as const;
/** Where the pull and the sync stood is not true of a fresh database. */
const forgotten = new Set(['cursor', 'last-sync']);

/**
 * Rescues each damaged file beside `file` once, the newest first, also when an earlier start was cut off before it could.
 * What cannot be read is left where it is, in the file kept aside.
 */
export function rescueOutbox(file: string, key: Buffer, database: DeskDatabase, now: number): readonly Rescued[] {
  const damaged = readdirSync(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.damaged-`) && !/-(?:wal|shm)$/.test(name))
    .sort()
    .reverse();
  const meta = new MetaRepository(database);
  const found: Rescued[] = [];
  for (const name of damaged) {
    if (meta.get(`rescued ${name}`) !== null) continue;
    found.push(
      database.transaction(() => {
        meta.set(`rescued ${name}`, String(now));
        return rescueOne(join(dirname(file), name), key, database, now);
      })(),
    );
  }
  return found;
}

function rescueOne(damagedFile: string, key: Buffer, database: DeskDatabase, now: number): Rescued {
  const damaged = openForRescue(damagedFile, key);
  if (damaged === null) return { keptAside: damagedFile, activities: 0, unsent: 0, recordings: 0 };
  try {
    const count = (sql: string): number => database.prepare<[], { n: number }>(sql).get()?.n ?? 0;
    const recordings = (): number => count("SELECT count(*) AS n FROM recordings WHERE upload <> 'done'");
    const before = { unsent: count('SELECT count(*) AS n FROM outbox'), recordings: recordings() };
    for (const name of copied) copyRows(damaged, database, name);
    const activities = rescueActivities(damaged, database, now);
    rescueMeta(damaged, new MetaRepository(database), activities);
    return { keptAside: damagedFile, activities: activities.length, unsent: count('SELECT count(*) AS n FROM outbox') - before.unsent, recordings: recordings() - before.recordings };
  } finally {
    damaged.close();
  }
}

/** An activity whose receipt cannot be read is sent again: the centre knows it by its id. */
function rescueActivities(damaged: DeskDatabase, database: DeskDatabase, now: number): readonly Activity[] {
  const ids = new Set<string>();
  for (const sql of idSources)
    readable(() => {
      for (const { id } of damaged.prepare<[], { id: string }>(sql).iterate()) ids.add(id);
    });
  const known = database.prepare<[string], { id: string }>('SELECT id FROM activities WHERE id = ?');
  const repository = new ActivityRepository(database);
  const saved: Activity[] = [];
  for (const id of ids) {
    const json = known.get(id) === undefined ? readable(() => damaged.prepare<[string], { json: string }>('SELECT json FROM activities WHERE id = ?').get(id))?.json : undefined;
    const one = json === undefined ? undefined : readable(() => activitySchema.safeParse(JSON.parse(json)));
    if (one?.success !== true) continue;
    repository.append(one.data, now);
    saved.push(one.data);
    const receipt = readable(() => damaged.prepare<[string], { status: string; received_at: string }>('SELECT status, received_at FROM receipts WHERE activity_id = ?').get(id));
    if (receipt !== undefined) repository.confirm(id, receipt.status, receipt.received_at);
    const aside = readable(() => damaged.prepare<[string], { last_error: string | null }>("SELECT last_error FROM outbox WHERE activity_id = ? AND state = 'set-aside'").get(id));
    if (aside !== undefined) repository.setAside(id, aside.last_error ?? 'unknown');
  }
  return saved;
}

/** Desk, agent, settings and clock go on where they were; unsent work keeps the desk to the one who did it. */
function rescueMeta(damaged: DeskDatabase, meta: MetaRepository, activities: readonly Activity[]): void {
  const rows = readable(() => damaged.prepare<[], { name: string; value: string }>('SELECT name, value FROM meta').all()) ?? [];
  for (const { name, value } of rows) if (!forgotten.has(name) && meta.get(name) === null) meta.set(name, value);
  const last = activities.reduce<Activity | null>((newest, one) => (newest === null || one.clock > newest.clock ? one : newest), null);
  if (last === null) return;
  if ((meta.get('clock') ?? '') < last.clock) meta.set('clock', last.clock);
  if (meta.get('cases-of') === null) meta.set('cases-of', last.actor);
}

function copyRows(damaged: DeskDatabase, database: DeskDatabase, table: (typeof copied)[number]): void {
  const columns = database
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map((one) => one.name);
  const insert = database.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`);
  const rows: unknown[] = [];
  for (const direction of ['', ' DESC']) {
    readable(() => {
      for (const row of damaged.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY 1${direction}`).iterate()) rows.push(row);
    });
  }
  for (const row of rows) insert.run(row);
}

/** undefined where the file cannot be read. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Database.SqliteError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
