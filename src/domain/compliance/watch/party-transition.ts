/** The only place where the party changes. An event that does not fit its state leaves it unchanged. */
import type { PartyEvent, PartyState } from './party-state.ts';

const mismatchesAllowed = 2;

export function partyTransition(state: PartyState, event: PartyEvent): PartyState {
  switch (event.type) {
    case 'claimed':
      if (state.kind === 'unknown') return { ...state, kind: 'unverified', fetching: false, machine: false };
      if (state.kind === 'third' && state.fetching) return { ...state, kind: 'unverified', fetching: false, marked: false };
      if (state.kind === 'wrong' && !state.marked) return { ...state, kind: 'unverified' };
      return state;
    case 'detail-given':
      if (state.mismatches >= mismatchesAllowed) return state;
      return state.kind === 'unknown' || state.kind === 'unverified' ? { ...state, kind: 'verified', machine: false } : state;
    case 'detail-matched':
      return state.kind === 'unverified' ? { ...state, kind: 'verified' } : state;
    case 'detail-wrong':
      if (state.marked || (state.kind !== 'verified' && state.kind !== 'unverified')) return state;
      return { ...state, kind: 'unverified', mismatches: state.mismatches + 1 };
    case 'other-person':
      if (event.tookOver) return state.kind === 'third' ? state : { ...state, kind: 'third', marked: false, fetching: false };
      if (state.marked || state.kind === 'verified' || state.kind === 'third') return state;
      return { ...state, kind: 'third', machine: false };
    case 'wrong-number':
      return state.marked || state.kind === 'verified' || state.kind === 'wrong' ? state : { ...state, kind: 'wrong', machine: false };
    case 'fetching':
      if (state.kind === 'third') return { ...state, fetching: true };
      return state.kind === 'unknown' ? { ...state, kind: 'third', fetching: true } : state;
    case 'machine':
      return state.kind === 'unknown' ? { ...state, machine: true } : state;
    case 'marked':
      return { ...state, kind: event.as === 'right' ? 'verified' : event.as, marked: true, fetching: false, machine: false };
    default:
      throw new Error(`unknown party event: ${String(event satisfies never)}`);
  }
}
