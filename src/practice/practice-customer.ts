/**
 * How a practice customer behaves: one pure step for each thing that happens, times in ms of any steady clock.
 *
 *   ringing ─ringMs▶ answered ─▶ speaking ⇄ listening ─last line said▶ leaving ─▶ over
 *      │                            (voicemail: speaking … speaking ─▶ recording ─▶ over)
 *      └─busy, no answer, declined, cancelled─▶ over
 *
 * A customer says the next line when the agent has stopped talking, or when the agent says nothing for a while.
 */
import type { CustomerProfile } from './customer-profile.ts';

export type CustomerState =
  | { readonly kind: 'ringing'; readonly since: number }
  | { readonly kind: 'answered'; readonly since: number; readonly held: boolean }
  | { readonly kind: 'speaking'; readonly line: number; readonly agentTalks: boolean; readonly held: boolean; readonly since: number }
  | { readonly kind: 'listening'; readonly next: number; readonly agentTalks: boolean; readonly held: boolean; readonly since: number }
  | { readonly kind: 'leaving'; readonly agentTalks: boolean; readonly heardOut: boolean; readonly held: boolean; readonly since: number; readonly until: number }
  | { readonly kind: 'recording'; readonly held: boolean; readonly since: number }
  | { readonly kind: 'over' };

export type CustomerInput =
  | { readonly type: 'tick' }
  /** The agent began to talk; the agent has been quiet long enough to count as finished. */
  | { readonly type: 'agent-talks' }
  | { readonly type: 'agent-stopped' }
  /** The line that was started has been played to its end. */
  | { readonly type: 'line-said' }
  | { readonly type: 'held' }
  | { readonly type: 'resumed' }
  /** The call ended on the other side: hung up, cancelled, cut. */
  | { readonly type: 'gone' };

export type CustomerAct =
  | { readonly do: 'ring' }
  | { readonly do: 'answer' }
  | { readonly do: 'refuse'; readonly sipCode: 480 | 486 | 603; readonly why: 'no-answer' | 'busy' | 'declined' }
  | { readonly do: 'say'; readonly line: number }
  | { readonly do: 'hang-up' };

export interface CustomerStep {
  readonly state: CustomerState;
  readonly acts: readonly CustomerAct[];
}

/** Habits of every customer, in ms. */
export const habits = {
  /** From picking up to the first word. */
  breath: 400,
  /** A customer who hears nothing for this long says the next line. */
  agentSilence: 6000,
  /** A customer does not listen longer than this to one speech (or to a noisy room). */
  monologue: 25_000,
  /** After the last line: quiet time until hanging up, with and without a last word of the agent. */
  goodbye: 1500,
  lastSilence: 6000,
  longestGoodbye: 20_000,
  voicemail: 20_000,
  /** Nobody stays on hold longer than this. */
  hold: 120_000,
} as const;

export function startCustomer(profile: CustomerProfile, now: number): CustomerStep {
  return { state: { kind: 'ringing', since: now }, acts: profile.outcome === 'busy' ? [] : [{ do: 'ring' }] };
}

export function stepCustomer(profile: CustomerProfile, state: CustomerState, input: CustomerInput, now: number): CustomerStep {
  if (state.kind === 'over') return stay(state);
  if (input.type === 'gone') return { state: { kind: 'over' }, acts: [] };
  if (state.kind === 'ringing') return input.type === 'tick' && now - state.since >= profile.ringMs ? pickUp(profile, now) : stay(state);
  if (input.type === 'held') return stay({ ...state, held: true, since: now });
  if (input.type === 'resumed') return stay(resume(state, now));
  if (state.held && input.type === 'tick') return now - state.since >= habits.hold ? hangUp() : stay(state);
  switch (state.kind) {
    case 'answered':
      return input.type === 'tick' && now - state.since >= habits.breath ? say(0, false, now) : stay(state);
    case 'speaking':
      if (input.type === 'line-said') return lineSaid(profile, state.line, state.agentTalks, now);
      return stay({ ...state, agentTalks: talks(state.agentTalks, input) });
    case 'listening':
      return listen(state, input, now);
    case 'leaving':
      return leave(state, input, now);
    case 'recording':
      return input.type === 'tick' && now - state.since >= habits.voicemail ? hangUp() : stay(state);
    default:
      throw new Error(`unknown customer state: ${String(state satisfies never)}`);
  }
}

