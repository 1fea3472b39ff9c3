/** One call from the guard's verdict to the wrap-up: joins desk, phone, listening and recorder, and owns what the screen shows. */
import { create } from 'zustand';
import type { StoreApi, UseBoundStore } from 'zustand';
import { v7 as uuidv7 } from 'uuid';
import type { AppInfo } from '../../../../contract/desk/desk-contract.ts';
import type { CallState } from '../../../../domain/call/call-state.ts';
import type { Case, CaseId, ContactId, Language } from '../../../../domain/case/case.ts';
import type { PartyMark } from '../../../../domain/case/disposition.ts';
import type { Flag } from '../../../../domain/compliance/rule-pack.ts';
import type { Utterance } from '../../../../domain/compliance/transcript.ts';
import type { GuardRule } from '../../../../domain/dialing/verdict.ts';
import { deskClient } from '../../desk/desk-client.ts';
import { MicrophoneError } from '../../phone/microphone.ts';
import { createPhone } from '../../phone/phone.ts';
import type { Phone, PhoneState } from '../../phone/phone.ts';
import { CallWatch } from '../../speech/call-watch.ts';
import type { HeardWatch } from '../../speech/call-watch.ts';
import { EnginePool } from '../../speech/engine-pool.ts';
import { flagsAfter, loadDetector } from '../../speech/flagging.ts';
import { startListening, wakeTap } from '../../speech/listening.ts';
import type { Listening } from '../../speech/listening.ts';
import { RecordingSession } from './recording-session.ts';

export interface CallSessionState {
  phase: 'idle' | 'checking' | 'blocked' | 'in-call' | 'wrap-up';
  caseId: CaseId | null;
  contactId: ContactId | null;
  call: CallState;
  registration: 'connecting' | 'registered' | 'refused' | 'offline';
  blocked: { rule: GuardRule; until: number | null; source: string } | null;
  verdictId: string | null;
  callId: string | null;
  utterances: readonly Utterance[];
  flags: readonly (Flag & { markAt: number })[];
  listening: 'loading' | 'ready' | 'listening' | 'catching-up' | 'behind' | 'off';
  recording: { state: 'idle' | 'recording' | 'stored' | 'failed' | 'disk-full'; recordingId: string | null; seconds: number };
  /** 0..1, at most 20 Hz. */
  levels: { agent: number; customer: number };
  /** Party, statements and customer triggers as heard so far; null when nothing listens in this language. */
  watch: HeardWatch | null;
  party: PartyMark;
  error: { code: string; detail: string } | null;
}

const fresh = {
  phase: 'idle',
  caseId: null,
  contactId: null,
  call: { kind: 'idle' },
  blocked: null,
  verdictId: null,
  callId: null,
  utterances: [],
  flags: [],
  recording: { state: 'idle', recordingId: null, seconds: 0 },
  levels: { agent: 0, customer: 0 },
  watch: null,
  party: 'unknown',
  error: null,
} as const satisfies Partial<CallSessionState>;

export const useCallSession: UseBoundStore<StoreApi<CallSessionState>> = create<CallSessionState>(() => ({ ...fresh, registration: 'offline', listening: 'off' }));
const set = (change: Partial<CallSessionState>): void => useCallSession.setState(change);
const get = (): CallSessionState => useCallSession.getState();

let phone: Phone | null = null;
let pool: EnginePool | null = null;
let listening: Listening | null = null;
let recorder: RecordingSession | null = null;
let prepared: Promise<void> | null = null;
let microphoneId: string | null = null;
let watch: CallWatch | null = null;
let language: Language = 'en-US';
let jurisdiction: Case['jurisdiction'] = 'US';
let startedAt = 0;
let target = '';
const paintedAt = new Map<string, number>();
/** Everything that must be over before the call may be stored. */
let callEnds: Promise<void> | null = null;
let callStarts: Promise<void> = Promise.resolve();

function failed(code: string, error: unknown): void {
  const detail = error instanceof MicrophoneError ? error.reason : error instanceof Error ? error.message : '';
  set({ error: { code: error instanceof MicrophoneError ? 'NO_MICROPHONE' : (codeOf(error) ?? code), detail } });
}
function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

