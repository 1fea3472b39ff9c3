import { expect, test } from 'vitest';
import { signInThrottle } from './sign-in-throttle.ts';

test('five a minute per key; the window slides; success forgives', () => {
  let now = 0;
  const throttle = signInThrottle(() => now);
  const tries = (key: string, count: number) => Array.from({ length: count }, () => throttle.begin(key));
  expect(tries('a', 6)).toEqual([true, true, true, true, true, false]);
  expect(tries('b', 1)).toEqual([true]);
  now = 59_999;
  expect(throttle.begin('a')).toBe(false);
  now = 60_000;
  expect(throttle.begin('a')).toBe(true);
  expect(tries('c', 4)).toEqual([true, true, true, true]);
  throttle.succeeded('c');
  expect(tries('c', 6)).toEqual([true, true, true, true, true, false]);
});

test('a flood of names does not grow it without end, and does not free one that must wait for long', () => {
  const throttle = signInThrottle(() => 0);
  for (let index = 0; index < 30_000; index += 1) throttle.begin(`name ${index}`);
  expect(Array.from({ length: 6 }, () => throttle.begin('late')).at(-1)).toBe(false);
});
