import { describe, expect, test } from 'vitest';
import type { HeardWatch } from '../../speech/call-watch.ts';
import { statementChips } from './statement-chips.ts';

const watch = (change: Partial<HeardWatch>): HeardWatch => ({ party: 'unknown', said: {}, due: [], late: [], triggers: [], ...change });
const states = (...args: Parameters<typeof statementChips>): string =>
  statementChips(...args)
    .map(({ code, state }) => `${code} ${state}`)
    .join(', ');

describe('statement chips', () => {
  test('the first that is due is the one to say now; what names the debt is locked before the mark', () => {
    expect(states(watch({ due: ['R01', 'R02'] }), 'CN', 'unknown')).toBe('R01 now, R02 due, R03 later, R04 later, R05 locked, R08 locked, R07 locked');
  });
  test('in the US the company is locked too, because it tells what the call is about', () => {
    expect(states(watch({ due: ['R03'], said: { R01: 0 } }), 'US', 'unknown')).toBe('R01 said, R03 now, R04 later, R06 locked, R02 locked, R05 locked, R08 locked, R07 locked');
  });
  test('late is amber even when it is the first', () => {
    expect(states(watch({ due: ['R03', 'R04'], late: ['R03'], said: { R01: 0 } }), 'CN', 'unknown')).toContain('R03 late, R04 due');
  });
  test('heard verification alone opens nothing; the mark does', () => {
    const heard = watch({ party: 'verified', due: ['R05'], said: { R01: 0, R03: 0, R04: 2 } });
    expect(states(heard, 'UK', 'unknown')).toContain('R05 locked');
    expect(states(heard, 'UK', 'right-party')).toContain('R05 now');
  });
  test('nothing changes its place as a call goes on, and what is asked for besides comes at the end', () => {
    const order = (one: HeardWatch): string =>
      statementChips(one, 'US', 'right-party')
        .map(({ code }) => code)
        .join(' ');
    const start = order(watch({ due: ['R01'] }));
    expect(order(watch({ due: ['R05'], late: ['R05'], said: { R01: 0, R03: 0 } }))).toBe(start);
    expect(order(watch({ due: ['R09'], said: { R01: 0 } }))).toBe(`${start} R09`);
  });
  test('third parties and wrong persons have their own short list; the mark outweighs what was heard', () => {
    expect(states(watch({ party: 'third', due: ['R10'], said: { R01: 0 } }), 'US', 'unknown')).toBe('R01 said, R03 later, R10 now');
    expect(states(watch({ party: 'verified', said: { R01: 0 } }), 'US', 'wrong-person')).toBe('R01 said, R03 later, R10 later');
    expect(states(watch({ party: 'third' }), 'CN', 'right-party')).toContain('R05 later');
  });
  test('a code nobody knows is left out', () => {
    expect(states(watch({ due: ['R99'] }), 'CN', 'unknown')).not.toContain('R99');
  });
});
