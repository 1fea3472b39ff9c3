import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { inventedCase, inventedName, seeded } from '../../../test/integration/desk/support/invented.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import type { Case } from '../../domain/case/case.ts';
import { CaseRepository } from './case-repository.ts';
import type { CaseFilter } from './case-repository.ts';
import { openDatabase } from './open-database.ts';

const { database } = openDatabase(join(tempFolder(), 'desk.db'), randomBytes(32), 0);
afterAll(() => database.close());
const cases = new CaseRepository(database);
const all: CaseFilter = { bucket: null, status: null, dueBefore: null, sort: 'next-action', search: '' };
const search = (text: string): Case[] => [...cases.list({ ...all, search: text })];
const numbers = (text: string): string[] =>
  search(text)
    .map((one) => one.caseNo)
    .sort();

const named: readonly (readonly [number, string, string])[] = [
  [9001, '单雄信', '12600009001'],
  [9002, '曾小贤', '12600009002'],
  [9003, '解晓东', '12600009003'],
  [9004, '仇英', '12600009004'],
  [9005, '查良镛', '12600009005'],
  [9006, '欧阳 娜娜', '12600009006'],
  [9007, 'Zoë Saldívar', '+12025559007'],
  [9008, "Seán O'Brien-Smith", '+12025559008'],
  [9009, '😀 Smile', '+12025559009'],
  [9010, '100% Sure_thing', '+12025559010'],
  [9011, '李', '12600009011'],
  [9012, 'ＡＢＣ　Ｄｅｆ', '12600009012'],
];
database.transaction(() => {
  for (const [number, name, phone] of named) cases.save(inventedCase(number, { name, phone }));
})();

describe('a case is found by', () => {
  test.each([
    ['two Chinese characters', '雄信', 9001],
    ['the family name and one more', '曾小', 9002],
    ['one character at the end', '镛', 9005],
    ['one character that is the whole name', '李', 9011],
    ['a Chinese name typed without its space', '欧阳娜娜', 9006],
    ['and with another one', '欧 阳娜', 9006],
    ['initials of a surname read otherwise elsewhere: 单 is Shan', 'sxx', 9001],
    ['曾 is Zeng', 'zxx', 9002],
    ['解 is Xie', 'xxd', 9003],
    ['仇 is Qiu', 'qy', 9004],
    ['查 is Zha', 'zly', 9005],
    ['two-character surname', 'oynn', 9006],
    ['initials in capitals', 'ZLY', 9005],
    ['the beginning of initials', 'zl', 9005],
    ['English initials', 'so', 9008],
    ['the beginning of a word', 'sald', 9007],
    ['a word with its accent', 'zoë', 9007],
    ['capitals', 'SMIL', 9009],
    ['an apostrophe', "o'b", 9008],
    ['a hyphen', 'en-sm', 9008],
    ['two words', 'smith', 9008],
    ['across the space', 'ë s', 9007],
    ['the end of a phone', '9003', 9003],
    ['the last two figures and more', '09004', 9004],
    ['a phone with its signs', '555-9007', 9007],
    ['the whole phone', '+1 202 555 9008', 9008],
    ['full-width figures', '９００５', 9005],
    ['full-width letters', 'ａｂｃ', 9012],
    ['the case number', 'EN-9004', 9004],
    ['its beginning, in small letters', 'en-900', 9009],
    ['an emoji', '😀', 9009],
    ['spaces around it', '  雄信 ', 9001],
  ])('%s: %s', (_what, text, number) => {
    expect(numbers(text)).toContain(`EN-${number}`);
  });
  test('and others are not found with it', () => {
    expect(numbers('雄信')).toEqual(['EN-9001']);
    expect(numbers('zly')).toEqual(['EN-9005']);
    expect(numbers('9003')).toEqual(['EN-9003']);
    expect(numbers('EN-9004')).toEqual(['EN-9004']);
    expect(numbers('nobody of that name')).toEqual([]);
  });
});

