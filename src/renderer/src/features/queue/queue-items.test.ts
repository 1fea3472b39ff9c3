import { describe, expect, test } from 'vitest';
import { queueRow } from '../../../../contract/desk/desk-contract.ts';
import type { QueueRow } from '../../../../contract/desk/desk-contract.ts';
import { nextToCall, queueItems, stepCursor } from './queue-items.ts';

const row = (id: string, group: QueueRow['group']): QueueRow =>
  queueRow.parse({
    id,
    caseNo: id,
    maskedName: 'A. B.',
    bucket: 'M1',
    status: 'open',
    balanceMinor: 1,
    currency: 'USD',
    nextActionAt: null,
    nextAction: null,
    lastResult: null,
    group,
    until: null,
  });
const rows = [row('a', 'now'), row('x', 'not-now'), row('b', 'now'), row('l', 'later')];
const [a, , b] = rows;

const drawn = (items: ReturnType<typeof queueItems>): string =>
  items.map((item) => (item.kind === 'head' ? `[${item.group} ${String(item.count)}]` : `${item.row.id}${item.held ? '!' : ''}${item.next ? '>' : ''}`)).join(' ');

describe('queue items', () => {
  test('groups in the order of the work, rows in the order given', () => {
    expect(drawn(queueItems(rows, null))).toBe('[now 2] a b [later 1] l [not-now 1] x');
  });
  test('the case at hand comes first and is not listed twice', () => {
    if (a === undefined) throw new Error('no row');
    expect(drawn(queueItems(rows, { caseId: a.id, phase: 'in-call' }))).toBe('[in-call 1] a! [now 1] b [later 1] l [not-now 1] x');
    expect(drawn(queueItems(rows, { caseId: a.id, phase: 'wrap-up' }))).toBe('[wrap-up 1] a! [now 1] b> [later 1] l [not-now 1] x');
  });
  test('next to call leaves out the case at hand', () => {
    expect(nextToCall(rows, a?.id ?? null)?.id).toBe(b?.id);
  });
  test('the cursor starts at an end and stops at the ends', () => {
    const items = queueItems(rows, null);
    expect(stepCursor(items, null, 1)).toBe('a');
    expect(stepCursor(items, null, -1)).toBe('x');
    const down = stepCursor(items, stepCursor(items, null, 1), 1);
    expect(down).toBe('b');
    expect(stepCursor(items, stepCursor(items, null, -1), 1)).toBe('x');
    expect(stepCursor([], null, 1)).toBeNull();
  });
});
