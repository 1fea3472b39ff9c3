/** One row of a back-test through the same code as the live path. */
import type { Hit, Party } from '../../src/domain/compliance/detection/sentence.ts';
import { customerTriggers, missingStatements, startWatch, watchTurn } from '../../src/domain/compliance/watch/watch-call.ts';
import type { WatchState } from '../../src/domain/compliance/watch/watch-state.ts';
import type { Engine } from './load-engine.ts';
import type { CallRow, SentenceRow } from './read-rows.ts';

export interface OutHit {
  readonly category: string;
  readonly severity: string;
  readonly rule: string;
  readonly version: string;
  readonly layer: string;
  readonly span: readonly [number, number];
  readonly probability: number;
  readonly live?: boolean;
}
export interface SentenceOut {
  readonly id: string;
  readonly categories: readonly string[];
  readonly hits: readonly OutHit[];
  readonly state?: string;
}
export interface CallOut {
  readonly id: string;
  readonly missing: readonly string[];
}

/** What of one breath belongs together: the same speaker again within this many milliseconds. */
const breathMs = 1500;

const outOf = (hit: Hit): OutHit => ({
  category: hit.category,
  severity: hit.severity,
  rule: hit.rule,
  version: hit.version,
  layer: hit.layer,
  span: hit.span,
  probability: Math.round(hit.probability * 1e4) / 1e4,
  live: hit.live,
});
interface Trigger {
  readonly code: string;
  readonly rule: string;
  readonly version: string;
  readonly span: readonly [number, number];
}
const outOfTrigger = (trigger: Trigger): OutHit => ({ category: trigger.code, severity: 'S4', rule: trigger.rule, version: trigger.version, layer: 'phrase', span: trigger.span, probability: 1 });

/** `categories` are those of live marks and triggers; silent marks are only in `hits` ("live": false). */
function lineOf(id: string, hits: readonly OutHit[]): SentenceOut {
  return { id, categories: [...new Set(hits.filter((hit) => hit.live !== false).map((hit) => hit.category))], hits };
}

export function runSentence(engine: Engine, row: SentenceRow): SentenceOut {
  if (row.speaker === 'customer') return lineOf(row.id, engine.watch === null ? [] : customerTriggers(row.lang, row.text, engine.watch).map(outOfTrigger));
  return lineOf(row.id, engine.detector.detect({ speaker: 'agent', text: row.text, party: row.party, previous: row.previous }).map(outOf));
}

export function runCall(engine: Engine, row: CallRow): readonly (SentenceOut | CallOut)[] {
  let state: WatchState | null = engine.watch === null ? null : startWatch(row.lang, { pack: engine.watch });
  const out: (SentenceOut | CallOut)[] = [];
  row.turns.forEach((turn, at) => {
    const heardBefore = state?.triggers.length ?? 0;
    const before = partyOf(state);
    if (state !== null) state = watchTurn(state, turn);
    // A disclosure that itself names the other party is judged with what is known after the turn.
    const after = partyOf(state);
    const last = row.turns[at - 1];
    const previous = last !== undefined && last.speaker === turn.speaker && turn.startMs - last.endMs <= breathMs ? last.text : '';
    const hits =
      turn.speaker === 'agent'
        ? engine.detector.detect({ speaker: 'agent', text: turn.text, party: after === 'debtor' && before !== 'debtor' ? before : after, previous }).map(outOf)
        : (state?.triggers.slice(heardBefore) ?? []).map(outOfTrigger);
    out.push({ ...lineOf(`${row.id}#${at}`, hits), state: state?.party ?? 'unknown' });
  });
  out.push({ id: row.id, missing: state === null ? [] : missingStatements(state) });
  return out;
}

function partyOf(state: WatchState | null): Party {
  if (state === null) return 'unknown';
  if (state.party === 'verified') return 'debtor';
  return state.party === 'third' || state.party === 'wrong' ? 'third_party' : 'unknown';
}
