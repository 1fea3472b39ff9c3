/**
 * The softphone: sip.js' UserAgent behind call states of ours (domain/call). It owns registration, one call and its audio.
 * Configuration and its reasons: docs/telephony.md (no STUN by default, gathering capped, BYE kept while the line is away,
 * re-INVITE after a reconnect, rollback that sip.js 0.21.2 lacks).
 */
import { Inviter, Registerer, RegistererState, SessionState, UserAgent } from 'sip.js';
import type { Session } from 'sip.js';
import { SessionDescriptionHandler } from 'sip.js/lib/platform/web/session-description-handler/session-description-handler.js';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { CallEvent, CallState } from '../../../domain/call/call-state.ts';
import { callTransition } from '../../../domain/call/call-transition.ts';
import { openMicrophone } from './microphone.ts';

export interface Line {
  readonly server: string;
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}
export type Registration = 'connecting' | 'registered' | 'refused' | 'offline';
export interface PhoneState {
  readonly registration: Registration;
  readonly call: CallState;
  /** Both sides while connected. */
  readonly streams: { readonly agent: MediaStream; readonly customer: MediaStream } | null;
}
export interface Phone {
  readonly store: StoreApi<PhoneState>;
  connect(): Promise<void>;
  /** Rejects with MicrophoneError before anything rings. `user` is the user part of the SIP URI. */
  dial(user: string, microphoneId: string | null): Promise<void>;
  hangUp(): void;
  setMuted(muted: boolean): void;
  sendDigit(digit: string): void;
  /** Where the customer is heard; null is the system's own. Rejects when that device is gone. */
  useSpeaker(deviceId: string | null): Promise<void>;
  disconnect(): Promise<void>;
}

const longestPauseMs = 2_000;
/** The answer of a normal network to a call that never rings (RFC 3261 Timer B is 32 s). */
const noAnswerMs = 60_000;