async function prepareOnce(): Promise<void> {
  const info: AppInfo = await deskClient.app.info();
  const settings = await deskClient.settings.get();
  microphoneId = settings.microphoneId;
  pool = new EnginePool(info.speech);
  phone = createPhone(info.line);
  phone.store.subscribe(onPhone);
  if (settings.speakerId !== null)
    phone.useSpeaker(settings.speakerId).catch((error: unknown) => {
      console.warn('speaker:', error instanceof Error ? error.name : 'unknown');
    }); // the system's own is used
  void phone.connect();
  const first = pool.canHear(settings.language) ? settings.language : 'en-US';
  set({ listening: pool.canHear(first) ? 'loading' : 'off' });
  for (const one of ['en-US', 'zh-CN'] as const)
    loadDetector(one).catch((error: unknown) => {
      console.warn('classifier:', error instanceof Error ? error.message : 'unknown');
    });
  void pool.prepare(first).then((ready) => {
    if (get().phase !== 'in-call') set({ listening: ready ? 'ready' : 'off' });
  });
}

function onPhone(state: PhoneState, before: PhoneState): void {
  if (state.registration !== before.registration) set({ registration: state.registration });
  if (state.streams !== null && before.streams === null) callStarts = answered(state.streams);
  if (state.call === before.call) return;
  set({ call: state.call });
  if (state.call.kind === 'ended') callEnds = ended(state.call);
}

async function answered(streams: NonNullable<PhoneState['streams']>): Promise<void> {
  const { caseId, callId } = get();
  if (caseId === null || callId === null || pool === null) return;
  recorder = new RecordingSession({ caseId, callId, streams, onChange: (recording) => set({ recording }) });
  const zeroAt = recorder.start();
  try {
    const engines = pool.take(language, target);
    watch = pool.canHear(language) ? new CallWatch(language, jurisdiction) : null;
    set({ watch: watch?.at(0) ?? null });
    listening = await startListening({
      streams,
      engines,
      zeroAt,
      onUtterance: heard,
      onLevel: (speaker, level) => set({ levels: { ...get().levels, [speaker]: Math.min(1, level * 4) } }),
      onState: (state) => set({ listening: state, ...lateNow() }),
    });
  } catch (error) {
    set({ listening: 'off' });
    console.warn('listening:', error instanceof Error ? error.message : 'unknown');
  }
}

function heard(utterance: Utterance): void {
  const { caseId, callId, utterances, flags } = get();
  if (caseId === null || callId === null) return;
  const others = utterances.filter((one) => one.id !== utterance.id);
  const next = utterance.text === '' ? others : [...others, utterance].toSorted((a, b) => a.startMs - b.startMs);
  const marked = flagsAfter(flags, utterance, language, { party: get().party, previous: sameBreath(others, utterance), nowMs: listening?.nowMs() ?? utterance.endMs });
  set({ utterances: next, flags: marked, ...(utterance.final && watch !== null ? { watch: watch.heard(utterance) } : {}) });
  if (utterance.final && utterance.text !== '') void deskClient.calls.heard({ caseId, callId, utterance }).catch(noteStorage);
  for (const flag of marked) {
    if (flag.utteranceId === utterance.id && (flag.status === 'confirmed' || flag.status === 'withdrawn')) void deskClient.calls.flagged({ caseId, callId, flag: bare(flag) }).catch(noteStorage);
  }
}

/** Statements become late by time alone; told four times a second with the listening state, changed only when it changes. */
function lateNow(): Partial<CallSessionState> {
  const shown = get().watch;
  if (watch === null || listening === null || shown === null) return {};
  const next = watch.at(listening.nowMs());
  return next.late.join() === shown.late.join() && next.due.join() === shown.due.join() ? {} : { watch: next };
}

/** The agent's sentence that ended less than two seconds before this one, with nobody in between. */
function sameBreath(others: readonly Utterance[], utterance: Utterance): string | null {
  const before = others.findLast((one) => one.final && one.startMs < utterance.startMs);
  return before?.speaker === 'agent' && utterance.startMs - before.endMs < 2_000 ? before.text : null;
}

/** The call is stored again as a whole when it ends, so a failure here only means that a crash would lose this line. */
function noteStorage(error: unknown): void {
  if (codeOf(error) === 'DISK_FULL') failed('DISK_FULL', error);
  else console.warn('not kept yet:', codeOf(error) ?? 'unknown');
}

function bare({ markAt: _markAt, ...flag }: Flag & { markAt: number }): Flag {
  return flag;
}

