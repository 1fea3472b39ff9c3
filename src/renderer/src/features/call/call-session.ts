/** Placeholder with the agreed types; replaced by the orchestration of guard, phone, speech and recorder. */
import { create } from 'zustand';
import type { StoreApi, UseBoundStore } from 'zustand';
import type { CallState } from '../../../../domain/call/call-state.ts';
import type { CaseId, ContactId } from '../../../../domain/case/case.ts';
import type { PartyMark } from '../../../../domain/case/disposition.ts';
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';
import type { Utterance } from '../../../../domain/compliance/transcript.ts';
import type { GuardRule } from '../../../../domain/dialing/verdict.ts';

export interface CallSessionState {
  phase: 'idle' | 'checking' | 'blocked' | 'in-call' | 'wrap-up';
  caseId: CaseId | null; contactId: ContactId | null;
  call: CallState;
  registration: 'connecting' | 'registered' | 'refused' | 'offline';
  blocked: { rule: GuardRule; until: number | null; source: string } | null;
  verdictId: string | null; callId: string | null;
  utterances: readonly Utterance[]; flags: readonly (Flag & { markAt: number })[];
  listening: 'loading' | 'ready' | 'listening' | 'catching-up' | 'behind' | 'off';
  recording: { state: 'idle' | 'recording' | 'stored' | 'failed' | 'disk-full'; recordingId: string | null; seconds: number };
  /** 0..1, at most 20 Hz. */
  levels: { agent: number; customer: number };
  party: PartyMark; error: { code: string; detail: string } | null;
}

export const useCallSession: UseBoundStore<StoreApi<CallSessionState>> = create<CallSessionState>(() => ({
  phase: 'idle', caseId: null, contactId: null, call: { kind: 'idle' }, registration: 'offline', blocked: null, verdictId: null, callId: null,
  utterances: [], flags: [], listening: 'off', recording: { state: 'idle', recordingId: null, seconds: 0 },
  levels: { agent: 0, customer: 0 }, party: 'unknown', error: null,
}));

const later = (): void => { useCallSession.setState({ error: { code: 'NO_PHONE', detail: '' } }); };

export const callSession = {
  prepare: (): Promise<void> => Promise.resolve(),
  dial: (_caseId: CaseId, _contactId: ContactId): Promise<void> => { later(); return Promise.resolve(); },
  hangUp: later,
  setMuted: (_muted: boolean): void => { later(); },
  sendDigit: (_digit: string): void => { later(); },
  markParty: (party: PartyMark): void => { useCallSession.setState({ party }); },
  mendFlag: (_id: string): void => { later(); },
  rejectFlag: (_id: string): void => { later(); },
  wrappedUp: (): void => { useCallSession.setState({ phase: 'idle', blocked: null }); },
  dismissBlocked: (): void => { useCallSession.setState({ phase: 'idle', blocked: null }); },
  useMicrophone: (_id: string | null): Promise<void> => Promise.resolve(),
};