export function createPhone(line: Line, now: () => number = () => Date.now()): Phone {
  const store = createStore<PhoneState>(() => ({ registration: 'offline', call: { kind: 'idle' }, streams: null }));
  const domain = line.uri.replace(/^sips?:/, '').split('@')[1] ?? 'localhost';
  const audio = new Audio();
  audio.autoplay = true;
  let inviter: Inviter | null = null;
  let microphone: MediaStream | null = null;
  let answerTimer: ReturnType<typeof setTimeout> | null = null;
  let closing = false;
  let pause = 250;
  /** Calls that the agent ended while the line was away: their BYE is sent when it is back. */
  const owedByes = new Set<Session>();

  const move = (event: CallEvent): void => {
    const call = callTransition(store.getState().call, event);
    if (call !== store.getState().call) store.setState({ call });
  };

  const uri = UserAgent.makeURI(line.uri);
  if (uri === undefined) throw new Error('the line has no valid SIP address');
  const agent = new UserAgent({
    uri,
    authorizationUsername: line.user,
    authorizationPassword: line.password,
    logLevel: 'error',
    logBuiltinEnabled: false,
    gracefulShutdown: true,
    transportOptions: { server: line.server, connectionTimeout: 5, keepAliveInterval: 0 },
    sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] }, iceGatheringTimeout: 500 },
    sessionDescriptionHandlerFactory: (session, options) =>
      new SessionDescriptionHandler(session.userAgent.getLogger('sip.SessionDescriptionHandler'), () => Promise.resolve(microphone ?? new MediaStream()), {
        iceGatheringTimeout: 500,
        peerConnectionConfiguration: { iceServers: [] },
        ...options,
      }),
    delegate: {
      onDisconnect: (error) => {
        if (error !== undefined && !closing) void reconnect();
      },
    },
  });
  const registerer = new Registerer(agent, { expires: 300 });
  registerer.stateChange.addListener((state) => {
    if (state === RegistererState.Registered) store.setState({ registration: 'registered' });
  });

  async function register(): Promise<void> {
    await registerer.register({
      requestDelegate: {
        onReject: (response) => {
          store.setState({ registration: response.message.statusCode === 401 || response.message.statusCode === 403 || response.message.statusCode === 407 ? 'refused' : 'offline' });
        },
        onAccept: () => {
          store.setState({ registration: 'registered' });
        },
      },
    });
  }

  async function reconnect(): Promise<void> {
    store.setState({ registration: 'connecting' });
    for (pause = 250; !closing; pause = Math.min(longestPauseMs, pause * 2)) {
      try {
        await agent.reconnect();
        await register();
        for (const session of owedByes) await session.bye();
        owedByes.clear();
        if (inviter?.state === SessionState.Established) await inviter.invite();
        return;
      } catch {
        await new Promise((resolve) => {
          setTimeout(resolve, pause);
        }); // the state says "connecting"; the loop tries again
      }
    }
  }

  function follow(session: Inviter): void {
    session.stateChange.addListener((state) => {
      if (session !== inviter) return;
      if (state === SessionState.Established) {
        const handler = session.sessionDescriptionHandler;
        if (!(handler instanceof SessionDescriptionHandler) || microphone === null) return;
        withRollback(handler);
        if (store.getState().call.kind === 'ended') {
          // answered while our CANCEL was on its way
          void session.bye();
          return;
        }
        audio.srcObject = handler.remoteMediaStream;
        if (answerTimer !== null) clearTimeout(answerTimer);
        store.setState({ streams: { agent: microphone, customer: handler.remoteMediaStream } });
        move({ type: 'answered', at: now() });
      } else if (state === SessionState.Terminated) queueMicrotask(() => ended(session)); // the reason of a refusal is told just after
    });
  }

  function ended(session: Session): void {
    if (session !== inviter) return;
    const { call } = store.getState();
    if (call.kind !== 'ended') move({ type: 'hung-up', at: now(), by: call.kind === 'connected' ? 'customer' : 'agent' });
    release();
  }

  function release(): void {
    if (answerTimer !== null) clearTimeout(answerTimer);
    answerTimer = null;
    inviter = null;
    audio.srcObject = null;
    for (const track of microphone?.getTracks() ?? []) track.stop();
    microphone = null;
    store.setState({ streams: null });
  }

  async function dial(user: string, microphoneId: string | null): Promise<void> {
    const target = UserAgent.makeURI(`sip:${user}@${domain}`);
    if (target === undefined || inviter !== null) throw new Error('the number cannot be dialled now');
    microphone = await openMicrophone(microphoneId);
    const session = new Inviter(agent, target, { sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } } });
    inviter = session;
    follow(session);
    move({ type: 'dial', at: now() });
    answerTimer = setTimeout(() => {
      move({ type: 'rejected', at: now(), sipCode: 408 });
      void session.cancel();
    }, noAnswerMs);
    try {
      await session.invite({
        requestDelegate: {
          onProgress: (response) => {
            if ((response.message.statusCode ?? 0) >= 180) move({ type: 'ringing', at: now() });
          },
          onReject: (response) => {
            move({ type: 'rejected', at: now(), sipCode: response.message.statusCode ?? 500 });
          },
        },
      });
    } catch {
      move({ type: 'failed', at: now() }); // the screen says that the line did not take the call
      release();
    }
  }

  function hangUp(): void {
    const session = inviter;
    if (session === null) return;
    const away = !agent.isConnected();
    move({ type: 'hung-up', at: now(), by: 'agent' });
    if (session.state === SessionState.Established) {
      if (away) owedByes.add(session);
      else void session.bye();
      release();
    } else void session.cancel().catch(release);
  }

  return {
    store,
    dial,
    hangUp,
    connect: async () => {
      store.setState({ registration: 'connecting' });
      try {
        await agent.start();
        await register();
      } catch {
        void reconnect(); // the line is away; the state says "connecting"
      }
    },
    setMuted: (muted) => {
      for (const track of microphone?.getAudioTracks() ?? []) track.enabled = !muted;
      move({ type: 'muted', muted });
    },
    sendDigit: (digit) => {
      const handler = inviter?.sessionDescriptionHandler;
      if (/^[\d*#A-D]$/.test(digit)) handler?.sendDtmf(digit);
    },
    useSpeaker: (deviceId) => audio.setSinkId(deviceId ?? ''),
    disconnect: async () => {
      closing = true;
      hangUp();
      await agent.stop();
      store.setState({ registration: 'offline' });
    },
  };
}

/** sip.js 0.21.2 leaves the connection in have-local-offer when a re-INVITE fails; without this the next one fails too. */
function withRollback(handler: SessionDescriptionHandler): void {
  Object.assign(handler, {
    rollbackDescription: async (): Promise<void> => {
      const connection = handler.peerConnection;
      if (connection !== undefined && connection.signalingState !== 'stable') await connection.setLocalDescription({ type: 'rollback' });
    },
  });
}
