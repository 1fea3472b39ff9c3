import type { ReactElement } from 'react';
import type { CallState } from '../../../../domain/call/call-state.ts';
import { Icon } from '../../ui/icon.tsx';
import { LevelMeter } from '../../ui/level-meter.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useNow } from '../frame/use-now.ts';
import { clock, duration } from '../words/format.ts';
import { useCallSession } from './call-session.ts';

/** Seconds of talk so far or in all; of waiting before the answer. */
export function callSeconds(call: CallState, now: number): number {
  switch (call.kind) {
    case 'idle':
      return 0;
    case 'dialling':
    case 'ringing':
    case 'connected':
      return (now - call.since) / 1000;
    case 'ended':
      return call.answeredAt === null ? 0 : (call.at - call.answeredAt) / 1000;
    default:
      throw new Error(`unknown call state: ${String(call satisfies never)}`);
  }
}

/** Timer and the confirmed state of the line in words. */
export function CallClock(): ReactElement {
  const { t } = useWords();
  const phase = useCallSession((s) => s.phase);
  const call = useCallSession((s) => s.call);
  const now = useNow(call.kind === 'connected' || phase === 'wrap-up' ? 250 : 1_000);
  const result = call.kind === 'ended' ? call.result : '';
  if (phase === 'wrap-up' && call.kind === 'ended') {
    const words =
      call.answeredAt === null
        ? t('call.summaryFailed', { result: t(`call.result.${call.result}`), time: clock(call.at) })
        : t('call.summary', { length: duration(callSeconds(call, now)), by: t(`call.by.${call.by}`), time: clock(call.at) });
    return (
      <div>
        <div className="timer" data-testid="call-timer" data-seconds={Math.round(callSeconds(call, now))}>
          {duration((now - call.at) / 1000)}
        </div>
        <div className="tstate sec" data-testid="call-state" data-state="ended" data-result={result} role="status">
          {words}
        </div>
      </div>
    );
  }
  if (phase === 'blocked')
    return (
      <div>
        <div className="timer small-timer" data-testid="call-timer">
          {t('blocked.notDialled')}
        </div>
        <div className="tstate sec" data-testid="call-state" data-state="idle" data-result="blocked" role="status">
          {t('blocked.stored')}
        </div>
      </div>
    );
  const words = phase === 'checking' ? t('call.state.checking') : call.kind === 'connected' && call.muted ? t('call.state.muted') : t(`call.state.${call.kind}`);
  const warn = call.kind === 'connected' && call.muted;
  return (
    <div>
      <div className="timer" data-testid="call-timer" data-seconds={Math.floor(callSeconds(call, now))}>
        {phase === 'in-call' ? duration(callSeconds(call, now)) : '00:00'}
      </div>
      <div
        className={warn ? 'tstate warnline' : phase === 'in-call' ? 'tstate' : 'tstate sec'}
        data-testid="call-state"
        data-state={phase === 'checking' ? 'checking' : call.kind}
        data-result={result}
        data-muted={warn}
        role="status"
      >
        {words}
      </div>
    </div>
  );
}

export function CallLevels(): ReactElement {
  const { t } = useWords();
  const agent = useCallSession((s) => s.levels.agent);
  const customer = useCallSession((s) => s.levels.customer);
  return (
    <div className="levels">
      <span>{t('call.me')}</span>
      <LevelMeter level={agent} label={t('call.level', { who: t('call.me') })} />
      <span>{t('call.them')}</span>
      <LevelMeter level={customer} customer label={t('call.level', { who: t('call.them') })} />
    </div>
  );
}

/** Recording and listening: what is true now, not what was asked for. */
export function CallFacts(): ReactElement {
  const { t } = useWords();
  const listening = useCallSession((s) => s.listening);
  const weak = listening === 'off' || listening === 'behind' || listening === 'catching-up';
  return (
    <div className="facts2">
      <RecordingFact />
      <span className={weak ? 'warnline' : ''} title={t(`listening.${listening}`)}>
        <Icon name="cpu" size={14} />
        <span className="ell">{t(`status.listening.${listening}`)}</span>
      </span>
    </div>
  );
}

export function RecordingFact(): ReactElement {
  const { t } = useWords();
  const state = useCallSession((s) => s.recording.state);
  const seconds = useCallSession((s) => Math.floor(s.recording.seconds));
  const trouble = state === 'failed' || state === 'disk-full';
  return (
    <span className={trouble ? 'warnline' : ''} data-testid="recording-state" data-state={state} data-seconds={seconds} role="status" title={t(`recordingState.${state}`)}>
      {state === 'recording' ? <i className="rec" /> : <Icon name={trouble ? 'info' : state === 'stored' ? 'lock' : 'disk'} size={14} />}
      <span className="ell">{t(`recordingState.${state}`)}</span> {(state === 'recording' || state === 'stored') && <b className="num">{duration(seconds)}</b>}
    </span>
  );
}
