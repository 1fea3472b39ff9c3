/** Hybrid logical clock as sortable text (Kulkarni and others, "Logical Physical Clocks", 2014). */

/**
 * The next stamp of a desk: never behind the previous one, also when the wall clock jumps back.
 * `nowMs` is epoch milliseconds. Throws when 10,000 stamps fall into one millisecond.
 */
export function nextClock(previous: string | null, nowMs: number, deskId: string): string {
  const last = previous === null ? null : readClock(previous);
  if (last === null || nowMs > last.ms) return write(nowMs, 0, deskId);
  if (last.counter < 9_999) return write(last.ms, last.counter + 1, deskId);
  return write(last.ms + 1, 0, deskId);
}

export function readClock(clock: string): { readonly ms: number; readonly counter: number; readonly deskId: string } {
  const found = /^(\d{13})-(\d{4})-(.+)$/.exec(clock);
  if (found === null) throw new Error('not a clock stamp');
  return { ms: Number(found[1]), counter: Number(found[2]), deskId: found[3] ?? '' };
}

function write(ms: number, counter: number, deskId: string): string {
  return `${String(ms).padStart(13, '0')}-${String(counter).padStart(4, '0')}-${deskId}`;
}
