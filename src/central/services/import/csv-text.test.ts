import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText, defuseCell, undefuseCell } from './csv-text.ts';

test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1', '\u{feff}=1', '＝1', '＋1', '|x', '%x', '\n-1', "'|", "''=1"])('%j is defused', (text) => expect(defuseCell(text)).toBe(`'${text}`));
test.each(['', 'name', '1+1', '陈=王', "'quoted", '3-4'])('%j stays', (text) => expect(defuseCell(text)).toBe(text));

test('any text comes back, and no cell begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const back = parse(csvText(rows), { bom: true, relax_column_count: true, record_delimiter: '\r\n' }) as string[][];
      expect(back.map((row) => row.map(undefuseCell))).toEqual(rows);
      for (const cell of back.flat()) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});
