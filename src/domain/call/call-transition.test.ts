import { describe, expect, test } from 'vitest';
import { callTransition, resultOfSipCode } from './call-transition.ts';
import type { CallEvent, CallState } from './call-state.ts';

const states = {
  idle: { kind: 'idle' },
  dialling: { kind: 'dialling', since: 1 },
  ringing: { kind: 'ringing', since: 2 },
  connected: { kind: 'connected', since: 3, muted: false },
  ended: { kind: 'ended', at: 4, result: 'answered', by: 'agent', answeredAt: 3, sipCode: null },
} as const satisfies Record<string, CallState>;
const events = {
  dial: { type: 'dial', at: 9 },
  ringing: { type: 'ringing', at: 9 },
  answered: { type: 'answered', at: 9 },
  muted: { type: 'muted', muted: true },
  rejected: { type: 'rejected', at: 9, sipCode: 486 },
  'hung-up': { type: 'hung-up', at: 9, by: 'agent' },
  failed: { type: 'failed', at: 9 },
} as const satisfies Record<string, CallEvent>;

/** What each state becomes; "same" is an event that does not fit. */
const table: Record<keyof typeof states, Record<keyof typeof events, string>> = {
  idle: { dial: 'dialling', ringing: 'same', answered: 'same', muted: 'same', rejected: 'same', 'hung-up': 'same', failed: 'same' },
  dialling: { dial: 'same', ringing: 'ringing', answered: 'connected', muted: 'same', rejected: 'ended busy', 'hung-up': 'ended cancelled', failed: 'ended line-fault' },
  ringing: { dial: 'same', ringing: 'same', answered: 'connected', muted: 'same', rejected: 'ended busy', 'hung-up': 'ended cancelled', failed: 'ended line-fault' },
  connected: { dial: 'same', ringing: 'same', answered: 'same', muted: 'connected', rejected: 'same', 'hung-up': 'ended answered', failed: 'ended answered' },
  ended: { dial: 'dialling', ringing: 'same', answered: 'same', muted: 'same', rejected: 'same', 'hung-up': 'same', failed: 'same' },
};

describe.each(Object.keys(states) as (keyof typeof states)[])('from %s', (from) => {
  test.each(Object.keys(events) as (keyof typeof events)[])('%s', (event) => {
    const next = callTransition(states[from], events[event]);
    const name = next === states[from] ? 'same' : next.kind === 'ended' ? `ended ${next.result}` : next.kind;
    expect(name).toBe(table[from][event]);
  });
});

test.each([
  [486, 'busy'],
  [600, 'busy'],
  [603, 'declined'],
  [408, 'no-answer'],
  [480, 'no-answer'],
  [487, 'cancelled'],
  [404, 'invalid-number'],
  [503, 'line-fault'],
  [401, 'unreachable'],
] as const)('SIP %i is %s', (code, result) => expect(resultOfSipCode(code)).toBe(result));