function pickUp(profile: CustomerProfile, now: number): CustomerStep {
  const over = (sipCode: 480 | 486 | 603, why: 'no-answer' | 'busy' | 'declined'): CustomerStep => ({ state: { kind: 'over' }, acts: [{ do: 'refuse', sipCode, why }] });
  switch (profile.outcome) {
    case 'talks':
    case 'voicemail':
      return { state: { kind: 'answered', since: now, held: false }, acts: [{ do: 'answer' }] };
    case 'busy':
      return over(486, 'busy');
    case 'no-answer':
      return over(480, 'no-answer');
    case 'declines':
      return over(603, 'declined');
    default:
      throw new Error(`unknown outcome: ${String(profile.outcome satisfies never)}`);
  }
}

function say(line: number, agentTalks: boolean, now: number): CustomerStep {
  return { state: { kind: 'speaking', line, agentTalks, held: false, since: now }, acts: [{ do: 'say', line }] };
}

function lineSaid(profile: CustomerProfile, line: number, agentTalks: boolean, now: number): CustomerStep {
  const last = line + 1 >= profile.lines.length;
  if (profile.outcome === 'voicemail') return last ? stay({ kind: 'recording', held: false, since: now }) : say(line + 1, agentTalks, now);
  if (last) return stay({ kind: 'leaving', agentTalks, heardOut: false, held: false, since: now, until: now + habits.longestGoodbye });
  return stay({ kind: 'listening', next: line + 1, agentTalks, held: false, since: now });
}

function listen(state: Extract<CustomerState, { readonly kind: 'listening' }>, input: CustomerInput, now: number): CustomerStep {
  switch (input.type) {
    case 'agent-talks':
      return stay({ ...state, agentTalks: true, since: now });
    case 'agent-stopped':
      return state.held ? stay({ ...state, agentTalks: false }) : say(state.next, false, now);
    case 'tick': {
      const patience = state.agentTalks ? habits.monologue : habits.agentSilence;
      return now - state.since >= patience ? say(state.next, state.agentTalks, now) : stay(state);
    }
    default:
      return stay(state);
  }
}

function leave(state: Extract<CustomerState, { readonly kind: 'leaving' }>, input: CustomerInput, now: number): CustomerStep {
  switch (input.type) {
    case 'agent-talks':
      return stay({ ...state, agentTalks: true, since: now });
    case 'agent-stopped':
      return stay({ ...state, agentTalks: false, heardOut: true, since: now });
    case 'tick': {
      if (now >= state.until) return hangUp();
      const patience = state.heardOut ? habits.goodbye : habits.lastSilence;
      return !state.agentTalks && now - state.since >= patience ? hangUp() : stay(state);
    }
    default:
      return stay(state);
  }
}

/** After a hold everything starts to count anew; a line that was cut goes on where it was. */
function resume(state: Exclude<CustomerState, { readonly kind: 'ringing' | 'over' }>, now: number): CustomerState {
  const resumed = { ...state, held: false, since: now };
  return resumed.kind === 'leaving' ? { ...resumed, until: now + habits.longestGoodbye } : resumed;
}

function talks(before: boolean, input: CustomerInput): boolean {
  return input.type === 'agent-talks' || (before && input.type !== 'agent-stopped');
}

function stay(state: CustomerState): CustomerStep {
  return { state, acts: [] };
}

function hangUp(): CustomerStep {
  return { state: { kind: 'over' }, acts: [{ do: 'hang-up' }] };
}
