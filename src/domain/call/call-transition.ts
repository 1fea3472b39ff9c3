/** The only place where a call changes state. An event that does not fit its state leaves it unchanged. */
import type { CallEvent, CallResult, CallState } from './call-state.ts';

/** What a final SIP failure means to a person (RFC 3261 section 21.4–21.6). */
export function resultOfSipCode(code: number): CallResult {
  if (code === 486 || code === 600) return 'busy';
  if (code === 603 || code === 403) return 'declined';
  if (code === 408 || code === 480) return 'no-answer';
  if (code === 487) return 'cancelled';
  if (code === 404 || code === 410 || code === 484 || code === 604) return 'invalid-number';
  if (code >= 500) return 'line-fault';
  return 'unreachable';
}

export function callTransition(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'dial':
      return state.kind === 'idle' || state.kind === 'ended' ? { kind: 'dialling', since: event.at } : state;
    case 'ringing':
      return state.kind === 'dialling' ? { kind: 'ringing', since: event.at } : state;
    case 'answered':
      return state.kind === 'dialling' || state.kind === 'ringing' ? { kind: 'connected', since: event.at, muted: false } : state;
    case 'muted':
      return state.kind === 'connected' ? { ...state, muted: event.muted } : state;
    case 'rejected':
      return state.kind === 'dialling' || state.kind === 'ringing'
        ? { kind: 'ended', at: event.at, result: resultOfSipCode(event.sipCode), by: event.sipCode === 487 ? 'agent' : 'customer', answeredAt: null, sipCode: event.sipCode }
        : state;
    case 'hung-up':
      if (state.kind === 'connected') return { kind: 'ended', at: event.at, result: 'answered', by: event.by, answeredAt: state.since, sipCode: null };
      if (state.kind === 'dialling' || state.kind === 'ringing') return { kind: 'ended', at: event.at, result: 'cancelled', by: event.by, answeredAt: null, sipCode: null };
      return state;
    case 'failed':
      if (state.kind === 'connected') return { kind: 'ended', at: event.at, result: 'answered', by: 'network', answeredAt: state.since, sipCode: null };
      if (state.kind === 'dialling' || state.kind === 'ringing') return { kind: 'ended', at: event.at, result: 'line-fault', by: 'network', answeredAt: null, sipCode: null };
      return state;
    default:
      throw new Error(`unknown call event: ${String(event satisfies never)}`);
  }
}
