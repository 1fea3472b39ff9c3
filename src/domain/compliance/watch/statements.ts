/** Which required statements a call needs, by what happened in it (compliance pack section 3.5, R01–R12). */
import type { Moment, WatchState } from './watch-state.ts';

const identSpeechMs = 10_000;
const recordingMs = 15_000;
const purposeMs = 30_000;

interface Need {
  readonly code: string;
  readonly since: Moment /** Late from here on, milliseconds from the answer. */;
  readonly lateMs: number;
}

/** Most pressing first. `since` is when the need arose: a statement with no agent's turn after it could not be said. */
function needs(state: WatchState): readonly Need[] {
  const { facts, market, party } = state;
  const out: Need[] = [];
  const need = (code: string, since: Moment | null, lateMs = Infinity): void => {
    if (since !== null) out.push({ code, since, lateMs });
  };
  const start: Moment = { turn: -1, atMs: facts.firstMs };
  if (state.partyState.machine) {
    if (market === 'US') need('R11', start);
    return out;
  }
  if (facts.objected !== null && party !== 'wrong') need('R09', facts.objected);
  need('R01', start, facts.agentSpokeMs > identSpeechMs ? 0 : Infinity);
  if (market !== 'US' && party !== 'third' && party !== 'wrong') need('R02', start);
  need('R03', start, facts.firstMs + recordingMs);
  if (party === 'third' && !facts.deceased) need('R10', facts.third);
  if (party === 'third' || party === 'wrong') return out;
  need('R04', start);
  if (facts.stopTalk) return out;
  if (party === 'verified') {
    if (market === 'US') need('R06', facts.verified);
    if (market === 'US') need('R02', facts.verified);
    need('R05', facts.verified, (facts.verified?.atMs ?? 0) + purposeMs);
  }
  need('R08', facts.promised);
  need('R07', facts.promised);
  return out;
}

/** What should be said now and what of it is late; `nowMs` is the time on the call's clock. */
export function dueStatements(state: WatchState, nowMs: number): { readonly due: readonly string[]; readonly late: readonly string[] } {
  const open = needs(state).filter(({ code }) => (code === 'R04' ? state.party !== 'verified' && !state.facts.detailEverAsked : state.said[code] === undefined));
  const opening = state.said['R01'] === undefined && !state.partyState.machine;
  const now = open.filter(({ code }) => {
    if (opening) return code === 'R01' || code === 'R02' || code === 'R09' || code === 'R10';
    return code !== 'R04' || state.facts.customerSpoke;
  });
  return { due: now.map(({ code }) => code), late: now.filter(({ lateMs }) => nowMs > lateMs).map(({ code }) => code) };
}

/**
 * Required statements never heard in the whole call, in order of their codes. A need that arose after the agent's last
 * turn is not counted, nor is the recording notice in a call shorter than its 15 seconds.
 */
export function missingStatements(state: WatchState): readonly string[] {
  const { facts } = state;
  if (facts.lastAgentTurn < 0) return [];
  const missing = needs(state).filter(({ code, since, lateMs }) => {
    if (state.said[code] !== undefined || facts.lastAgentTurn <= since.turn) return false;
    if (code === 'R03') return facts.lastMs > lateMs;
    if (code === 'R04') return facts.customerSpoke && facts.lastMs - facts.firstMs > recordingMs;
    return true;
  });
  return [...new Set(missing.map(({ code }) => code))].sort();
}
