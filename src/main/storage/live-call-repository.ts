import type { Flag } from '../../domain/compliance/rule-pack.ts';
import type { Utterance } from '../../domain/compliance/transcript.ts';
import type { DeskDatabase } from './open-database.ts';

/** What has been heard and flagged in a call that has not ended yet: a killed desk loses no sentence. */
export class LiveCallRepository {
  readonly #database: DeskDatabase;
  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  heard(caseId: string, callId: string, utterance: Utterance): void {
    this.#database
      .prepare('INSERT INTO live_utterances (call_id, id, case_id, start_ms, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT (call_id, id) DO UPDATE SET json = excluded.json')
      .run(callId, utterance.id, caseId, utterance.startMs, JSON.stringify(utterance));
  }
  flagged(caseId: string, callId: string, flag: Flag): void {
    this.#database
      .prepare('INSERT INTO live_flags (call_id, id, case_id, json) VALUES (?, ?, ?, ?) ON CONFLICT (call_id, id) DO UPDATE SET json = excluded.json')
      .run(callId, flag.id, caseId, JSON.stringify(flag));
  }
  utterances(callId: string): readonly Utterance[] {
    return this.#database
      .prepare<[string], { json: string }>('SELECT json FROM live_utterances WHERE call_id = ? ORDER BY start_ms')
      .all(callId)
      .map((one) => JSON.parse(one.json) as Utterance);
  }
  flags(callId: string): readonly Flag[] {
    return this.#database
      .prepare<[string], { json: string }>('SELECT json FROM live_flags WHERE call_id = ?')
      .all(callId)
      .map((one) => JSON.parse(one.json) as Flag);
  }
  openCalls(): readonly { readonly callId: string; readonly caseId: string }[] {
    return this.#database
      .prepare<[], { callId: string; caseId: string }>('SELECT DISTINCT call_id AS callId, case_id AS caseId FROM live_utterances UNION SELECT DISTINCT call_id, case_id FROM live_flags')
      .all();
  }
  clear(callId: string): void {
    this.#database.prepare('DELETE FROM live_utterances WHERE call_id = ?').run(callId);
    this.#database.prepare('DELETE FROM live_flags WHERE call_id = ?').run(callId);
  }
}
