import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { desk } from '../../desk/desk-query.ts';
import { Icon } from '../../ui/icon.tsx';
import { LevelMeter } from '../../ui/level-meter.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { Words } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { checksFinished } from '../frame/desk-store.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { useSettings } from '../settings/use-settings.ts';
import { speechWords } from '../words/speech-words.ts';
import { useMicrophoneLevel } from './use-microphone-level.ts';
import type { MicrophoneCheck } from './use-microphone-level.ts';

type StepState = 'done' | 'cur' | 'todo';

/** Microphone, line, speech model: a look before the first call. It stands where the case will be and may be skipped. */
export function FirstRun(): ReactElement {
  const { t } = useWords();
  const [attempt, setAttempt] = useState(0);
  const settings = useSettings();
  const microphone = useMicrophoneLevel(settings.data?.microphoneId ?? null, attempt);
  const registration = useCallSession((s) => s.registration);
  const listening = useCallSession((s) => s.listening);
  const models = useQuery(desk.app.info.queryOptions()).data?.speech ?? [];
  const speechReady = models.some((model) => model.state === 'ready');
  const heard = microphone.state === 'open' && microphone.heard;
  const all = heard && registration === 'registered' && speechReady;
  const start = (): void => {
    checksFinished(true);
  };
  useKeyAction('go-on', start);
  const broken = microphone.state === 'none' || microphone.state === 'denied';
  return (
    <section className="steps first-run" aria-label={t('checks.title')} data-testid="first-run" data-microphone={microphone.state} data-heard={heard}>
      <h1>{t('checks.title')}</h1>
      <p className="sec">{t('checks.intro')}</p>
      <ol>
        <Step state={heard ? 'done' : 'cur'} name={t('checks.microphone')} words={microphoneWords(microphone, t)}>
          {microphone.state === 'open' && (
            <div className="first-meter">
              <LevelMeter level={microphone.level} bars={18} label={t('checks.microphone')} />
            </div>
          )}
          {broken && (
            <button
              type="button"
              className="btn sm"
              onClick={() => {
                setAttempt(attempt + 1);
              }}
            >
              {t('app.retry')}
            </button>
          )}
        </Step>
        <Step state={registration === 'registered' ? 'done' : 'cur'} name={t('checks.line')} words={t(`status.registration.${registration}`)} />
        <Step state={speechReady ? 'done' : 'todo'} name={t('checks.speech')} words={models.length === 0 ? t(`status.listening.${listening}`) : speechWords(models, t)}>
          {!speechReady && <small>{t('checks.speechLater')}</small>}
        </Step>
      </ol>
      <div className="row">
        <button type="button" className="btn lg pri" data-testid="checks-start" onClick={start}>
          {t('checks.start')} <kbd className="k">↵</kbd>
        </button>
        {!all && (
          <button type="button" className="btn lg" data-testid="checks-skip" onClick={start}>
            {t('checks.skip')}
          </button>
        )}
      </div>
    </section>
  );
}

function microphoneWords(check: MicrophoneCheck, t: Words): string {
  switch (check.state) {
    case 'asking':
      return t('checks.micAsk');
    case 'none':
      return t('checks.micNone');
    case 'denied':
      return t('checks.micDenied');
    case 'open':
      return check.heard ? t('checks.micGood', { name: check.name }) : t('checks.micSilent', { name: check.name });
    default:
      throw new Error(`unknown microphone check: ${String(check satisfies never)}`);
  }
}

function Step({ state, name, words, children }: { state: StepState; name: string; words: string; children?: ReactNode }): ReactElement {
  return (
    <li className={state}>
      <i className="node">{state === 'done' && <Icon name="check" size={12} />}</i>
      <div>
        <b>{name}</b>
        <small>{words}</small>
        {children}
      </div>
    </li>
  );
}
