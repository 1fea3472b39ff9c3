import { describe, expect, test } from 'vitest';
import { activity } from '../../contract/schemas.ts';
import type { CaseStatus } from '../../domain/case/case.ts';
import { dispositionCodes } from '../../domain/case/disposition.ts';
import type { DispositionCode } from '../../domain/case/disposition.ts';
import { statusAfter } from '../../domain/case/status-after.ts';
import { projectActivity } from './case-projection.ts';
import type { WorkState } from './case-projection.ts';

const fresh: WorkState = { status: 'open', nextAction: null, nextActionAt: null, workClock: null };
const wrapUp = (disposition: DispositionCode, at: number) =>
  activity.parse({
    id: '01890000-0000-7000-8000-000000000000',
    caseId: 'c',
    clock: `${1_790_000_000_000 + at}-0000-d`,
    actor: 'a',
    deskId: 'd',
    body: { kind: 'wrap-up', callId: null, disposition, party: 'right-party', note: '', promise: null, nextAction: `step ${at}`, nextActionAt: null },
  });

test('every disposition has a place', () => expect(dispositionCodes.map((code) => statusAfter('open', code))).toHaveLength(dispositionCodes.length));

describe('a wrap-up on its case', () => {
  test.each([
    ['PTP', 'promised'],
    ['NEGOTIATE', 'negotiating'],
    ['COMPLAINT', 'complaint'],
    ['DISPUTE', 'held'],
    ['NOT_REACHED', 'open'],
  ] as const)('%s makes it %s', (disposition, status) => {
    expect(projectActivity(fresh, wrapUp(disposition, 1))).toMatchObject({ status, nextAction: 'step 1' });
  });
  test.each(['complaint', 'settled', 'returned'] satisfies CaseStatus[])('%s is left by no call', (status) => expect(projectActivity({ ...fresh, status }, wrapUp('PTP', 1)).status).toBe(status));
  test('in any order of arrival the last by clock holds, and a complaint is never lost', () => {
    const all = [wrapUp('NEGOTIATE', 1), wrapUp('COMPLAINT', 2), wrapUp('PTP', 3)];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      const end = order.reduce((state, index) => projectActivity(state, all[index] ?? wrapUp('PTP', 0)), fresh);
      expect(end).toMatchObject({ status: 'complaint', nextAction: 'step 3' });
    }
  });
  test('other activities change nothing', () => {
    const reveal = activity.parse({ ...wrapUp('PTP', 1), body: { kind: 'reveal', field: 'phone', contactId: null, reason: 'asked' } });
    expect(projectActivity(fresh, reveal)).toBe(fresh);
  });
});