describe('hostile text is only text', () => {
  test.each([
    ['%'],
    ['_'],
    ['%%'],
    ['100% s'],
    ["'"],
    ["' OR 1=1 --"],
    ['"'],
    ['*'],
    ['[a-z]'],
    ['\\'],
    ['\u0000'],
    ['\u0000\u0000'],
    ['\ud83d'],
    ['😀😀'],
    ['👨‍👩‍👧‍👦'],
    ['‮evil'],
    ['\ufdfa'.repeat(80)],
    [' '],
    ['Z̷̛̈͜'.repeat(20)],
    ['a'.repeat(100_000)],
    [Array.from({ length: 20_000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')],
    ['1'.repeat(5_000)],
  ])('%j', (text) => {
    const found = numbers(text);
    if (text === '%' || text === '_' || text.includes('OR 1=1') || text === '*' || text === '[a-z]') expect(found).toEqual([]);
    if (text === '100% s') expect(found).toEqual(['EN-9010']);
    if (text.trim() === '') expect(found).toHaveLength(named.length);
    expect(cases.count()).toBe(named.length);
  });
});

test('a changed name and a case that was taken away leave nothing behind', () => {
  const one = inventedCase(8000, { name: '诸葛孔明', phone: '12600008000' });
  cases.save(one);
  expect(numbers('孔明')).toEqual(['EN-8000']);
  cases.save(inventedCase(8000, { name: 'Elwood Pinter', phone: '12600008111' }));
  expect([numbers('孔明'), numbers('zgkm'), numbers('8000').filter((no) => no !== 'EN-8000')]).toEqual([[], [], []]);
  expect([numbers('elw'), numbers('8111')]).toEqual([['EN-8000'], ['EN-8000']]);
  database.prepare("INSERT INTO drafts VALUES ('case-8000', 'a draft')").run();
  cases.remove(one.id);
  cases.remove(one.id);
  expect([numbers('elw'), numbers('8111'), cases.get(one.id)]).toEqual([[], [], null]);
  for (const table of ['search_grams', 'search_keys']) expect(database.prepare(`SELECT count(*) AS n FROM ${table} WHERE case_row NOT IN (SELECT row FROM cases)`).get()).toEqual({ n: 0 });
  expect(database.prepare('SELECT count(*) AS n FROM drafts').get()).toEqual({ n: 0 });
});

test('recall is 1.0 against LIKE over 2,000 invented names', () => {
  const random = seeded(20_261_124);
  const plain = new Database(':memory:');
  plain.exec('CREATE TABLE people (case_no TEXT, name TEXT, phone TEXT)');
  const add = plain.prepare('INSERT INTO people VALUES (?, ?, ?)');
  const people = Array.from({ length: 2_000 }, (_, index) => ({ number: 10_000 + index, name: inventedName(random), phone: `126${String(Math.floor(random() * 1e8)).padStart(8, '0')}` }));
  const { database: other } = openDatabase(join(tempFolder(), 'desk.db'), randomBytes(32), 0);
  const many = new CaseRepository(other);
  other.transaction(() => {
    for (const one of people) many.save(inventedCase(one.number, one));
  })();
  for (const one of people) add.run(`EN-${one.number}`, one.name, one.phone);

  const like = (column: string, pattern: string): string[] =>
    plain
      .prepare<[string], { case_no: string }>(`SELECT case_no FROM people WHERE ${column} LIKE ? ESCAPE '\\'`)
      .all(pattern)
      .map((row) => row.case_no);
  const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
  const caseNo = new Map(
    other
      .prepare<[], { row: number; case_no: string }>('SELECT row, case_no FROM cases')
      .all()
      .map((one) => [one.row, one.case_no]),
  );
  let [wanted, found, asked] = [0, 0, 0];
  const ask = (text: string, truth: string[]): void => {
    const got = new Set(many.search(text, 2_000).map((row) => caseNo.get(row)));
    asked += 1;
    wanted += truth.length;
    found += truth.filter((no) => got.has(no)).length;
    expect(
      truth.filter((no) => !got.has(no)),
      `search for ${JSON.stringify(text)}`,
    ).toEqual([]);
  };
  for (let turn = 0; turn < 400; turn += 1) {
    const one = people[Math.floor(random() * people.length)];
    if (one === undefined) throw new Error('nobody');
    const letters = [...one.name];
    const han = /\p{Script=Han}/u.test(one.name);
    const length = han ? 1 + Math.floor(random() * 2) : 2 + Math.floor(random() * 5);
    const at = Math.floor(random() * Math.max(1, letters.length - length + 1));
    const part = letters.slice(at, at + length).join('');
    if (part.trim() === part && part !== '') ask(part, like('name', `%${escaped(part)}%`));
    const end = one.phone.slice(-(2 + Math.floor(random() * 6)));
    ask(end, like('phone', `%${end}`));
    ask(`EN-${one.number}`.slice(0, 5 + Math.floor(random() * 4)), like('case_no', `EN-${one.number}`));
  }
  expect(asked).toBeGreaterThan(1_000);
  expect(wanted).toBeGreaterThan(asked);
  expect(found / wanted).toBe(1);
  plain.close();
  other.close();
});

test('filters and orders', () => {
  const { database: other } = openDatabase(join(tempFolder(), 'desk.db'), randomBytes(32), 0);
  const few = new CaseRepository(other);
  few.save(inventedCase(1, { bucket: 'M0', dpd: 3, balanceMinor: 100, nextActionAt: '2026-11-25T10:00:00.000Z' }));
  few.save(inventedCase(2, { bucket: 'M1', dpd: 40, balanceMinor: 900, status: 'promised', nextActionAt: '2026-11-24T10:00:00.000Z' }));
  few.save(inventedCase(3, { bucket: 'M1', dpd: 50, balanceMinor: 500 }));
  const list = (over: Partial<CaseFilter>): string[] => few.list({ ...all, ...over }).map((one) => one.id);
  expect(list({})).toEqual(['case-2', 'case-1', 'case-3']);
  expect(list({ sort: 'balance' })).toEqual(['case-2', 'case-3', 'case-1']);
  expect(list({ sort: 'dpd' })).toEqual(['case-3', 'case-2', 'case-1']);
  expect(list({ bucket: 'M1' })).toEqual(['case-2', 'case-3']);
  expect(list({ bucket: 'M1', status: 'promised' })).toEqual(['case-2']);
  expect(list({ dueBefore: '2026-11-25T00:00:00.000Z' })).toEqual(['case-2']);
  expect(list({ bucket: 'M0', search: 'debtor' })).toEqual(['case-1']);
  other.close();
});
