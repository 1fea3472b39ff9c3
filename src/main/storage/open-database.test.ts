import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inventedCase } from '../../../test/integration/desk/support/invented.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import { CaseRepository } from './case-repository.ts';
import { migrations } from './migrations/migrations.ts';
import { openDatabase } from './open-database.ts';

const key = randomBytes(32);
const now = Date.parse('2026-11-24T17:00:00Z');
const name = 'Wilhelmina Featherstonehaugh';

/** A copy of a desk's database with 300 cases and 200 small values: several dozen pages. */
function filled(): { file: string; folder: string } {
  const folder = tempFolder();
  template ??= fill();
  copyFileSync(template, join(folder, 'desk.db'));
  return { file: join(folder, 'desk.db'), folder };
}
let template: string | undefined;
function fill(): string {
  const file = join(tempFolder(), 'desk.db');
  const { database } = openDatabase(file, key, now);
  const cases = new CaseRepository(database);
  database.transaction(() => {
    for (let number = 0; number < 300; number += 1) cases.save(inventedCase(number, { name: number % 10 === 0 ? name : `Debtor ${number}` }));
    for (let number = 0; number < 200; number += 1) database.prepare('INSERT INTO meta VALUES (?, ?)').run(`n${number}`, `value ${number}`);
  })();
  database.close();
  return file;
}
const all = (folder: string): Buffer => Buffer.concat(readdirSync(folder).map((one) => readFileSync(join(folder, one))));

describe('what lies on the disk', () => {
  test('holds no plain text, neither closed nor while open with its log beside it', () => {
    const { file, folder } = filled();
    const { database } = openDatabase(file, key, now);
    database.prepare("INSERT INTO meta VALUES ('while open', ?)").run(name);
    expect(readdirSync(folder).sort()).toEqual(['desk.db', 'desk.db-shm', 'desk.db-wal']);
    const bytes = all(folder);
    expect(bytes.length).toBeGreaterThan(400_000);
    for (const word of [name, 'Featherstonehaugh', 'featherstonehaugh', 'SQLite format 3', 'CREATE TABLE', '5550101', 'EN-0001', 'EN-2401']) expect(bytes.includes(word), word).toBe(false);
    expect(bytes.includes(Buffer.from(name, 'utf16le'))).toBe(false);
    expect(bytes.includes(key)).toBe(false);
    expect(bytes.includes(key.toString('hex'))).toBe(false);
    // the same search finds it where it is not encrypted, so it can fail
    expect(Buffer.from(JSON.stringify(inventedCase(1, { name }))).includes('Featherstonehaugh')).toBe(true);
    // large sorts do not spill in plain text either
    expect(database.pragma('temp_store', { simple: true })).toBe(2);
    database.close();
  });
  test('commits wait for the disk', () => {
    const { database } = openDatabase(join(tempFolder(), 'desk.db'), key, now);
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  });
});

describe('a file that cannot be read is kept aside, and work goes on with a fresh one', () => {
  const size = statSync(filled().file).size;
  test.each([
    ['flipped at the salt', (file: string) => flip(file, 3)],
    ['flipped in the header', (file: string) => flip(file, 20)],
    ['flipped at the end of page 1', (file: string) => flip(file, 4090)],
    ['flipped in page 2', (file: string) => flip(file, 5_000)],
    ['flipped in the middle', (file: string) => flip(file, Math.floor(size / 2))],
    ['flipped at the end', (file: string) => flip(file, size - 1)],
    ['cut to 10 bytes', (file: string) => truncateSync(file, 10)],
    ['cut inside page 1', (file: string) => truncateSync(file, 4_095)],
    ['cut after page 1', (file: string) => truncateSync(file, 4_096)],
    ['cut in the middle', (file: string) => truncateSync(file, Math.floor(size / 2))],
    ['cut by one byte', (file: string) => truncateSync(file, size - 1)],
    ['overwritten with text', (file: string) => writeFileSync(file, 'this is no database\n'.repeat(1_000))],
    ['a plain SQLite file', (file: string) => writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_080)]))],
  ])('%s', (_what, spoil) => {
    const { file, folder } = filled();
    spoil(file);
    const spoilt = readFileSync(file);
    const { database, keptAside } = openDatabase(file, key, now);
    expect(keptAside).toBe(`${file}.damaged-2026-11-24T17-00-00-000Z`);
    expect(readFileSync(keptAside ?? '').equals(spoilt)).toBe(true);
    expect(database.prepare('SELECT count(*) AS n FROM cases').get()).toEqual({ n: 0 });
    new CaseRepository(database).save(inventedCase(1));
    database.close();
    const again = openDatabase(file, key, now);
    expect(again.keptAside).toBeNull();
    expect(new CaseRepository(again.database).count()).toBe(1);
    again.database.close();
    expect(readdirSync(folder).filter((one) => one.includes('damaged'))).toHaveLength(1);
  });

  test('another key: the file is not lost, and opens with its own key again', () => {
    const { file } = filled();
    const whole = readFileSync(file);
    const { database, keptAside } = openDatabase(file, randomBytes(32), now);
    database.close();
    expect(readFileSync(keptAside ?? '').equals(whole)).toBe(true);
    copyFileSync(keptAside ?? '', file);
    const own = openDatabase(file, key, now);
    expect(own.keptAside).toBeNull();
    expect(new CaseRepository(own.database).count()).toBe(300);
    own.database.close();
  });

  test('two in one millisecond are kept beside each other', () => {
    const { file, folder } = filled();
    for (let turn = 0; turn < 3; turn += 1) {
      writeFileSync(file, `spoilt ${turn} `.repeat(900));
      openDatabase(file, key, now).database.close();
    }
    expect(
      readdirSync(folder)
        .filter((one) => one.includes('damaged'))
        .map((one) => readFileSync(join(folder, one), 'utf8').slice(0, 8))
        .sort(),
    ).toEqual(['spoilt 0', 'spoilt 1', 'spoilt 2']);
  });

  test('a disk or rights that refuse are no damage: nothing is moved', () => {
    const file = join(tempFolder(), 'desk.db');
    mkdirSync(file);
    expect(() => openDatabase(file, key, now)).toThrow(/Check the disk and the rights.*it was left as it is/);
    expect(readdirSync(dirname(file))).toEqual(['desk.db']);
  });
});

