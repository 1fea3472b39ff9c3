import { expect, test } from 'vitest';
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';
import { lineMarks } from './line-marks.ts';

const flag = (startMs: number, severity: Flag['severity'], status: Flag['status']): Flag => ({
  id: `${String(startMs)}${severity}`,
  ruleId: 'r',
  category: 'V04',
  packVersion: '1',
  severity,
  utteranceId: 'u',
  words: 'w',
  from: 0,
  to: 1,
  startMs,
  endMs: startMs + 500,
  status,
});

test('a calm call is one solid line up to now', () => {
  expect(lineMarks(60_000, [], true)).toEqual({ segments: [{ from: 0, to: 10, red: false }], breaks: [], now: 10 });
});
test('a finished call fills the line', () => {
  expect(lineMarks(60_000, [], false).now).toBe(100);
});
test('flags break the line, withdrawn and partial ones do not', () => {
  const marks = lineMarks(300_000, [flag(60_000, 'S2', 'confirmed'), flag(120_000, 'S3', 'withdrawn'), flag(130_000, 'S1', 'partial')], true);
  expect(marks.breaks).toHaveLength(1);
  expect(marks.segments).toEqual([
    { from: 0, to: 9.1, red: false },
    { from: 10.9, to: 50, red: false },
  ]);
});
test('after an open red line the line is red, after a mended one it is not', () => {
  expect(lineMarks(300_000, [flag(60_000, 'S1', 'confirmed')], true).segments.at(-1)?.red).toBe(true);
  expect(lineMarks(300_000, [flag(60_000, 'S1', 'corrected')], true).segments.at(-1)?.red).toBe(false);
});
test('two breaks at one place leave no backward segment', () => {
  for (const one of lineMarks(300_000, [flag(60_000, 'S2', 'confirmed'), flag(60_100, 'S3', 'confirmed')], true).segments) expect(one.to).toBeGreaterThan(one.from);
});
