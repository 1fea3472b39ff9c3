import { describe, expect, test } from 'vitest';
import { allowedDispositions } from '../../../../domain/case/disposition.ts';
import type { PartyMark } from '../../../../domain/case/disposition.ts';
import type { Utterance } from '../../../../domain/compliance/transcript.ts';
import type { HeardTrigger } from '../../../../domain/compliance/watch/watch-state.ts';
import { cuePieces, cuesByUtterance, dismissKey, openCues, resultFor } from './cues.ts';
import type { TakenCue } from './cues.ts';

const heard = (code: string, words: string, turn = 0, from = 0): HeardTrigger => ({ code, words, turn, span: [from, from + words.length], rule: `EN-${code}`, version: '1' });
const codes = (...args: Parameters<typeof openCues>): string =>
  openCues(...args)
    .map(({ code }) => code)
    .join(' ');
const cue = (code: TakenCue['code'], words = ''): TakenCue => ({ code, words });

describe('one cue at a time', () => {
  test('danger to life first, a promise last', () => {
    expect(codes([heard('C08', 'friday'), heard('C03', 'job'), heard('C02', 'end it'), heard('C04', 'not mine')], [], [])).toBe('C02 C04 C03 C08');
  });
  test('logged ones leave, a crisis stays', () => {
    expect(codes([heard('C03', 'job'), heard('C02', 'end it')], [cue('C03'), cue('C02')], [])).toBe('C02');
  });
  test('dismissed words do not come back, other words of the kind do', () => {
    const driving = heard('C05', 'driving');
    expect(codes([driving, heard('C05', 'Driving', 4)], [], [dismissKey(driving)])).toBe('');
    expect(openCues([driving, heard('C05', 'stop calling')], [], [dismissKey(driving)])[0]?.words).toBe('stop calling');
  });
  test('the latest words of a kind are shown; unknown kinds are not', () => {
    expect(openCues([heard('C03', 'a'), heard('C03', 'b'), heard('C77', 'c')], [], []).map(({ words }) => words)).toEqual(['b']);
  });
});

describe('where the words are', () => {
  const line = (id: string, speaker: 'agent' | 'customer', text: string, final = true): Utterance => ({ id, speaker, text, final, startMs: 0, endMs: 1, words: [] });
  const talk = [line('a', 'agent', 'stop'), line('b', 'customer', 'stop'), line('c', 'agent', 'well'), line('d', 'customer', 'stop'), line('e', 'customer', 'stop', false)];
  test("in the customer's sentence nearest to the turn", () => {
    expect([...cuesByUtterance([heard('C05', 'stop', 3)], talk).keys()]).toEqual(['d']);
    expect([...cuesByUtterance([heard('C05', 'stop', 0)], talk).keys()]).toEqual(['b']);
    expect(cuesByUtterance([heard('C05', 'gone', 1)], talk).size).toBe(0);
  });
  test('no word is lost or doubled', () => {
    const text = 'I lost my job, stop calling';
    const pieces = cuePieces(text, [
      { code: 'C05', span: [15, 99] },
      { code: 'C03', span: [2, 13] },
      { code: 'C01', span: [5, 17] },
    ]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter((piece) => piece.code !== null).map((piece) => `${piece.code ?? ''} ${piece.text}`)).toEqual(['C03 lost my job', 'C01 , st', 'C05 op calling']);
  });
});

describe('the result that follows', () => {
  const result = (party: PartyMark, ...taken: TakenCue[]): string | null => resultFor(taken, allowedDispositions('answered', party, 'self'));
  test.each([
    ['right-party', cue('C04', 'not my debt'), 'DISPUTE'],
    ['right-party', cue('C01'), 'COMPLAINT'],
    ['right-party', cue('C03'), 'NO_ABILITY'],
    ['right-party', cue('C08'), 'PTP'],
    ['right-party', cue('C05', 'stop calling me'), 'COMPLAINT'],
    ['right-party', cue('C05', "I'm driving"), 'CALLBACK'],
    ['right-party', cue('C05', '别再打了'), 'COMPLAINT'],
    ['right-party', cue('C05', '我在开会'), 'CALLBACK'],
    ['third-party', cue('C07'), 'DECEASED'],
    ['right-party', cue('C07'), null],
    ['wrong-person', cue('C09'), 'WRONG'],
    ['third-party', cue('C04'), 'COMPLAINT'],
    ['unknown', cue('C08'), null],
    ['right-party', cue('C06'), null],
  ] as const)('%s %o: %s', (party, one, code) => {
    expect(result(party, one)).toBe(code);
  });
  test('the weightiest decides; a crisis leaves it to the agent', () => {
    expect(result('right-party', cue('C08'), cue('C04'))).toBe('DISPUTE');
    expect(result('right-party', cue('C04'), cue('C02'))).toBeNull();
  });
});
