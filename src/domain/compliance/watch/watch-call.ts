/** The watch over a whole call: party, required statements and customer triggers, turn by turn. Same code live and in back-tests. */
import { triggersOf } from './customer-triggers.ts';
import { findCues } from './find-cues.ts';
import type { Cue, HeardTurn } from './find-cues.ts';
import { partyEventsOfAgent, partyEventsOfCustomer } from './hear-party.ts';
import type { PartyMark, PartyState } from './party-state.ts';
import { partyTransition } from './party-transition.ts';
import { dueStatements } from './statements.ts';
import type { WatchLang, WatchPack } from './watch-pack.ts';
import { startFacts, startParty } from './watch-state.ts';
import type { HeardTrigger, Moment, WatchFacts, WatchMarket, WatchState, WatchTurn } from './watch-state.ts';

export { customerTriggers } from './customer-triggers.ts';
export { missingStatements } from './statements.ts';

export interface WatchOptions {
  /** The shipped resources/rules/watch.<lang>.json or the tenant's own, read with readWatchPack. */
  readonly pack: WatchPack;
  /** Default: CN for Chinese, US for English. */
  readonly market?: WatchMarket;
}

/** Throws when the pack is for another language. */
export function startWatch(lang: WatchLang, options: WatchOptions): WatchState {
  if (options.pack.lang !== lang) throw new Error(`pack ${options.pack.id} is for ${options.pack.lang}, not ${lang}`);
  return settle(
    {
      lang,
      market: options.market ?? (lang === 'zh' ? 'CN' : 'US'),
      pack: options.pack,
      party: 'unknown',
      partyState: startParty,
      triggers: [],
      said: {},
      due: [],
      late: [],
      turns: 0,
      facts: startFacts,
    },
    0,
  );
}

/** The state after one more turn. Any text and any times are taken; times that run backwards are read as no time passing. */
export function watchTurn(state: WatchState, turn: WatchTurn): WatchState {
  const heard = findCues(state.pack, turn.speaker, turn.text);
  const startMs = Number.isFinite(turn.startMs) ? turn.startMs : state.facts.lastMs;
  const endMs = Number.isFinite(turn.endMs) ? Math.max(turn.endMs, startMs) : startMs;
  const facts: WatchFacts = {
    ...state.facts,
    firstMs: state.turns === 0 ? Math.max(0, startMs) : state.facts.firstMs,
    lastMs: Math.max(state.facts.lastMs, endMs),
  };
  const timed = { ...state, facts };
  const moment: Moment = { turn: state.turns, atMs: facts.lastMs };
  const next = turn.speaker === 'agent' ? agentTurn(timed, heard, moment, endMs - startMs) : customerTurn(timed, heard, moment, turn.text);
  return settle({ ...next, turns: state.turns + 1 }, facts.lastMs);
}

/** The agent's own mark; outweighs what was heard. */
export function markParty(state: WatchState, mark: PartyMark): WatchState {
  const moment: Moment = { turn: state.turns - 1, atMs: state.facts.lastMs };
  return settle(moved(state, partyTransition(state.partyState, { type: 'marked', as: mark }), moment), state.facts.lastMs);
}

/** Time passes without a turn: brings `late` up to date. */
export function watchClock(state: WatchState, nowMs: number): WatchState {
  return settle(state, Math.max(nowMs, state.facts.lastMs));
}

