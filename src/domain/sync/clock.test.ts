import { expect, test } from 'vitest';
import fc from 'fast-check';
import { nextClock } from './clock.ts';

test('stamps sort as text and never go back, whatever the wall clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9_999_999_999_999 }), { maxLength: 50 }), (times) => {
      let last: string | null = null;
      for (const now of times) {
        const next: string = nextClock(last, now, 'desk-1');
        if (last !== null) expect(next > last).toBe(true);
        last = next;
      }
    }),
  );
});
test('a garbage stamp is refused', () => expect(() => nextClock('yesterday', 1, 'd')).toThrow(/clock/));
