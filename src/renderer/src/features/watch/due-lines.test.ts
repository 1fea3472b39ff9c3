import { describe, expect, test } from 'vitest';
import english from '../../../../../resources/rules/watch.en.json' with { type: 'json' };
import chinese from '../../../../../resources/rules/watch.zh.json' with { type: 'json' };
import { findCues } from '../../../../domain/compliance/watch/find-cues.ts';
import { readWatchPack } from '../../../../domain/compliance/watch/watch-pack.ts';
import type { HeardWatch } from '../../speech/call-watch.ts';
import { sayLines } from '../say/lines.ts';
import { dueLines, linesFor, nextWords } from './due-lines.ts';
import { statementCodes } from './statement-chips.ts';

const watch = (change: Partial<HeardWatch>): HeardWatch => ({ party: 'unknown', said: {}, due: [], late: [], triggers: [], ...change });
const us = { language: 'en-US', jurisdiction: 'US', clientName: 'XYZ Bank', product: 'Visa' } as const;
const cn = { language: 'zh-CN', jurisdiction: 'CN', clientName: '某银行', product: '现金分期' } as const;
const rules = (...args: Parameters<typeof nextWords>): string => {
  const next = nextWords(...args);
  return next.kind === 'lines' ? next.lines.map((line) => line.rule).join(' ') : next.kind;
};

describe('the next words', () => {
  test('without the watch, and before the answer, as before', () => {
    expect(nextWords(us, null, true, 'right-party')).toEqual({ kind: 'lines', lines: sayLines(us, true, 'right-party') });
    expect(nextWords(us, watch({ due: ['R01'] }), false, 'unknown')).toEqual({ kind: 'lines', lines: sayLines(us, false, 'unknown') });
  });
  test('the opening line carries the recording notice', () => {
    expect(rules(us, watch({ due: ['R01', 'R03'] }), true, 'unknown')).toBe('R01');
  });
  test('what was said does not come again', () => {
    expect(rules(us, watch({ due: ['R03'], said: { R01: 0 } }), true, 'unknown')).toBe('R03 R03');
    expect(rules(us, watch({ said: { R01: 0, R03: 0 } }), true, 'unknown')).toBe('listen');
    expect(rules(us, watch({ party: 'third', said: { R10: 1 } }), true, 'third-party')).toBe('listen');
    expect(rules(us, watch({ party: 'wrong', said: { R01: 1 } }), true, 'wrong-person')).toBe('R10');
  });
  test('heard verification asks for the mark and opens after it', () => {
    const heard = watch({ party: 'verified', due: ['R06', 'R02', 'R05'], said: { R01: 0 } });
    expect(rules(us, heard, true, 'unknown')).toBe('mark');
    expect(rules(us, heard, true, 'right-party')).toBe('R06 R02 R05 R05');
  });
  test('before the mark no line names client or product', () => {
    for (const one of [us, cn, { ...us, jurisdiction: 'UK' } as const])
      for (const party of ['unknown', 'third-party', 'wrong-person'] as const) {
        for (const line of dueLines(watch({ due: statementCodes }), one, party)) expect([line.rule, line.words]).not.toEqual([line.rule, expect.stringMatching(/Visa|XYZ|某银行|现金分期/)]);
      }
  });
  test('every statement has a line in both languages', () => {
    for (const code of statementCodes) {
      if (code !== 'R10') expect([code, linesFor(code, us, 'right-party').length]).not.toEqual([code, 0]);
      if (code !== 'R06' && code !== 'R11') expect([code, linesFor(code, cn, 'right-party').length]).not.toEqual([code, 0]);
    }
  });
});

describe('what the desk proposes, the watch hears', () => {
  const packs = { en: readWatchPack(english), zh: readWatchPack(chinese) };
  const spokenEnglish = (words: string): string =>
    words
      .replace('pay … by …', 'pay 150 dollars by Friday the 15th')
      .replace('ID …', 'ID 3218')
      .replace('name is …', 'name is Sam Lee')
      .replace('from …', 'from Fairline Recovery')
      .replace('at …', 'at 1 800 555 1212')
      .replace('This is …', 'This is Sam Lee');
  const spokenChinese = (words: string): string => words.replace('…号前还…元', '八月十五号前还一千五百元').replace('姓…', '姓王').replace('工号…', '工号三二一八').replace('我是…公司', '我是恒正公司');
  const heardAs: Readonly<Record<string, readonly string[]>> = { R04: ['R04', 'ASKNAME', 'ASKDETAIL'], R08: ['R08', 'CONFIRM'] };
  for (const [lang, one, spoken] of [
    ['en', us, spokenEnglish],
    ['zh', cn, spokenChinese],
  ] as const)
    for (const party of ['unknown', 'right-party', 'third-party'] as const) {
      for (const code of statementCodes)
        for (const line of linesFor(code, one, party)) {
          test(`${lang} ${party} ${code} ${line.words}`, () => {
            const codes = findCues(packs[lang], 'agent', spoken(line.words)).cues.map((cue) => cue.code);
            expect([codes, codes.some((heard) => (heardAs[code] ?? [code]).includes(heard))]).toEqual([codes, true]);
          });
        }
    }
});
