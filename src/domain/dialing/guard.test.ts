import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { decideDial, nextLawfulMinute } from './guard.ts';
import { localTime } from './local-time.ts';
import type { GuardInputs } from './verdict.ts';

const inputs = (now: string, more: Partial<GuardInputs> = {}): GuardInputs => ({
  now: Date.parse(now),
  jurisdiction: 'US',
  timeZones: ['America/New_York'],
  attemptsToday: 0,
  mayCall: true,
  recallOn: '2099-12-31',
  ...more,
});

describe('permitted hours, in the local time of the customer', () => {
  test.each([
    ['2026-11-24T12:59:59Z', 'US', ['America/New_York'], 'block'],
    ['2026-11-24T13:00:00Z', 'US', ['America/New_York'], 'allow'],
    ['2026-11-25T01:59:59Z', 'US', ['America/New_York'], 'allow'],
    ['2026-11-25T02:00:00Z', 'US', ['America/New_York'], 'block'],
    ['2026-11-24T13:30:00Z', 'US', ['America/New_York', 'America/Los_Angeles'], 'block'],
    ['2026-11-24T16:30:00Z', 'US', ['America/New_York', 'America/Los_Angeles'], 'allow'],
    ['2026-11-24T13:59:00Z', 'CN', ['Asia/Shanghai'], 'allow'],
    ['2026-11-24T14:00:00Z', 'CN', ['Asia/Shanghai'], 'block'],
    ['2026-11-28T08:30:00Z', 'UK', ['Europe/London'], 'block'],
    ['2026-11-28T09:00:00Z', 'UK', ['Europe/London'], 'allow'],
  ] as const)('%s %s %s: %s', (now, jurisdiction, timeZones, kind) => {
    expect(decideDial(inputs(now, { jurisdiction, timeZones })).kind).toBe(kind);
  });
  test('the next lawful minute is eight in the morning there, across the change to summer time', () => {
    const verdict = decideDial(inputs('2026-03-08T05:00:00Z'));
    expect(verdict).toMatchObject({ kind: 'block', rule: 'permitted-hours', until: Date.parse('2026-03-08T12:00:00Z') });
  });
  test('a zone nobody knows blocks', () => expect(decideDial(inputs('2026-11-24T15:00:00Z', { timeZones: ['Mars/Olympus'] }))).toMatchObject({ kind: 'block', until: null }));
  test('no zone blocks', () => expect(decideDial(inputs('2026-11-24T15:00:00Z', { timeZones: [] })).kind).toBe('block'));
});

describe('the other rules', () => {
  test('the third attempt is the last of the day', () => {
    expect(decideDial(inputs('2026-11-24T15:00:00Z', { attemptsToday: 2 })).kind).toBe('allow');
    expect(decideDial(inputs('2026-11-24T15:00:00Z', { attemptsToday: 3 }))).toMatchObject({ rule: 'daily-attempts', until: Date.parse('2026-11-25T13:00:00Z') });
  });
  test('a closed contact', () => expect(decideDial(inputs('2026-11-24T15:00:00Z', { mayCall: false }))).toMatchObject({ rule: 'contact-closed' }));
  test('a recalled case', () => expect(decideDial(inputs('2026-11-24T15:00:00Z', { recallOn: '2026-11-23' }))).toMatchObject({ rule: 'case-recalled' }));
});

test('property: whenever it allows, every zone is inside its hours; until is never in the past and then allows', () => {
  const zones = ['America/New_York', 'America/Los_Angeles', 'America/Phoenix', 'Pacific/Honolulu', 'America/Chicago'];
  fc.assert(
    fc.property(fc.integer({ min: 1_760_000_000_000, max: 1_830_000_000_000 }), fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1, maxLength: 3 }), (now, timeZones) => {
      const one = { ...inputs('2026-01-01T00:00:00Z'), now, timeZones };
      const verdict = decideDial(one);
      if (verdict.kind === 'allow') {
        for (const zone of timeZones) expect(localTime(now, zone).hour).toSatisfy((hour: number) => hour >= 8 && hour < 21);
      } else if (verdict.until !== null) {
        expect(verdict.until).toBeGreaterThan(now);
        expect(decideDial({ ...one, now: verdict.until }).kind).toBe('allow');
      }
    }),
    { numRuns: 300 },
  );
});
test('there is no lawful minute for zones that never share hours', () => {
  expect(nextLawfulMinute({ ...inputs('2026-11-24T15:00:00Z'), jurisdiction: 'UK', timeZones: ['Europe/London', 'Asia/Shanghai', 'America/Los_Angeles'] }, false)).toBeNull();
});
