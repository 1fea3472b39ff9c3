import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

test('grows with each failure to its limit, is never nothing, and spreads the desks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
      const pause = backOffMs(failures, random);
      expect(pause).toBeGreaterThanOrEqual(500);
      expect(pause).toBeLessThanOrEqual(30_000);
      expect(backOffMs(failures + 1, random)).toBeGreaterThanOrEqual(pause);
      expect(backOffMs(failures, 0) * 2).toBeGreaterThanOrEqual(backOffMs(failures, 0.999));
    }),
  );
  expect(backOffMs(1, 0)).toBe(500);
  expect(backOffMs(5, 0.9)).toBeGreaterThan(backOffMs(5, 0.1));
});
