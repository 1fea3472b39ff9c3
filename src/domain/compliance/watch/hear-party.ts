/** What one turn says about who is on the line, as events of the party machine. */
import type { Cue, HeardTurn } from './find-cues.ts';
import type { PartyEvent, PartyState } from './party-state.ts';
import type { WatchFacts } from './watch-state.ts';

/** A question stays open for its answer this many turns: recognisers split answers, people ask back. */
const openFor = 4;
const detailDigits = 4;
const dateDigits = 2;
const teens = /teen$|ty$|^(?:ten|eleven|twelve)$/;

const has = (cues: readonly Cue[], code: string): boolean => cues.some((cue) => cue.code === code);

/** The agent's words: an acknowledged detail, a detail that does not match. */
export function partyEventsOfAgent(heard: HeardTurn, facts: WatchFacts): readonly PartyEvent[] {
  if (has(heard.cues, 'MISMATCH')) return [{ type: 'detail-wrong' }];
  return has(heard.cues, 'MATCHED') && facts.detailEverAsked && facts.customerSpoke ? [{ type: 'detail-matched' }] : [];
}

/** The customer's words, heard against the agent's open question. */
export function partyEventsOfCustomer(heard: HeardTurn, facts: WatchFacts, party: PartyState, turn: number): readonly PartyEvent[] {
  const { cues } = heard;
  if (has(cues, 'MACHINE')) return [{ type: 'machine' }];
  const events: PartyEvent[] = [];
  const nameOpen = facts.askedName !== null && turn - facts.askedName.turn <= openFor;
  const detailOpen = facts.askedDetail !== null && turn - facts.askedDetail.turn <= openFor;
  if (has(cues, 'TOOKOVER')) return [{ type: 'other-person', tookOver: true }];
  const third = has(cues, 'THIRD') || has(cues, 'MINOR') || (party.kind === 'unknown' && has(cues, 'C07'));
  const self = has(cues, 'SELF') || (nameOpen && saysAskedName(heard, facts.askedName?.words ?? []));
  if (third) events.push({ type: 'other-person', tookOver: false });
  else if (has(cues, 'WRONG') && !self) events.push({ type: 'wrong-number' });
  if (has(cues, 'FETCH')) events.push({ type: 'fetching' });
  if (events.length > 0) return events;
  if (self) events.push({ type: 'claimed' });
  else if (nameOpen && has(cues, 'NO')) return [{ type: 'other-person', tookOver: false }];
  else if (nameOpen && has(cues, 'YES')) events.push({ type: 'claimed' });
  if (detailOpen && !has(cues, 'REFUSE') && givesDetail(heard)) events.push({ type: 'detail-given' });
  return events;
}

/** "This is John" after "am I speaking with John Smith". */
function saysAskedName(heard: HeardTurn, asked: readonly string[]): boolean {
  for (const cue of heard.cues) {
    if (cue.code !== 'NAMES') continue;
    const next = heard.words.tokens[cue.end]?.text;
    if (next !== undefined && asked.includes(next)) return true;
  }
  return false;
}

/** Four digits, a date, or an address with a number. */
export function givesDetail(heard: HeardTurn): boolean {
  let digits = 0;
  for (const [at, token] of heard.words.tokens.entries()) {
    if (heard.words.number[at] !== 1) continue;
    digits += /^\d/.test(token.text) ? token.text.length : teens.test(token.text) ? 2 : 1;
  }
  return digits >= detailDigits || (digits >= dateDigits && has(heard.cues, 'MONTH')) || (digits >= 1 && has(heard.cues, 'ADDRESS')) || has(heard.cues, 'PLACE');
}
