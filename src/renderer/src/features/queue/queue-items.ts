/** The queue as the list draws it: the case at hand first, then group heads and rows in the order the desk gave them. */
import type { QueueRow } from '../../../../contract/desk/desk-contract.ts';
import type { CaseId } from '../../../../domain/case/case.ts';

export type HeldPhase = 'checking' | 'blocked' | 'in-call' | 'wrap-up';
export type QueueItem =
  | { readonly kind: 'head'; readonly group: QueueRow['group'] | HeldPhase; readonly count: number }
  | { readonly kind: 'row'; readonly row: QueueRow; readonly held: boolean; readonly next: boolean };

export const headHeight = 26;
export const rowHeight = 48;

const groups = ['now', 'later', 'not-now'] as const;

/** The first case to call after the one at hand. */
export function nextToCall(rows: readonly QueueRow[], without: CaseId | null): QueueRow | undefined {
  return rows.find((row) => row.group === 'now' && row.id !== without);
}

export function queueItems(rows: readonly QueueRow[], held: { readonly caseId: CaseId; readonly phase: HeldPhase } | null): readonly QueueItem[] {
  const items: QueueItem[] = [];
  const atHand = held === null ? undefined : rows.find((row) => row.id === held.caseId);
  if (held !== null && atHand !== undefined) {
    items.push({ kind: 'head', group: held.phase, count: 1 }, { kind: 'row', row: atHand, held: true, next: false });
  }
  const marksNext = held !== null && (held.phase === 'wrap-up' || held.phase === 'blocked');
  const next = marksNext ? nextToCall(rows, held.caseId) : undefined;
  for (const group of groups) {
    const members = rows.filter((row) => row.group === group && row !== atHand);
    if (members.length === 0) continue;
    items.push({ kind: 'head', group, count: members.length });
    for (const row of members) items.push({ kind: 'row', row, held: false, next: row === next });
  }
  return items;
}

/** The row one step up or down from the cursor; stays at the ends. */
export function stepCursor(items: readonly QueueItem[], from: CaseId | null, by: 1 | -1): CaseId | null {
  const ids = items.flatMap((item) => (item.kind === 'row' ? [item.row.id] : []));
  const at = from === null ? -1 : ids.indexOf(from);
  if (at === -1) return (by === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}
