import type { Activity, ActivityBody } from '../../domain/sync/activity.ts';
import type { DeskDatabase } from './open-database.ts';

export interface OutboxRow {
  readonly activity_id: string;
  readonly case_id: string;
  readonly state: 'waiting' | 'set-aside';
  readonly tries: number;
  readonly last_error: string | null;
  readonly created_at: number;
  readonly kind: string;
}

/** The log of this desk's work, and what of it the centre has not yet confirmed. */
export class ActivityRepository {
  readonly #database: DeskDatabase;
  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  /** Activity and outbox row together; the caller holds the transaction. */
  append(activity: Activity, now: number): void {
    this.#database
      .prepare('INSERT INTO activities (id, case_id, kind, clock, json) VALUES (?, ?, ?, ?, ?)')
      .run(activity.id, activity.caseId, activity.body.kind, activity.clock, JSON.stringify(activity));
    this.#database.prepare("INSERT INTO outbox (activity_id, case_id, clock, state, created_at) VALUES (?, ?, ?, 'waiting', ?)").run(activity.id, activity.caseId, activity.clock, now);
  }

  timeline(caseId: string): readonly Activity[] {
    return this.#database
      .prepare<[string], { json: string }>('SELECT json FROM activities WHERE case_id = ? ORDER BY clock')
      .all(caseId)
      .map((one) => JSON.parse(one.json) as Activity);
  }

  /** Newest first. */
  latest(caseId: string, kind: ActivityBody['kind']): Activity | null {
    const found = this.#database.prepare<[string, string], { json: string }>('SELECT json FROM activities WHERE case_id = ? AND kind = ? ORDER BY clock DESC LIMIT 1').get(caseId, kind);
    return found === undefined ? null : (JSON.parse(found.json) as Activity);
  }

  ofKindSince(caseIds: readonly string[], kind: ActivityBody['kind'], sinceMs: number): readonly Activity[] {
    return this.#database
      .prepare<unknown[], { json: string }>('SELECT json FROM activities WHERE kind = ? AND clock >= ? AND case_id IN (SELECT value FROM json_each(?))')
      .all(kind, String(Math.max(0, sinceMs)).padStart(13, '0'), JSON.stringify(caseIds))
      .map((one) => JSON.parse(one.json) as Activity);
  }

  hasCall(caseId: string, callId: string): boolean {
    return (
      this.#database
        .prepare<[string, string], { n: number }>("SELECT count(*) AS n FROM activities WHERE case_id = ? AND kind = 'call' AND json_extract(json, '$.body.callId') = ?")
        .get(caseId, callId)?.n !== 0
    );
  }

  /** The oldest waiting activities, in the order they happened. */
  waiting(limit: number): readonly Activity[] {
    return this.#database
      .prepare<[number], { json: string }>("SELECT a.json FROM outbox o JOIN activities a ON a.id = o.activity_id WHERE o.state = 'waiting' ORDER BY o.clock LIMIT ?")
      .all(limit)
      .map((one) => JSON.parse(one.json) as Activity);
  }

  hasUnsent(caseId: string, kind: ActivityBody['kind']): boolean {
    return (
      this.#database.prepare<[string, string], { id: string }>('SELECT a.id FROM activities a JOIN outbox o ON o.activity_id = a.id WHERE a.case_id = ? AND a.kind = ? LIMIT 1').get(caseId, kind) !==
      undefined
    );
  }

  outbox(): readonly OutboxRow[] {
    return this.#database.prepare<[], OutboxRow>('SELECT o.*, a.kind FROM outbox o JOIN activities a ON a.id = o.activity_id ORDER BY o.clock LIMIT 1000').all();
  }

  counts(): { readonly waiting: number; readonly setAside: number; readonly receipts: number } {
    const count = (sql: string): number => this.#database.prepare<[], { n: number }>(sql).get()?.n ?? 0;
    return {
      waiting: count("SELECT count(*) AS n FROM outbox WHERE state = 'waiting'"),
      setAside: count("SELECT count(*) AS n FROM outbox WHERE state = 'set-aside'"),
      receipts: count('SELECT count(*) AS n FROM receipts'),
    };
  }

  confirm(activityId: string, status: string, receivedAt: string): void {
    this.#database.prepare('INSERT INTO receipts (activity_id, status, received_at) VALUES (?, ?, ?) ON CONFLICT (activity_id) DO NOTHING').run(activityId, status, receivedAt);
    this.#database.prepare('DELETE FROM outbox WHERE activity_id = ?').run(activityId);
  }

  /** Not taken by the centre, and trying again will not help: shown to the agent, never thrown away. */
  setAside(activityId: string, reason: string): void {
    this.#database.prepare("UPDATE outbox SET state = 'set-aside', tries = tries + 1, last_error = ? WHERE activity_id = ?").run(reason, activityId);
  }

  noteFailure(activityIds: readonly string[], reason: string): void {
    this.#database.prepare('UPDATE outbox SET tries = tries + 1, last_error = ? WHERE activity_id IN (SELECT value FROM json_each(?))').run(reason, JSON.stringify(activityIds));
  }

  retry(activityId: string): void {
    this.#database.prepare("UPDATE outbox SET state = 'waiting', last_error = NULL WHERE activity_id = ?").run(activityId);
  }
}
