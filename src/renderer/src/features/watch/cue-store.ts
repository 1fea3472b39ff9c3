/** What the agent did with the cues of the running call. Another call starts with nothing. */
import { create } from 'zustand';
import { useCallSession } from '../call/call-session.ts';
import { dismissKey } from './cues.ts';
import type { KnownCue, TakenCue } from './cues.ts';

interface CueState {
  callId: string | null;
  taken: readonly TakenCue[];
  dismissed: readonly string[];
}

const nothing: CueState = { callId: null, taken: [], dismissed: [] };
export const useCueStore = create<CueState>(() => nothing);

export function cuesOf(callId: string | null): CueState {
  const now = useCueStore.getState();
  return now.callId === callId ? now : { ...nothing, callId };
}

/** Cues of the call on the screen. */
export function useCues(): CueState {
  const callId = useCallSession((s) => s.callId);
  const now = useCueStore();
  return now.callId === callId ? now : nothing;
}

const here = (): CueState => cuesOf(useCallSession.getState().callId);

export function takeCue(cue: KnownCue): void {
  const now = here();
  if (now.taken.some(({ code }) => code === cue.code)) return;
  useCueStore.setState({ ...now, taken: [...now.taken, { code: cue.code, words: cue.words }] });
}

export function dismissCue(cue: KnownCue): void {
  const now = here();
  useCueStore.setState({ ...now, dismissed: [...now.dismissed, dismissKey(cue)] });
}