async function ended(call: CallState & { kind: 'ended' }): Promise<void> {
  set({ phase: 'wrap-up', levels: { agent: 0, customer: 0 } });
  await callStarts;
  const stopped = listening;
  listening = null;
  const recordingId = (await recorder?.stop()) ?? null;
  recorder = null;
  await stopped?.stop();
  void pool?.recycle();
  const { caseId, contactId, callId, verdictId, utterances, flags } = get();
  if (caseId === null || contactId === null || callId === null || verdictId === null) return;
  const kept = utterances.filter((one) => one.final);
  set({ utterances: kept, flags: flags.filter((flag) => flag.status !== 'partial') });
  try {
    await deskClient.calls.finish({
      caseId,
      flags: get()
        .flags.filter((flag) => flag.status !== 'withdrawn')
        .map(bare),
      call: { callId, contactId, verdictId, startedAt, answeredAt: call.answeredAt, endedAt: call.at, result: call.result, endedBy: call.by, sipCode: call.sipCode, recordingId, transcript: kept },
    });
  } catch (error) {
    failed('NOT_STORED', error);
  }
}

async function dial(caseId: CaseId, contactId: ContactId): Promise<void> {
  const { phase, recording } = get();
  if (phase === 'checking' || phase === 'in-call' || phone === null) return;
  if (recording.state === 'disk-full') {
    set({ error: { code: 'DISK_FULL', detail: '' } });
    return;
  }
  set({ ...fresh, phase: 'checking', caseId, contactId });
  callEnds = null;
  paintedAt.clear();
  callStarts = Promise.resolve();
  try {
    const { case: view } = await deskClient.cases.get({ caseId });
    language = view.language;
    jurisdiction = view.jurisdiction;
    const { verdictId, verdict, target: user } = await deskClient.dialing.check({ caseId, contactId });
    if (verdict.kind === 'block') {
      set({ phase: 'blocked', verdictId, blocked: verdict });
      return;
    }
    if (user === null) throw new Error('no number was given');
    target = user;
    startedAt = Date.now();
    set({ phase: 'in-call', verdictId, callId: uuidv7() });
    void wakeTap().catch(() => undefined); // the answer tries again and says what is wrong
    await phone.dial(user, microphoneId);
  } catch (error) {
    failed('LINE_FAULT', error);
    if (get().call.kind === 'idle') set({ phase: 'idle' });
  }
}

function changeFlag(id: string, status: Flag['status']): void {
  const { caseId, callId, flags } = get();
  const next = flags.map((flag) => (flag.id === id ? { ...flag, status } : flag));
  set({ flags: next });
  const changed = next.find((flag) => flag.id === id);
  if (changed !== undefined && caseId !== null && callId !== null && get().phase === 'in-call') void deskClient.calls.flagged({ caseId, callId, flag: bare(changed) }).catch(noteStorage);
}

export const callSession = {
  /** Connects the line and loads the recogniser; safe to call more than once. Rejects when the desk does not answer. */
  prepare(): Promise<void> {
    prepared ??= prepareOnce().catch((error: unknown) => {
      prepared = null;
      throw error;
    });
    return prepared;
  },
  dial,
  hangUp: (): void => {
    phone?.hangUp();
  },
  setMuted: (muted: boolean): void => {
    phone?.setMuted(muted);
  },
  sendDigit: (digit: string): void => {
    phone?.sendDigit(digit);
  },
  markParty: (party: PartyMark): void => {
    set({ party, ...(watch === null || get().phase !== 'in-call' ? {} : { watch: watch.marked(party) }) });
  },
  mendFlag: (id: string): void => {
    changeFlag(id, 'corrected');
  },
  rejectFlag: (id: string): void => {
    changeFlag(id, 'withdrawn');
  },
  /** When a flag was first on the screen, ms since the answer on the audio clock; noted at the first call for it, null when nothing listens. */
  painted(id: string): number | null {
    const now = listening?.nowMs();
    if (now !== undefined && !paintedAt.has(id)) paintedAt.set(id, now);
    return paintedAt.get(id) ?? null;
  },
  /** Resolves when the ended call is stored; a wrap-up names it, so it waits for this. */
  stored: (): Promise<void> => callEnds ?? Promise.resolve(),
  wrappedUp: (): void => {
    set({ ...fresh, listening: get().listening === 'off' ? 'off' : 'ready' });
  },
  dismissBlocked: (): void => {
    set({ phase: 'idle', blocked: null });
  },
  /** For the next call. */
  useSpeaker: async (id: string | null): Promise<void> => {
    await phone?.useSpeaker(id);
  },
  useMicrophone: (id: string | null): Promise<void> => {
    microphoneId = id;
    return Promise.resolve();
  },
};
