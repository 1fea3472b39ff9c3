import type { DeskDatabase } from './open-database.ts';

export type RecordingState = 'recording' | 'stored' | 'failed' | 'disk-full';
export interface RecordingRow {
  readonly id: string;
  readonly call_id: string;
  readonly case_id: string;
  readonly mime_type: string;
  readonly state: RecordingState;
  readonly pieces: number;
  readonly bytes: number;
  readonly duration_ms: number;
  readonly sha256: string | null;
  readonly created_at: number;
  readonly actor: string;
  /** none until stored; then waiting → done, or set-aside. */
  readonly upload: 'none' | 'waiting' | 'done' | 'set-aside';
  readonly upload_url: string | null;
  readonly sent_bytes: number;
  readonly total_bytes: number;
  readonly central_sha256: string | null;
  readonly last_error: string | null;
}

export class RecordingRepository {
  readonly #database: DeskDatabase;
  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  create(row: Pick<RecordingRow, 'id' | 'call_id' | 'case_id' | 'mime_type' | 'created_at' | 'actor'>): void {
    this.#database
      .prepare("INSERT INTO recordings (id, call_id, case_id, mime_type, created_at, actor, state) VALUES (@id, @call_id, @case_id, @mime_type, @created_at, @actor, 'recording')")
      .run(row);
  }
  get(id: string): RecordingRow | null {
    return this.#database.prepare<[string], RecordingRow>('SELECT * FROM recordings WHERE id = ?').get(id) ?? null;
  }
  ofCase(caseId: string): readonly RecordingRow[] {
    return this.#database.prepare<[string], RecordingRow>('SELECT * FROM recordings WHERE case_id = ? ORDER BY created_at DESC').all(caseId);
  }
  inState(state: RecordingState): readonly RecordingRow[] {
    return this.#database.prepare<[string], RecordingRow>('SELECT * FROM recordings WHERE state = ?').all(state);
  }
  lastStored(limit: number): readonly RecordingRow[] {
    return this.#database.prepare<[number], RecordingRow>("SELECT * FROM recordings WHERE state = 'stored' ORDER BY created_at DESC LIMIT ?").all(limit);
  }
  /** The newest, those still to be sent before those that were. */
  uploads(limit: number): readonly RecordingRow[] {
    return this.#database.prepare<[number], RecordingRow>("SELECT * FROM recordings WHERE upload <> 'none' ORDER BY upload = 'done', created_at DESC LIMIT ?").all(limit);
  }
  /** Ids, oldest first. */
  waitingUploads(): readonly string[] {
    return this.#database
      .prepare<[], { id: string }>("SELECT id FROM recordings WHERE upload = 'waiting' ORDER BY created_at")
      .all()
      .map((one) => one.id);
  }
  counts(): { readonly waiting: number; readonly setAside: number } {
    const count = (upload: string): number => this.#database.prepare<[string], { n: number }>('SELECT count(*) AS n FROM recordings WHERE upload = ?').get(upload)?.n ?? 0;
    return { waiting: count('waiting'), setAside: count('set-aside') };
  }
  grown(id: string, pieces: number, bytes: number): void {
    this.#database.prepare('UPDATE recordings SET pieces = ?, bytes = ? WHERE id = ?').run(pieces, bytes, id);
  }
  failed(id: string, state: 'failed' | 'disk-full', reason: string): void {
    this.#database.prepare('UPDATE recordings SET state = ?, last_error = ? WHERE id = ?').run(state, reason, id);
  }
  stored(id: string, facts: { pieces: number; bytes: number; durationMs: number; sha256: string }): void {
    this.#database
      .prepare("UPDATE recordings SET state = 'stored', pieces = ?, bytes = ?, total_bytes = ?, duration_ms = ?, sha256 = ?, upload = 'waiting' WHERE id = ?")
      .run(facts.pieces, facts.bytes, facts.bytes, facts.durationMs, facts.sha256, id);
  }
  sending(id: string, sentBytes: number, url: string | null): void {
    this.#database.prepare('UPDATE recordings SET sent_bytes = ?, upload_url = ? WHERE id = ?').run(sentBytes, url, id);
  }
  uploaded(id: string, centralSha256: string): void {
    this.#database.prepare("UPDATE recordings SET upload = 'done', sent_bytes = total_bytes, central_sha256 = ?, last_error = NULL WHERE id = ?").run(centralSha256, id);
  }
  uploadFailed(id: string, reason: string, setAside: boolean): void {
    this.#database.prepare('UPDATE recordings SET last_error = ?, upload = ? WHERE id = ?').run(reason, setAside ? 'set-aside' : 'waiting', id);
  }
  retry(id: string): void {
    this.#database.prepare("UPDATE recordings SET upload = 'waiting', upload_url = NULL WHERE id = ? AND upload = 'set-aside'").run(id);
  }
}
