import { expect, test } from 'vitest';
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';
import { markText } from './mark-text.ts';

const flag = (from: number, to: number, severity: Flag['severity'] = 'S2', status: Flag['status'] = 'confirmed'): Flag => ({
  id: `${String(from)}-${String(to)}`,
  ruleId: 'r',
  category: 'V10',
  packVersion: '1',
  severity,
  utteranceId: 'u',
  words: '',
  from,
  to,
  startMs: 0,
  endMs: 1,
  status,
});
const cut = (text: string, flags: readonly Flag[]): string =>
  markText(text, flags)
    .map((piece) => (piece.flag === null ? piece.text : `[${piece.text}]`))
    .join('');

test.each([
  ['no flags', [], 'abcdef'],
  ['in the middle', [flag(2, 4)], 'ab[cd]ef'],
  ['at both ends', [flag(4, 6), flag(0, 2)], '[ab]cd[ef]'],
  ['beyond the end', [flag(4, 99)], 'abcd[ef]'],
  ['wholly outside', [flag(90, 99)], 'abcdef'],
  ['withdrawn leaves the text', [flag(2, 4, 'S2', 'withdrawn')], 'abcdef'],
  ['overlapping', [flag(1, 4), flag(3, 5, 'S1')], 'a[bcd][e]f'],
  ['one inside another', [flag(1, 5), flag(2, 3)], 'a[bcde]f'],
])('%s', (_name, flags, expected) => {
  expect(cut('abcdef', flags)).toBe(expected);
});

test('nothing is lost or doubled', () => {
  const flags = [flag(0, 3), flag(2, 5, 'S3'), flag(5, 6), flag(1, 2, 'S4')];
  expect(
    markText('abcdef', flags)
      .map((piece) => piece.text)
      .join(''),
  ).toBe('abcdef');
});
