/** Cuts an utterance into plain and marked pieces. Offsets are of the text the flag was found in, so they are clamped. */
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';

export interface Piece<F extends Flag> {
  readonly text: string;
  readonly flag: F | null;
}

/** Where two flags overlap the more severe one keeps its words and the other starts after it. */
export function markText<F extends Flag>(text: string, flags: readonly F[]): readonly Piece<F>[] {
  const wanted = flags.filter((flag) => flag.status !== 'withdrawn').toSorted((a, b) => a.from - b.from || (a.severity < b.severity ? -1 : 1));
  const pieces: Piece<F>[] = [];
  let at = 0;
  for (const flag of wanted) {
    const from = Math.max(at, Math.min(text.length, flag.from));
    const to = Math.min(text.length, flag.to);
    if (to <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), flag: null });
    pieces.push({ text: text.slice(from, to), flag });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), flag: null });
  return pieces;
}
