import { describe, expect, test } from 'vitest';
import { partyKinds, startParty } from './party-state.ts';
import type { PartyEvent, PartyKind, PartyState } from './party-state.ts';
import { partyTransition } from './party-transition.ts';

const events: Readonly<Record<string, PartyEvent>> = {
  claimed: { type: 'claimed' },
  given: { type: 'detail-given' },
  matched: { type: 'detail-matched' },
  mismatch: { type: 'detail-wrong' },
  other: { type: 'other-person', tookOver: false },
  tookOver: { type: 'other-person', tookOver: true },
  wrong: { type: 'wrong-number' },
  fetching: { type: 'fetching' },
  machine: { type: 'machine' },
  right: { type: 'marked', as: 'right' },
  third: { type: 'marked', as: 'third' },
  wrongMark: { type: 'marked', as: 'wrong' },
};
const columns = Object.keys(events);

describe('every state and every event', () => {
  test.each([
    //             claimed       given       matched     mismatch      other    tookOver wrong    fetching   machine       right       third    wrongMark
    ['unknown', ['unverified', 'verified', 'unknown', 'unknown', 'third', 'third', 'wrong', 'third', 'unknown', 'verified', 'third', 'wrong']],
    ['unverified', ['unverified', 'verified', 'verified', 'unverified', 'third', 'third', 'wrong', 'unverified', 'unverified', 'verified', 'third', 'wrong']],
    ['verified', ['verified', 'verified', 'verified', 'unverified', 'verified', 'third', 'verified', 'verified', 'verified', 'verified', 'third', 'wrong']],
    ['third', ['third', 'third', 'third', 'third', 'third', 'third', 'wrong', 'third', 'third', 'verified', 'third', 'wrong']],
    ['wrong', ['unverified', 'wrong', 'wrong', 'wrong', 'third', 'third', 'wrong', 'wrong', 'wrong', 'verified', 'third', 'wrong']],
  ] satisfies (readonly [PartyKind, readonly PartyKind[]])[])('%s', (kind, wanted) => {
    expect(columns.map((name) => partyTransition({ ...startParty, kind }, events[name] ?? { type: 'machine' }).kind)).toEqual(wanted);
  });
});

describe('what the table does not show', () => {
  const after = (...names: readonly string[]): PartyState => names.reduce<PartyState>((state, name) => partyTransition(state, events[name] ?? { type: 'machine' }), startParty);
  test('the debtor may come to the phone only after someone fetches', () => {
    expect(after('other', 'claimed').kind).toBe('third');
    expect(after('other', 'fetching', 'claimed').kind).toBe('unverified');
  });
  test('a mark outweighs words, but not a new voice', () => {
    for (const mark of ['right', 'third', 'wrongMark']) for (const word of ['claimed', 'given', 'other', 'wrong', 'mismatch']) expect(after(mark, word).kind).toBe(after(mark).kind);
    expect(after('right', 'tookOver').kind).toBe('third');
  });
  test('two details that do not match and no third try', () => expect(after('claimed', 'given', 'mismatch', 'given', 'mismatch', 'given').kind).toBe('unverified'));
  test('a machine is remembered until a person claims', () => {
    expect(after('machine').machine).toBe(true);
    expect(after('machine', 'claimed').machine).toBe(false);
  });
  test('only known kinds', () => expect(partyKinds).toHaveLength(5));
});
