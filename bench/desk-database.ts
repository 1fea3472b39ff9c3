/**
 * P5: search over invented cases in the desk's encrypted database, against LIKE on a plain column of the same file.
 * P10: opening that database: our random key, a passphrase, and all of what the desk does when it opens.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { CaseRepository } from '../src/main/storage/case-repository.ts';
import { openDatabase } from '../src/main/storage/open-database.ts';
import { compare, interleaved, percentile, say, timed } from './figures.ts';
import { inventedCases } from './invented-cases.ts';

const pageOf = 50;

export async function benchDeskDatabase(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fairline-bench-'));
  try {
    const key = randomBytes(32);
    const file = join(folder, 'desk.db');
    const { database } = openDatabase(file, key, Date.now());
    const cases = new CaseRepository(database);
    const all = inventedCases(count);
    const filled = await timed(() =>
      database.transaction(() => {
        for (const one of all) cases.save(one);
      })(),
    );
    database.exec('CREATE TABLE peer (row INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL)');
    const addPeer = database.prepare("INSERT INTO peer SELECT row, json_extract(json, '$.debtor.name'), json_extract(json, '$.contacts[0].phone') FROM cases");
    addPeer.run();
    database.pragma('wal_checkpoint(TRUNCATE)');
    say(
      `P5  search in ${count} cases, encrypted, ${(statSync(file).size / 1e6).toFixed(0)} MB, filled at ${((count / filled) * 1_000).toFixed(0)} cases/s (milliseconds, first ${pageOf} rows fetched)`,
    );
    await search(
      database,
      cases,
      all.filter((one) => one.language === 'zh-CN'),
    );
    database.close();
    await unlock(file, key, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function search(database: Database.Database, cases: CaseRepository, people: ReturnType<typeof inventedCases>): Promise<void> {
  const fetchRow = database.prepare<[number], { json: string }>('SELECT json FROM cases WHERE row = ?');
  const likeName = database.prepare<[string, number], { row: number }>("SELECT row FROM peer WHERE name LIKE '%' || ? || '%' LIMIT ?");
  const likePhone = database.prepare<[string, number], { row: number }>("SELECT row FROM peer WHERE phone LIKE '%' || ? LIMIT ?");
  const fetchAll = (rows: readonly number[]): void => {
    for (const row of rows) fetchRow.get(row);
  };
  const sample = Array.from({ length: 40 }, (_, at) => people[Math.floor((at * people.length) / 40)]).filter((one) => one !== undefined);
  const kinds = [
    { name: 'two characters of a name', texts: sample.map((one) => one.debtor.name.slice(-2)), like: likeName, goal: '≤ 0.001 at 1,000,000' },
    { name: 'last four digits of a phone', texts: sample.map((one) => one.contacts[0]?.phone.slice(-4) ?? ''), like: likePhone, goal: '' },
  ];
  for (const { name, texts, like, goal } of kinds) {
    let missing = 0;
    for (const text of texts) {
      const found = new Set(cases.search(text, 1_000_000));
      missing += like.all(text, -1).filter(({ row }) => !found.has(row)).length;
    }
    const times: Record<'own' | 'like', number[]> = { own: [], like: [] };
    for (const text of texts) {
      times.own.push(await timed(() => fetchAll(cases.search(text, pageOf))));
      times.like.push(await timed(() => fetchAll(like.all(text, pageOf).map(({ row }) => row))));
    }
    say(`  ${name}: ${texts.length} searches, ${missing === 0 ? 'everything that LIKE finds' : `${missing} rows that LIKE finds are missing`}`);
    compare('CaseRepository.search, median', percentile(times.own, 0.5), { name: 'LIKE', value: percentile(times.like, 0.5) }, 'ms', goal);
    compare('CaseRepository.search, p95', percentile(times.own, 0.95), { name: 'LIKE', value: percentile(times.like, 0.95) }, 'ms');
  }
}

async function unlock(file: string, key: Buffer, folder: string): Promise<void> {
  const byPassphrase = join(folder, 'passphrase.db');
  const opened = new Database(byPassphrase);
  opened.pragma("cipher='sqlcipher'");
  opened.pragma("key='correct horse battery staple'");
  opened.exec('CREATE TABLE cases (row INTEGER PRIMARY KEY, json TEXT NOT NULL)');
  opened.prepare('INSERT INTO cases (json) VALUES (?)').run('{}');
  opened.close();
  const open = (path: string, words: string): Promise<number> =>
    timed(() => {
      const database = new Database(path);
      database.pragma("cipher='sqlcipher'");
      database.pragma(words);
      database.prepare('SELECT json FROM cases LIMIT 1').get();
      database.close();
    });
  const result = await interleaved(7, {
    raw: () => open(file, `key="x'${key.toString('hex')}'"`),
    passphrase: () => open(byPassphrase, "key='correct horse battery staple'"),
    desk: () => timed(() => openDatabase(file, key, Date.now()).database.close()),
  });
  say('P10 opening the database to its first row (milliseconds, median of 7 rounds)');
  compare('random key', result.raw, { name: 'passphrase', value: result.passphrase }, 'ms', '≤ 10 ms');
  compare('all the desk does, its check included', result.desk, { name: 'random key alone', value: result.raw }, 'ms');
}
