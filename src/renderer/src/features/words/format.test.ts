import { describe, expect, test } from 'vitest';
import { amount, clock, dayAndWeekday, dayOfIso, duration, isoDay, moment, parseAmount, roughSpan } from './format.ts';

describe('amounts', () => {
  test.each([
    [864250, '8,642.50'],
    [5, '0.05'],
    [0, '0.00'],
  ])('%i is %s', (minor, text) => {
    expect(amount(minor)).toBe(text);
  });
  test.each([
    ['1,500', 150000],
    ['1500.5', 150050],
    ['0.05', 5],
    ['１', null],
    ['1.234', null],
    ['-3', null],
    ['', null],
    ['1e3', null],
  ])('%s is read as %s', (text, minor) => {
    expect(parseAmount(text)).toBe(minor);
  });
});

test('durations', () => {
  expect(duration(277.9)).toBe('04:37');
  expect(duration(3600)).toBe('1:00:00');
  expect(duration(-1)).toBe('00:00');
});

test('times are read at the place of the customer', () => {
  const at = Date.UTC(2026, 7, 12, 22, 30);
  expect(clock(at, 'Asia/Shanghai')).toBe('06:30');
  expect(isoDay(at, 'Asia/Shanghai')).toBe('2026-08-13');
  expect(moment(at, 'en-US', at - 3600_000, 'UTC')).toBe('22:30');
  expect(moment(at, 'en-US', at - 86_400_000, 'UTC')).toBe('Wed 22:30');
  expect(moment(at, 'zh-CN', at - 86_400_000, 'UTC')).toBe('明日 22:30');
  expect(moment(at, 'zh-CN', at - 2 * 86_400_000, 'UTC')).toBe('周三 22:30');
  expect(moment(at, 'en-US', at + 86_400_000, 'UTC')).toBe('12 Aug 22:30');
  expect(moment(at, 'en-US', at - 9 * 86_400_000, 'UTC')).toBe('12 Aug 22:30');
  expect(dayAndWeekday('2026-08-15', 'en-US')).toBe('Sat 15 Aug');
  expect(dayOfIso('2026-10-31', 'zh-CN')).toBe('10月31日');
});

test.each([
  [172_800_000, 'en-US', '2 days'],
  [-10_800_000, 'en-US', '3 hours'],
  [180_000, 'zh-CN', '3分钟'],
])('a rough span of %i ms', (ms, lang, words) => expect(roughSpan(ms, lang)).toBe(words));