function agentTurn(state: WatchState, heard: HeardTurn, moment: Moment, spokeMs: number): WatchState {
  const has = (code: string): boolean => heard.cues.some((cue) => cue.code === code);
  const said: Record<string, number> = { ...state.said };
  const hear = (code: string): void => {
    said[code] ??= moment.turn;
  };
  for (const { code } of heard.cues) {
    if (code === 'ASKNAME' || code === 'ASKDETAIL') hear('R04');
    else if (code === 'R09') {
      if (state.facts.objected !== null) hear(code);
    } else if (code === 'R07' || code === 'R08') {
      if (state.facts.promised !== null || state.facts.offered !== null) hear(code);
    } else if (/^R\d\d$/.test(code)) hear(code);
  }
  const taken = has('ACCEPT') && state.facts.offered !== null && state.facts.promised === null ? moment : state.facts.promised;
  const readBack = has('WHEN') && has('CONFIRM') && heard.words.number.includes(1);
  if (readBack && (taken !== null || state.facts.offered !== null)) hear('R08');
  const nameCue = heard.cues.find((cue) => cue.code === 'ASKNAME');
  const facts: WatchFacts = {
    ...state.facts,
    lastAgentTurn: moment.turn,
    agentSpokeMs: state.facts.agentSpokeMs + spokeMs,
    promised: taken,
    askedName: nameCue === undefined ? state.facts.askedName : { turn: moment.turn, words: heard.words.tokens.slice(nameCue.first, nameCue.end + 4).map((token) => token.text) },
    askedDetail: has('ASKDETAIL') || has('MISMATCH') ? moment : state.facts.askedDetail,
    detailEverAsked: state.facts.detailEverAsked || has('ASKDETAIL'),
  };
  return partyEventsOfAgent(heard, facts).reduce((now, event) => moved(now, partyTransition(now.partyState, event), moment), { ...state, said, facts });
}

function customerTurn(state: WatchState, heard: HeardTurn, moment: Moment, text: string): WatchState {
  const events = partyEventsOfCustomer(heard, state.facts, state.partyState, moment.turn);
  const after = events.reduce((now, event) => moved(now, partyTransition(now.partyState, event), moment), state);
  const found: HeardTrigger[] = triggersOf(state.pack, text, withLossOfDebtor(heard.cues, state.partyState)).map((one) => ({ ...one, turn: moment.turn }));
  const codes = new Set(found.map((one) => one.code));
  const debtor = after.party !== 'third' && after.party !== 'wrong';
  const firm = debtor && heard.cues.some((cue) => cue.code === 'C08' && cue.rule.firm === true);
  const objects = codes.has('C01') || (codes.has('C04') && debtor);
  const answered = events.some((event) => event.type !== 'machine');
  const facts: WatchFacts = {
    ...after.facts,
    customerSpoke: true,
    promised: after.facts.promised ?? (firm ? moment : null),
    offered: after.facts.offered ?? (debtor && codes.has('C08') ? moment : null),
    objected: after.facts.objected ?? (objects ? moment : null),
    stopTalk: after.facts.stopTalk || codes.has('C02') || codes.has('C06') || codes.has('C07'),
    deceased: after.facts.deceased || codes.has('C07'),
    askedName: answered ? null : after.facts.askedName,
    askedDetail: events.some((event) => event.type === 'detail-given') ? null : after.facts.askedDetail,
  };
  return moved(
    { ...after, triggers: [...after.triggers, ...found], facts },
    after.partyState.kind === 'unknown' && codes.has('C07') ? partyTransition(after.partyState, { type: 'other-person', tookOver: false }) : after.partyState,
    moment,
  );
}

/** "My husband died" is hardship from a verified debtor; from anyone else on the line it is the news that the debtor is dead. */
function withLossOfDebtor(cues: readonly Cue[], party: PartyState): readonly Cue[] {
  if (party.kind === 'verified' || party.kind === 'unverified') return cues;
  return cues.flatMap((cue) => (cue.rule.id.endsWith('C03-bereaved') ? [cue, { ...cue, code: 'C07' }] : [cue]));
}

function moved(state: WatchState, partyState: PartyState, moment: Moment): WatchState {
  if (partyState === state.partyState) return state;
  const changed = partyState.kind !== state.party;
  return {
    ...state,
    partyState,
    party: partyState.kind,
    facts: { ...state.facts, verified: changed && partyState.kind === 'verified' ? moment : state.facts.verified, third: changed && partyState.kind === 'third' ? moment : state.facts.third },
  };
}

const settle = (state: WatchState, nowMs: number): WatchState => ({ ...state, ...dueStatements(state, nowMs) });
