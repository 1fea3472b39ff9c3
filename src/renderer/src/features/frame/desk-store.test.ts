import { beforeEach, describe, expect, test, vi } from 'vitest';
import { caseId } from '../../../../contract/schemas.ts';

const session = vi.hoisted(() => ({ phase: 'idle', dismissed: 0 }));
vi.mock('../call/call-session.ts', () => ({
  useCallSession: { getState: () => ({ phase: session.phase }) },
  callSession: {
    dismissBlocked: () => {
      session.dismissed += 1;
    },
  },
}));
const { openCase, openDrawer, useDesk } = await import('./desk-store.ts');
const [one, two] = [caseId.parse('one'), caseId.parse('two')];

beforeEach(() => {
  session.phase = 'idle';
  session.dismissed = 0;
  useDesk.setState({ chosen: one, drawer: null });
});

describe('opening a case', () => {
  test('between calls it opens', () => {
    expect(openCase(two)).toBe(true);
    expect(useDesk.getState().chosen).toBe(two);
  });
  test.each(['checking', 'in-call', 'wrap-up'])('not while %s', (phase) => {
    session.phase = phase;
    expect(openCase(two)).toBe(false);
    expect(useDesk.getState().chosen).toBe(one);
  });
  test('from the blocked view it leaves that view', () => {
    session.phase = 'blocked';
    expect(openCase(two)).toBe(true);
    expect(session.dismissed).toBe(1);
  });
});

test('a drawer opens, gives way to another, and closes when asked twice', () => {
  openDrawer('sync');
  expect(useDesk.getState().drawer).toBe('sync');
  openDrawer('settings');
  expect(useDesk.getState().drawer).toBe('settings');
  openDrawer('settings');
  expect(useDesk.getState().drawer).toBeNull();
});
