/** Cases with their search keys, the activity log with its outbox, recordings, and what a killed call leaves behind. */
export const base = {
  number: 10,
  sql: `
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE cases (
      row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_no TEXT NOT NULL, debtor_id TEXT NOT NULL, bucket TEXT NOT NULL, status TEXT NOT NULL, dpd INTEGER NOT NULL,
      balance_minor INTEGER NOT NULL, currency TEXT NOT NULL, next_action_at TEXT, json TEXT NOT NULL);
    CREATE INDEX cases_next ON cases (next_action_at, case_no);
    CREATE INDEX cases_bucket ON cases (bucket, status);
    CREATE INDEX cases_debtor ON cases (debtor_id);
    CREATE TABLE search_grams (gram TEXT NOT NULL, case_row INTEGER NOT NULL, PRIMARY KEY (gram, case_row)) WITHOUT ROWID;
    CREATE TABLE search_keys (kind TEXT NOT NULL, key TEXT NOT NULL, case_row INTEGER NOT NULL, PRIMARY KEY (kind, key, case_row)) WITHOUT ROWID;
    CREATE INDEX search_keys_case ON search_keys (case_row);
    CREATE INDEX search_grams_case ON search_grams (case_row);
    CREATE TABLE activities (id TEXT PRIMARY KEY, case_id TEXT NOT NULL, kind TEXT NOT NULL, clock TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX activities_case ON activities (case_id, clock);
    CREATE INDEX activities_kind ON activities (kind, clock);
    CREATE TABLE outbox (
      activity_id TEXT PRIMARY KEY REFERENCES activities (id), case_id TEXT NOT NULL, clock TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'set-aside')),
      tries INTEGER NOT NULL DEFAULT 0, last_error TEXT, created_at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX outbox_order ON outbox (state, clock);
    CREATE TABLE receipts (activity_id TEXT PRIMARY KEY, status TEXT NOT NULL, received_at TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE drafts (case_id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE live_utterances (call_id TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, start_ms REAL NOT NULL, json TEXT NOT NULL, PRIMARY KEY (call_id, id)) WITHOUT ROWID;
    CREATE TABLE live_flags (call_id TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (call_id, id)) WITHOUT ROWID;
    CREATE TABLE recordings (
      id TEXT PRIMARY KEY, call_id TEXT NOT NULL, case_id TEXT NOT NULL, mime_type TEXT NOT NULL, state TEXT NOT NULL, pieces INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
      duration_ms REAL NOT NULL DEFAULT 0, sha256 TEXT, created_at INTEGER NOT NULL, actor TEXT NOT NULL,
      upload TEXT NOT NULL DEFAULT 'none', upload_url TEXT, sent_bytes INTEGER NOT NULL DEFAULT 0, total_bytes INTEGER NOT NULL DEFAULT 0, central_sha256 TEXT, last_error TEXT) WITHOUT ROWID;
    CREATE INDEX recordings_case ON recordings (case_id);
  `,
} as const;
