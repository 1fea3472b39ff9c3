/** Any text, any times, any order: the watch never throws, stays quick and moves only along the drawn arrows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import english from '../../../../resources/rules/watch.en.json' with { type: 'json' };
import chinese from '../../../../resources/rules/watch.zh.json' with { type: 'json' };
import { compileWatch } from './find-cues.ts';
import { customerTriggers, markParty, missingStatements, startWatch, watchTurn } from './watch-call.ts';
import { readWatchPack } from './watch-pack.ts';

const packs = { en: readWatchPack(english), zh: readWatchPack(chinese) };
const lawful: Readonly<Record<string, readonly string[]>> = {
  unknown: ['unknown', 'unverified', 'verified', 'third', 'wrong'],
  unverified: ['unverified', 'verified', 'third', 'wrong'],
  verified: ['verified', 'unverified', 'third'],
  third: ['third', 'unverified', 'verified', 'wrong'],
  wrong: ['wrong', 'unverified', 'verified', 'third'],
};
const heardWords = {
  en: [
    'yes',
    'no',
    'speaking',
    'this is john',
    'is this John?',
    'date of birth?',
    'march 3 1980',
    'wrong number',
    "i'm his wife",
    'stop calling',
    '1234',
    'i will pay 20 on friday',
    'hold on let me get him',
    '😀',
    '\ud800',
    '',
  ],
  zh: ['是我', '不是', '你打错了', '我是他老婆', '请问是张伟吗', '身份证后四位', '一二三四', '别再打了', '周五还五百', '我叫他来接', '他去世了', '😀', '\udc00', '', '啊啊啊'],
};

describe.each(['en', 'zh'] as const)('properties, %s', (lang) => {
  const pack = packs[lang];
  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const one of customerTriggers(lang, text, pack)) expect(text.slice(...one.span)).toBe(one.words);
      }),
      { numRuns: 300 },
    );
  });
  test('any call moves along the arrows, says each due once, and ends with known statements', () => {
    const turns = fc.array(
      fc.record({
        speaker: fc.constantFrom('agent' as const, 'customer' as const),
        startMs: fc.oneof(fc.integer({ min: -1000, max: 600_000 }), fc.constant(Number.NaN)),
        text: fc.array(fc.constantFrom(...heardWords[lang]), { maxLength: 4 }).map((list) => list.join(' ')),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(turns, (list) => {
        let state = startWatch(lang, { pack });
        for (const one of list) {
          const next = watchTurn(state, { ...one, endMs: one.startMs + 900 });
          expect(lawful[state.party]).toContain(next.party);
          expect(new Set(next.due).size).toBe(next.due.length);
          for (const code of next.due) if (code !== 'R04') expect(next.said[code]).toBeUndefined();
          state = next;
        }
        for (const code of missingStatements(state)) expect(code).toMatch(/^R\d\d$/);
        if (state.party === 'third') expect(missingStatements(state)).not.toContain('R05');
        expect(markParty(state, 'right').party).toBe('verified');
      }),
      { numRuns: 200 },
    );
  });
  test.each(['别再打了我不认识', 'i i i i', 'do not call me at work ', '😀', '是', '12 ', 'a'])('100,000 characters of "%s" in under 50 ms (warm, best of three)', (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000);
    const state = startWatch(lang, { pack });
    const took = [0, 1, 2].map(() => {
      const from = performance.now();
      watchTurn(state, { speaker: 'customer', startMs: 0, endMs: 1, text });
      return performance.now() - from;
    });
    expect(Math.min(...took)).toBeLessThan(50);
  });
  test('under 0.2 ms a turn', () => {
    const text = lang === 'en' ? 'i told you last week that i lost my job and i can pay fifty dollars on friday' : '我上个星期跟你说过我失业了周五可以先还五百块钱行不行';
    let state = startWatch(lang, { pack });
    for (let i = 0; i < 300; i += 1) watchTurn(state, { speaker: 'customer', startMs: i, endMs: i, text });
    const from = performance.now();
    for (let i = 0; i < 200; i += 1) state = watchTurn(state, { speaker: i % 2 === 0 ? 'customer' : 'agent', startMs: i, endMs: i, text });
    expect((performance.now() - from) / 200).toBeLessThan(0.2);
  });
  test('the other language is refused', () => expect(() => startWatch(lang === 'en' ? 'zh' : 'en', { pack })).toThrow(/is for/));
});

describe('broken packs are refused with the place and the reason', () => {
  test.each([
    [{ ...english, schema: 2 }, '/schema'],
    [{ ...english, slots: { a: 3 } }, '/slots/a'],
    [{ ...english, customer: [{ id: 'x' }] }, '/customer/0'],
    [
      {
        ...english,
        agent: [
          { id: 'x', code: 'R01', patterns: [] },
          { id: 'x', code: 'R01', patterns: [] },
        ],
      },
      '/agent/1',
    ],
    [null, '/'],
    [[], '/'],
  ])('%#', (value, place) => expect(() => readWatchPack(value)).toThrow(place));
  test.each(['~9 a', 'a ~7 b', 'a ~1 b ~1 c ~1 d ~1 e', '@nowhere', 'a? b', '$'])('pattern %s', (pattern) => {
    expect(() => compileWatch(readWatchPack({ ...english, customer: [{ id: 'x', code: 'C01', patterns: [pattern] }], agent: [] }))).toThrow(/rule x/);
  });
});
