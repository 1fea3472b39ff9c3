import { expect, test } from 'vitest';
import { hoursStrip } from './hours-strip.ts';

test('the day is used up: hours are behind, the next opening is ahead', () => {
  const now = Date.parse('2026-08-12T06:31:00Z'); // 14:31 in Shanghai
  const strip = hoursStrip('CN', 'Asia/Shanghai', now, Date.parse('2026-08-13T00:00:00Z'));
  expect(strip).toMatchObject({ opensAt: 0, from: Date.parse('2026-08-12T00:00:00Z'), to: Date.parse('2026-08-12T14:00:00Z') });
  expect(strip?.now).toBeCloseTo(25.06, 1);
  expect(strip?.again).toBeCloseTo(92.3, 1);
});
test('before the hours of today: now comes first and the opening is the next one', () => {
  const now = Date.parse('2026-08-11T23:25:00Z'); // 07:25 in Shanghai
  const strip = hoursStrip('CN', 'Asia/Shanghai', now, Date.parse('2026-08-12T00:00:00Z'));
  expect(strip?.now).toBe(0);
  expect(strip?.opensAt).toBe(strip?.again);
  expect(strip?.closesAt).toBe(strip?.again);
});
