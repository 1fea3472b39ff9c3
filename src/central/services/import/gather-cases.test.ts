import { describe, expect, test } from 'vitest';
import { placeColumns } from './columns.ts';
import { gatherCases } from './gather-cases.ts';

const headings = [
  'batch_no',
  'case_no',
  'placed_on',
  'recall_on',
  'product',
  'name',
  'mobile',
  'account_no',
  'currency',
  'placed_amt',
  'prin_left',
  'od_int',
  'fee',
  'dpd',
  'od_from',
  'flags',
  'contact',
  'relation',
  'contact number',
  'phone status',
  'state',
];
const sound: Record<string, string> = {
  batch_no: 'B',
  case_no: 'C',
  placed_on: '2026-01-05',
  recall_on: '2026-06-30',
  name: 'Jo Doe',
  mobile: '+1 202 456 1111',
  account_no: '1',
  currency: 'USD',
  placed_amt: '100.00',
  dpd: '10',
  state: 'NY',
};
const gather = (...rows: Record<string, string>[]) =>
  gatherCases({ headings, rows: rows.map((row, index) => ({ line: index + 2, cells: headings.map((heading) => ({ ...sound, ...row })[heading] ?? '') })) }, placeColumns(headings, {}), {
    today: '2026-02-01',
    practiceNumbers: false,
  });
const reasons = (...rows: Record<string, string>[]) => gather(...rows).bad.map((one) => `${one.line} ${one.column} ${one.reason}`);

describe('several rows of one case', () => {
  test('add accounts and contacts', () => {
    const { cases, bad } = gather({}, { account_no: '2', placed_amt: '50' }, { contact: 'Sam', relation: 'spouse', 'contact number': '+1 202 456 2222' });
    expect(bad).toEqual([]);
    expect(cases).toHaveLength(1);
    expect(cases[0]?.accounts.map((one) => one.dueMinor)).toEqual([10000, 5000]);
    expect(cases[0]?.contacts.map((one) => [one.relation, one.whyNot])).toEqual([
      ['self', null],
      ['spouse', 'third-party-locked'],
    ]);
  });
  test('that repeat or contradict are reported', () => {
    expect(reasons({}, {})).toEqual(['3 case_no repeats line 2']);
    expect(reasons({}, { name: 'Another' })).toEqual(['3 case_no has another debtor than the same case on line 2']);
    expect(reasons({}, { placed_amt: '101' })).toEqual(['3 case_no has the same account with another amount than line 2']);
    expect(reasons({}, { currency: 'GBP', mobile: '020 7946 0018' })).toEqual(['3 case_no has another currency or jurisdiction than the same case on line 2']);
  });
});

describe('one row', () => {
  test('parts must make up the amount to the cent', () => {
    expect(gather({ placed_amt: '100', prin_left: '80', od_int: '15', fee: '5' }).cases[0]?.accounts[0]).toMatchObject({ principalMinor: 8000, interestMinor: 1500, feesMinor: 500 });
    expect(reasons({ placed_amt: '100', prin_left: '80', od_int: '15', fee: '6' })).toEqual(['2 placed_amt is not the sum of principal, interest and fees (101)']);
    expect(reasons({ placed_amt: '0' })).toEqual(['2 placed_amt is nothing to collect']);
  });
  test('a start of the delay counts instead of days', () => {
    expect(gather({ dpd: '', od_from: '2026-01-01' }).cases[0]?.accounts[0]?.dpd).toBe(31);
    expect(reasons({ dpd: '' })).toEqual(['2 dpd is empty']);
  });
  test('a stop or a refusal closes the numbers, a complaint is kept', () => {
    const { cases } = gather({ flags: '投诉;停催', contact: 'Sam', relation: 'friend', 'contact number': '+1 202 456 2222', 'phone status': '空号' });
    expect(cases[0]).toMatchObject({ complaint: true, contacts: [{ whyNot: 'asked-not-to-call' }, { whyNot: 'invalid-number' }] });
  });
  test('what is empty or too long is named', () => {
    expect(reasons({ case_no: '', name: 'x'.repeat(200), mobile: '', recall_on: '2025-01-01' })).toEqual([
      '2 case_no is empty',
      '2 name is longer than 120 characters',
      '2 recall_on is before the day of placement',
      '2 mobile is empty',
    ]);
    expect(reasons({ name: 'a\u0007b' })).toEqual(['2 name holds control characters']);
  });
  test('debtors of unknown states may be in any zone of the country', () => {
    expect(gather({ state: 'NY' }).cases[0]?.timeZones).toEqual(['America/New_York']);
    expect(gather({ state: 'Austin, TX 78701' }).cases[0]?.timeZones).toEqual(['America/Chicago', 'America/Denver']);
    expect(gather({ state: 'Alabama' }).cases[0]?.timeZones.length).toBeGreaterThan(4);
  });
});
