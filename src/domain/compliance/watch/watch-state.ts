/** What the watch knows of one call after the turns heard so far. A value: every turn makes a new one. */
import { startParty } from './party-state.ts';
import type { PartyKind, PartyState } from './party-state.ts';
import type { WatchLang, WatchPack } from './watch-pack.ts';

/** Whose law says which statements are required (compliance pack, required.json). */
export type WatchMarket = 'CN' | 'US' | 'UK';

export interface WatchTurn {
  readonly speaker: 'agent' | 'customer';
  /** Milliseconds from the answer of the call. */
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

export interface HeardTrigger {
  readonly code: string;
  /** Index of the turn from 0. */
  readonly turn: number;
  readonly words: string;
  readonly span: readonly [number, number];
  readonly rule: string;
  readonly version: string;
}

/** Turn and time at which something became so. */
export interface Moment {
  readonly turn: number;
  readonly atMs: number;
}

export interface WatchFacts {
  readonly verified: Moment | null;
  readonly third: Moment | null;
  /** A firm promise, or an offer that the agent took. */
  readonly promised: Moment | null;
  readonly offered: Moment | null;
  /** The customer complained or disputed. */
  readonly objected: Moment | null;
  /** Self-harm, death or a lawyer: collection talk stops, what belongs to it is no longer asked for. */
  readonly stopTalk: boolean;
  readonly deceased: boolean;
  /** The agent's question for the name or for a detail that still waits for its answer. */
  readonly askedName: { readonly turn: number; readonly words: readonly string[] } | null;
  readonly askedDetail: Moment | null;
  readonly detailEverAsked: boolean;
  readonly lastAgentTurn: number;
  readonly customerSpoke: boolean;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly agentSpokeMs: number;
}

export interface WatchState {
  readonly lang: WatchLang;
  readonly market: WatchMarket;
  readonly pack: WatchPack;
  readonly party: PartyKind;
  readonly partyState: PartyState;
  readonly triggers: readonly HeardTrigger[];
  /** Statement code → turn in which it was heard. */
  readonly said: Readonly<Record<string, number>>;
  /** What should be said now, the most pressing first. A statement leaves once said and does not come back. */
  readonly due: readonly string[];
  /** Those of `due` whose time has passed: R01 after 10 s of agent speech, R03 15 s after the answer, R05 30 s after verification. */
  readonly late: readonly string[];
  /** Turns heard. */
  readonly turns: number;
  readonly facts: WatchFacts;
}

export const startFacts: WatchFacts = {
  verified: null,
  third: null,
  promised: null,
  offered: null,
  objected: null,
  stopTalk: false,
  deceased: false,
  askedName: null,
  askedDetail: null,
  detailEverAsked: false,
  lastAgentTurn: -1,
  customerSpoke: false,
  firstMs: 0,
  lastMs: 0,
  agentSpokeMs: 0,
};
export { startParty };
