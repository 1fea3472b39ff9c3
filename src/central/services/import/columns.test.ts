import { expect, test } from 'vitest';
import { columnKeys, placeColumns } from './columns.ts';

const least = ['批次号', '案件编号', '委案日期', '退案日期', '客户姓名', '手机号', '委案金额', '逾期天数'];

test('headings are found whatever their case, spaces and marks', () => {
  expect(placeColumns(['Batch No.', 'CASE-NO', 'placed_on', 'Recall Date', 'Customer Name', 'Mobile Phone', 'Amount Due', 'DPD', 'something else'], {}).size).toBe(8);
  expect(placeColumns(least, {}).get('placed_amt')).toBe(6);
});
test('every key is a heading of its own', () => expect(placeColumns(columnKeys, {}).size).toBe(columnKeys.length));
test('what is missing or doubled is named', () => {
  expect(() => placeColumns(least.slice(0, 6), {})).toThrow(/placed_amt .*dpd/);
  expect(() => placeColumns([...least, 'Balance'], {})).toThrow('"委案金额" and "Balance" both mean placed_amt');
  expect(() => placeColumns(least, { x: 'constructor' })).toThrow('no column');
});
test("the client's own map goes first and may leave a column out", () => {
  expect(placeColumns([...least, 'Balance'], { Balance: '' }).get('placed_amt')).toBe(6);
  expect(placeColumns([...least, 'Balance'], { 委案金额: '', Balance: 'placed_amt' }).get('placed_amt')).toBe(8);
});
