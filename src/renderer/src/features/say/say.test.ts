import { describe, expect, test } from 'vitest';
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';
import { sayLines } from './lines.ts';
import { openFlag } from './open-flag.ts';
import { ruleWords } from './rule-book.ts';

const flag = (id: string, severity: Flag['severity'], status: Flag['status'], markAt: number): Flag & { markAt: number } => ({
  id,
  ruleId: 'r',
  category: 'V04',
  packVersion: '1',
  severity,
  utteranceId: 'u',
  words: 'w',
  from: 0,
  to: 1,
  startMs: 0,
  endMs: 1,
  status,
  markAt,
});
const us = { language: 'en-US', jurisdiction: 'US', clientName: 'XYZ Bank', product: 'Visa' } as const;

describe('the open flag', () => {
  test.each([
    [[flag('a', 'S3', 'confirmed', 5), flag('b', 'S2', 'confirmed', 1)], 'b'],
    [[flag('a', 'S2', 'confirmed', 1), flag('b', 'S2', 'confirmed', 2)], 'b'],
    [[flag('a', 'S2', 'corrected', 1), flag('b', 'S3', 'withdrawn', 2)], null],
    [[flag('a', 'S2', 'partial', 1)], null],
    [[flag('a', 'S1', 'partial', 1), flag('b', 'S2', 'confirmed', 9)], 'a'],
  ] as const)('%#', (flags, id) => {
    expect(openFlag(flags)?.id ?? null).toBe(id);
  });
});

describe('calm lines', () => {
  test('before anybody is verified nothing names the debt', () => {
    for (const language of ['en-US', 'zh-CN'] as const) for (const line of sayLines({ ...us, language }, true, 'unknown')) expect(line.words).not.toMatch(/Visa|XYZ/);
  });
  test('third parties hear nothing of client or product', () => {
    for (const line of sayLines(us, true, 'third-party')) expect(line.words).not.toMatch(/Visa|XYZ/);
  });
  test('the collector disclosure comes first in the US and only there', () => {
    expect(sayLines(us, true, 'right-party')[0]?.rule).toBe('R06');
    expect(sayLines({ ...us, jurisdiction: 'UK' }, true, 'right-party').some((line) => line.rule === 'R06')).toBe(false);
  });
  test('there is always a line', () => {
    for (const party of ['unknown', 'right-party', 'third-party', 'wrong-person'] as const) expect(sayLines(us, true, party).length).toBeGreaterThan(0);
  });
});

test('an unknown rule is shown by its id', () => {
  expect(ruleWords('X-9', 'en-US')).toEqual({ title: 'X-9', sayInstead: null });
});