describe('steps', () => {
  const base = migrations[0];
  if (base === undefined) throw new Error('no migration');
  const add = { number: 20, sql: 'CREATE TABLE later (word TEXT); INSERT INTO later SELECT value FROM meta;' };

  test('a database from the future is refused and not touched', () => {
    const { file, folder } = filled();
    openDatabase(file, key, now, [base, add]).database.close();
    const before = readFileSync(file);
    const beside = readdirSync(folder).sort();
    for (let turn = 0; turn < 2; turn += 1) {
      let error: unknown;
      try {
        openDatabase(file, key, now);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toMatchObject({ name: 'DeskStorageError', reason: 'from-the-future', message: expect.stringMatching(/newer Fairline \(step 20, this program knows 10\)/) });
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(readdirSync(folder).sort()).toEqual(beside);
    }
  });

  test('a copy is made before the first step; it opens with the older program and holds what was there', () => {
    const { file } = filled();
    // something that is still in the log, not in the file
    const open = openDatabase(file, key, now).database;
    open.prepare("INSERT INTO meta VALUES ('last', 'word')").run();
    copyFileSync(file, `${file}.crash`);
    copyFileSync(`${file}-wal`, `${file}.crash-wal`);
    open.close();
    const crashed = `${file}.crash`;
    const { database } = openDatabase(crashed, key, now, [base, add]);
    expect(database.prepare('SELECT count(*) AS n FROM later').get()).toEqual({ n: 201 });
    database.close();
    const older = openDatabase(`${crashed}.before-20`, key, now);
    expect(older.keptAside).toBeNull();
    expect(older.database.prepare("SELECT value FROM meta WHERE name = 'last'").get()).toEqual({ value: 'word' });
    expect(older.database.pragma('user_version', { simple: true })).toBe(10);
    older.database.close();
    expect(readFileSync(`${crashed}.before-20`).includes('Featherstonehaugh')).toBe(false);
  });
  test('no step, no copy; a first start needs none', () => {
    const { file, folder } = filled();
    openDatabase(file, key, now).database.close();
    expect(readdirSync(folder)).toEqual(['desk.db']);
  });
  test('a step that throws leaves the old state, whatever steps came before it, and can be tried again', () => {
    const { file } = filled();
    const broken = { number: 30, sql: 'CREATE TABLE more (word TEXT); DELETE FROM cases; INSERT INTO nowhere VALUES (1);' };
    for (let turn = 0; turn < 2; turn += 1) expect(() => openDatabase(file, key, now, [base, add, broken])).toThrow(/from step 10 to 30. It is as it was/);
    const { database, keptAside } = openDatabase(file, key, now);
    expect(keptAside).toBeNull();
    expect(database.pragma('user_version', { simple: true })).toBe(10);
    expect(database.prepare("SELECT name FROM sqlite_master WHERE name IN ('later', 'more')").all()).toEqual([]);
    expect(new CaseRepository(database).count()).toBe(300);
    database.close();
    expect(existsSync(`${file}.before-30`)).toBe(true);
    const mended = openDatabase(file, key, now, [base, add, { number: 30, sql: 'CREATE TABLE more (word TEXT)' }]);
    expect(mended.database.pragma('user_version', { simple: true })).toBe(30);
    mended.database.close();
  });
  test('numbers grow', () => expect(migrations.map((one) => one.number)).toEqual(migrations.map((one) => one.number).sort((a, b) => a - b)));
});

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
