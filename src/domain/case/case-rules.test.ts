import { describe, expect, test } from 'vitest';
import { allowedDispositions } from './disposition.ts';
import { maskDigits, maskName, maskPhone } from './mask.ts';
import { promiseProblems } from './promise-to-pay.ts';

describe('masking', () => {
  test.each([
    ['陈小明', '陈*'],
    ['Alice Moore', 'A. M.'],
    ['', ''],
    ['  o', 'O.'],
  ])('%s', (name, masked) => expect(maskName(name)).toBe(masked));
  test.each([
    ['12600000101', '126••••0101'],
    ['+12025550101', '+120••••0101'],
    ['5550101', '555••••0101'],
    ['911', '••••11'],
  ])('%s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));
  test('long digit runs in text, not short ones', () => expect(maskDigits('card 4111 1111 1111 1111 ends in 42')).toBe('card •••• •••• •••• •••• ends in 42'));
});
test.each([
  ['it is four one one one double two nine okay', 'it is •••• ••• ••• ••• •••••• ••• •••• okay'],
  ['my number is five five five', 'my number is five five five'],
  ['尾号四一一一对吗', '尾号••••对吗'],
  ['一二 三四 五六', '•• •• ••'],
  ['三千五百六十元', '三千五百六十元'],
  ['i owe four hundred and twenty dollars for two months', 'i owe four hundred and twenty dollars for two months'],
  ['一五一十', '一五一十'],
])('spoken digits: %s', (text, masked) => expect(maskDigits(text)).toBe(masked));

describe('promise to pay', () => {
  const one = (amountMinor: number, dueOn: string, readBack = true) => ({ currency: 'USD', readBack, instalments: [{ amountMinor, dueOn }] });
  test.each([
    [one(1000, '2026-11-26'), []],
    [one(0, '2026-11-26'), ['amount-not-positive']],
    [one(9000, '2026-11-26'), ['over-balance']],
    [one(1000, '2026-11-23'), ['in-the-past']],
    [one(1000, '2026-12-25'), ['beyond-horizon']],
    [one(1000, '2026-11-26', false), ['not-read-back']],
    [{ currency: 'USD', readBack: true, instalments: [] }, ['no-instalment']],
    [one(Number.NaN, '2026-11-26'), ['amount-not-positive']],
    [one(1000, 'not a date'), ['in-the-past']],
  ] as const)('%o', (promise, problems) => expect(promiseProblems(promise, 5000, 'M1', '2026-11-24')).toEqual(problems));
});

test('a promise needs an answered call with the right party', () => {
  expect(allowedDispositions('answered', 'right-party', 'self')).toContain('PTP');
  for (const party of ['third-party', 'wrong-person', 'unknown'] as const) expect(allowedDispositions('answered', party, 'self')).not.toContain('PTP');
  expect(allowedDispositions('busy', 'right-party', 'self')).toEqual(['NOT_REACHED', 'LOST', 'WRONG']);
});
