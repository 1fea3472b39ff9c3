import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount, parseCurrency, parseDate, parseDpd, parseIdNumber, parseJurisdiction, parsePhone, parseRelation, parseTimeZones, parseYes } from './parse-cell.ts';
import type { Parsed } from './parse-cell.ts';

const valueOf = <T>(parsed: Parsed<T>) => (parsed.ok ? parsed.value : null);

describe('amounts', () => {
  test.each([
    ['0', 0],
    ['1', 100],
    ['1.5', 150],
    ['1.50', 150],
    ['1.500', 150],
    ['1,234.56', 123456],
    ['12,345,678', 1234567800],
    ['￥１２．３４', 1234],
    ['$5', 500],
    ['US$ 5', 500],
    ['100元', 10000],
    [' 7.01 ', 701],
  ])('%s is %d', (text, minor) => expect(valueOf(parseAmount(text))).toBe(minor));
  test.each(['', '-1', '+1', '1.234', '1e3', '1,23', '12,34', '0x10', 'NaN', '1 000', '1.2.3', '99999999999999', '=1+1'])('%s is none', (text) => expect(parseAmount(text).ok).toBe(false));
  test('what is written with two decimals comes back to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), (minor) => {
        expect(valueOf(parseAmount(`${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`))).toBe(minor);
      }),
    );
  });
});

describe('dates', () => {
  test.each([
    ['2026-01-31', null, '2026-01-31'],
    ['2026/1/5', null, '2026-01-05'],
    ['2026.1.5', null, '2026-01-05'],
    ['20260105', null, '2026-01-05'],
    ['2026年1月5日', null, '2026-01-05'],
    ['2026-01-05 00:00:00', null, '2026-01-05'],
    ['1/5/2026', 'US', '2026-01-05'],
    ['1/5/2026', 'UK', '2026-05-01'],
    ['2024-02-29', null, '2024-02-29'],
  ] as const)('%s (%s) is %s', (text, jurisdiction, iso) => expect(valueOf(parseDate(text, jurisdiction))).toBe(iso));
  test.each([
    ['2026-02-30', null],
    ['2023-02-29', null],
    ['2026-13-01', null],
    ['1/5/2026', 'CN'],
    ['31/12/2026', 'US'],
    ['12/31/2026', 'UK'],
    ['46027', null],
    ['0001-01-01', null],
    ['', null],
  ] as const)('%s (%s) is none', (text, jurisdiction) => {
    expect(parseDate(text, jurisdiction).ok).toBe(false);
  });
});

describe('telephone numbers', () => {
  test.each([
    ['138 0013 8000', 'CN', '+8613800138000'],
    ['010-62345678', 'CN', '+861062345678'],
    ['(202) 456-1111', 'US', '+12024561111'],
    ['+44 20 7946 0018', 'UK', '+442079460018'],
    ['020 7946 0018', 'UK', '+442079460018'],
  ] as const)('%s in %s is %s', (text, jurisdiction, phone) => expect(valueOf(parsePhone(text, jurisdiction, false))).toBe(phone));
  test.each(['', '123', '1.38E+10', 'call me', '99999999999999999'])('%s is none', (text) => expect(parsePhone(text, 'CN', false).ok).toBe(false));
  test('numbers of the practice line count only in practice', () => {
    expect(valueOf(parsePhone('5550101', 'US', true))).toBe('5550101');
    expect(valueOf(parsePhone('12600000110', 'CN', true))).toBe('12600000110');
    expect(parsePhone('5550101', 'US', false).ok).toBe(false);
    expect(parsePhone('12600000110', 'CN', false).ok).toBe(false);
  });
});

test('words of the field in both languages', () => {
  expect(['人民币', 'rmb', 'CNY', '￥', '$', 'gbp'].map((text) => valueOf(parseCurrency(text)))).toEqual(['CNY', 'CNY', 'CNY', 'CNY', 'USD', 'GBP']);
  expect(parseCurrency('EUR').ok).toBe(false);
  expect(['中国', 'usa', 'GB'].map((text) => valueOf(parseJurisdiction(text)))).toEqual(['CN', 'US', 'UK']);
  expect(['本人', '配偶', 'wife', '村委', 'Co-worker'].map((text) => valueOf(parseRelation(text)))).toEqual(['self', 'spouse', 'spouse', 'other', null]);
  expect(['是', 'Y', '', '0', '否', 'maybe'].map((text) => valueOf(parseYes(text)))).toEqual([true, true, false, false, false, null]);
  expect(['12', '-3', '1.5', '123456'].map((text) => valueOf(parseDpd(text)))).toEqual([12, -3, null, null]);
  expect(['America/New_York;America/Chicago', 'Mars/Olympus', ''].map((text) => valueOf(parseTimeZones(text)))).toEqual([['America/New_York', 'America/Chicago'], null, null]);
});

test('identity numbers are checked by their last character (GB 11643)', () => {
  expect(parseIdNumber('11010519491231002X').ok).toBe(true);
  expect(parseIdNumber('110105194912310021').ok).toBe(false);
  expect(parseIdNumber('1.10105E+17').ok).toBe(false);
  expect(parseIdNumber('P1234567').ok).toBe(true);
});
