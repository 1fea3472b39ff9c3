/** What the agent is looking at. The case of a running call always wins over the chosen one: see useShownCase. */
import { create } from 'zustand';
import type { CaseId } from '../../../../domain/case/case.ts';
import { callSession, useCallSession } from '../call/call-session.ts';

export type DrawerName = 'sync' | 'settings' | 'keys';

interface DeskState {
  chosen: CaseId | null;
  drawer: DrawerName | null;
  checksDone: boolean;
  keypad: boolean;
  hangUpArmed: boolean;
}

const checksKey = 'fairline.checks-done';

export const useDesk = create<DeskState>(() => ({
  chosen: null,
  drawer: null,
  keypad: false,
  hangUpArmed: false,
  checksDone: globalThis.localStorage?.getItem(checksKey) === 'yes',
}));

/** Opens a case unless a call or its wrap-up holds the desk. Opening from the blocked view leaves it. */
export function openCase(id: CaseId): boolean {
  const { phase } = useCallSession.getState();
  if (phase === 'checking' || phase === 'in-call' || phase === 'wrap-up') return false;
  if (phase === 'blocked') callSession.dismissBlocked();
  useDesk.setState({ chosen: id });
  return true;
}

export function openDrawer(drawer: DrawerName | null): void {
  useDesk.setState((now) => ({ drawer: now.drawer === drawer ? null : drawer }));
}

export function checksFinished(done: boolean): void {
  globalThis.localStorage?.setItem(checksKey, done ? 'yes' : 'no');
  useDesk.setState({ checksDone: done });
}

export function useShownCase(): CaseId | null {
  const held = useCallSession((s) => (s.phase === 'idle' ? null : s.caseId));
  const chosen = useDesk((s) => s.chosen);
  return held ?? chosen;
}
