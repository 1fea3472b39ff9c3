/** What the screen shows of the flags of one utterance as it grows: partial, confirmed on the final, or visibly withdrawn. */
import type { Flag } from './rule-pack.ts';
import type { Utterance } from './transcript.ts';

/**
 * Flags of a call after one more hypothesis of an utterance. `matched` is what matchPhrases found in it.
 * A flag that the final no longer holds is withdrawn, never dropped; what the agent corrected stays corrected.
 */
export function nextFlags<F extends Flag>(current: readonly F[], utterance: Utterance, matched: readonly F[]): readonly F[] {
  const fresh = new Map(matched.map((flag) => [flag.id, flag]));
  const out: F[] = [];
  for (const flag of current) {
    if (flag.utteranceId !== utterance.id) {
      out.push(flag);
      continue;
    }
    const now = fresh.get(flag.id);
    fresh.delete(flag.id);
    if (now === undefined) out.push(utterance.final && flag.status === 'partial' ? { ...flag, status: 'withdrawn' } : flag);
    else out.push({ ...flag, ...now, status: flag.status === 'corrected' ? 'corrected' : now.status });
  }
  return [...out, ...fresh.values()];
}
