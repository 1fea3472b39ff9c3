import type { Case } from '../../domain/case/case.ts';
import type { DeskDatabase } from './open-database.ts';
import { fold, planSearch, searchKeys } from './search-keys.ts';

export interface CaseFilter {
  readonly bucket: string | null;
  readonly status: string | null;
  /** ISO instant: only cases whose next action is before it. */
  readonly dueBefore: string | null;
  readonly sort: 'next-action' | 'balance' | 'dpd';
  readonly search: string;
}

const order = {
  'next-action': 'next_action_at IS NULL, next_action_at, case_no',
  balance: 'balance_minor DESC, case_no',
  dpd: 'dpd DESC, case_no',
} as const;

/** The cases assigned to this desk, as the centre sent them, with their search keys. */
export class CaseRepository {
  readonly #database: DeskDatabase;
  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  /** Inserts or replaces; the caller holds the transaction. */
  save(one: Case): void {
    const { row } = this.#database
      .prepare<unknown[], { row: number }>(`
      INSERT INTO cases (id, case_no, debtor_id, bucket, status, dpd, balance_minor, currency, next_action_at, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET case_no = excluded.case_no, debtor_id = excluded.debtor_id, bucket = excluded.bucket, status = excluded.status, dpd = excluded.dpd,
        balance_minor = excluded.balance_minor, currency = excluded.currency, next_action_at = excluded.next_action_at, json = excluded.json
      RETURNING row`)
      .get(one.id, one.caseNo, one.debtor.id, one.bucket, one.status, one.dpd, one.balanceMinor, one.currency, one.nextActionAt, JSON.stringify(one)) ?? { row: 0 };
    this.#database.prepare('DELETE FROM search_grams WHERE case_row = ?').run(row);
    this.#database.prepare('DELETE FROM search_keys WHERE case_row = ?').run(row);
    const { grams, keys } = searchKeys(one);
    const addGram = this.#database.prepare('INSERT INTO search_grams (gram, case_row) VALUES (?, ?)');
    const addKey = this.#database.prepare('INSERT INTO search_keys (kind, key, case_row) VALUES (?, ?, ?)');
    for (const gram of grams) addGram.run(gram, row);
    for (const [kind, key] of keys) addKey.run(kind, key, row);
  }

  /** Purges a case that was taken away. Its activities stay until they have receipts. */
  remove(id: string): void {
    const found = this.#database.prepare<[string], { row: number }>('SELECT row FROM cases WHERE id = ?').get(id);
    if (found === undefined) return;
    this.#database.prepare('DELETE FROM search_grams WHERE case_row = ?').run(found.row);
    this.#database.prepare('DELETE FROM search_keys WHERE case_row = ?').run(found.row);
    this.#database.prepare('DELETE FROM drafts WHERE case_id = ?').run(id);
    this.#database.prepare('DELETE FROM cases WHERE row = ?').run(found.row);
  }

  /** Purges every case with what was drafted in them; the caller holds the transaction. */
  removeAll(): void {
    for (const table of ['search_grams', 'search_keys', 'drafts', 'cases']) this.#database.exec(`DELETE FROM ${table}`);
  }

  get(id: string): Case | null {
    const found = this.#database.prepare<[string], { json: string }>('SELECT json FROM cases WHERE id = ?').get(id);
    return found === undefined ? null : (JSON.parse(found.json) as Case);
  }

  count(): number {
    return this.#database.prepare<[], { n: number }>('SELECT count(*) AS n FROM cases').get()?.n ?? 0;
  }

  /** Ids of all cases of one person: they share counters (compliance pack section 4.1, 共债 rule). */
  idsOfDebtor(debtorId: string): readonly string[] {
    return this.#database
      .prepare<[string], { id: string }>('SELECT id FROM cases WHERE debtor_id = ?')
      .all(debtorId)
      .map((one) => one.id);
  }

  list(filter: CaseFilter): readonly Case[] {
    const where: string[] = [];
    const values: unknown[] = [];
    if (filter.bucket !== null) {
      where.push('bucket = ?');
      values.push(filter.bucket);
    }
    if (filter.status !== null) {
      where.push('status = ?');
      values.push(filter.status);
    }
    if (filter.dueBefore !== null) {
      where.push('next_action_at < ?');
      values.push(filter.dueBefore);
    }
    if (fold(filter.search) !== '') {
      const rows = this.search(filter.search, 1_000);
      where.push('row IN (SELECT value FROM json_each(?))');
      values.push(JSON.stringify(rows));
    }
    const sql = `SELECT json FROM cases ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY ${order[filter.sort]}`;
    return this.#database
      .prepare<unknown[], { json: string }>(sql)
      .all(...values)
      .map((one) => JSON.parse(one.json) as Case);
  }

  /** Rows of cases that a search text may mean; goal p95 ≤ 5 ms over a million (performance.md P2). */
  search(text: string, limit: number): readonly number[] {
    const plan = planSearch(text);
    const rows = new Set<number>();
    const byKey = this.#database.prepare<unknown[], { row: number }>('SELECT DISTINCT case_row AS row FROM search_keys WHERE kind = ? AND key >= ? AND key < ? LIMIT ?');
    for (const [kind, key] of plan.keys) for (const { row } of byKey.all(kind, key, `${key}\u{10ffff}`, limit)) rows.add(row);
    const [first, ...rest] = plan.grams;
    if (first !== undefined && rows.size < limit) {
      const single = [...first].length === 1;
      const sql = `SELECT DISTINCT g.case_row AS row FROM search_grams g WHERE ${single ? 'g.gram >= ? AND g.gram < ?' : 'g.gram = ?'}
        ${rest.map(() => 'AND EXISTS (SELECT 1 FROM search_grams x WHERE x.gram = ? AND x.case_row = g.case_row)').join(' ')} LIMIT ?`;
      for (const { row } of this.#database.prepare<unknown[], { row: number }>(sql).all(...(single ? [first, `${first}\u{10ffff}`] : [first]), ...rest, limit)) rows.add(row);
    }
    return [...rows].slice(0, limit);
  }
}
