/**
 * Deals cases to agents evenly by count (compliance pack section 4.5). Cases come ordered by their id, which is as good as
 * shuffled and the same every time. Pure.
 */
export interface DealtCase {
  readonly id: string;
  readonly agentId: string | null;
}

/** Case id → agent id. No agent gets two more than another; a case moves only where it must. */
export function dealEvenly(cases: readonly DealtCase[], agentIds: readonly string[]): ReadonlyMap<string, string> {
  const held = (agentId: string) => cases.filter((one) => one.agentId === agentId).length;
  const least = Math.floor(cases.length / agentIds.length);
  // Those who hold most now get the odd ones, so that fewest cases move.
  const ranked = [...agentIds].sort((a, b) => held(b) - held(a));
  const room = new Map(ranked.map((agentId, index) => [agentId, least + (index < cases.length % agentIds.length ? 1 : 0)]));
  const dealt = new Map<string, string>();
  const loose: string[] = [];
  for (const one of cases) {
    const left = one.agentId === null ? 0 : (room.get(one.agentId) ?? 0);
    if (one.agentId === null || left === 0) {
      loose.push(one.id);
      continue;
    }
    room.set(one.agentId, left - 1);
    dealt.set(one.id, one.agentId);
  }
  const open = [...room].flatMap(([agentId, left]) => Array.from({ length: left }, (_, turn) => ({ agentId, turn }))).sort((a, b) => a.turn - b.turn);
  for (const [index, id] of loose.entries()) {
    const next = open[index];
    if (next !== undefined) dealt.set(id, next.agentId);
  }
  return dealt;
}
