import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { desk } from '../../desk/desk-query.ts';
import { SidePanel } from '../../ui/side-panel.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { ThemeChoice } from '../../ui/theme-store.ts';
import { useTheme } from '../../ui/theme-store.ts';
import { callSession } from '../call/call-session.ts';
import { openDrawer, useDesk } from '../frame/desk-store.ts';
import { QueryError } from '../words/query-error.tsx';
import { speechWords } from '../words/speech-words.ts';
import { playTone } from './play-tone.ts';
import { useDevices } from './use-devices.ts';
import { useChangeSettings, useSettings } from './use-settings.ts';

const themes: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function SettingsDrawer(): ReactElement {
  const { t } = useWords();
  const open = useDesk((s) => s.drawer === 'settings');
  return (
    <SidePanel
      open={open}
      title={t('settings.title')}
      closeLabel={t('app.close')}
      onClose={() => {
        openDrawer(null);
      }}
      testid="settings-drawer"
    >
      <SettingsBody />
    </SidePanel>
  );
}

function SettingsBody(): ReactElement {
  const { t, lang } = useWords();
  const settings = useSettings();
  const change = useChangeSettings();
  const theme = useTheme((s) => s.choice);
  const info = useQuery(desk.app.info.queryOptions()).data;
  return (
    <>
      {settings.isError && (
        <QueryError
          error={settings.error}
          retry={() => {
            void settings.refetch();
          }}
        />
      )}
      {change.error !== null && <QueryError error={change.error} compact />}
      <Row label={t('settings.language')}>
        <select
          data-testid="language-select"
          value={lang}
          onChange={(event) => {
            change.mutate({ language: event.target.value === 'zh-CN' ? 'zh-CN' : 'en-US' });
          }}
        >
          <option value="zh-CN">中文</option>
          <option value="en-US">English</option>
        </select>
      </Row>
      <Row label={t('settings.theme')}>
        <select
          data-testid="theme-select"
          value={theme}
          onChange={(event) => {
            change.mutate({ theme: themes.find((one) => one === event.target.value) ?? 'system' });
          }}
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {t(`settings.themes.${one}`)}
            </option>
          ))}
        </select>
      </Row>
      <AudioRows
        microphoneId={settings.data?.microphoneId ?? null}
        speakerId={settings.data?.speakerId ?? null}
        onMicrophone={(id) => {
          change.mutate({ microphoneId: id });
          callSession.useMicrophone(id).catch((error: unknown) => {
            console.warn('microphone not changed', error);
          });
        }}
        onSpeaker={(id) => {
          change.mutate({ speakerId: id });
          callSession.useSpeaker(id).catch((error: unknown) => {
            console.warn('speaker not changed', error);
          });
        }}
      />
      <div className="hd flush">
        <h2>{t('settings.speech')}</h2>
      </div>
      <p className="small sec">{speechWords(info?.speech ?? [], t)}</p>
      {(info?.speech ?? [])
        .filter((model) => model.note !== '')
        .map((model) => (
          <p key={model.language} className="small dim">
            {model.note}
          </p>
        ))}
      <div className="hd flush">
        <h2>{t('settings.about')}</h2>
      </div>
      <p className="small sec num">{t('settings.version', { version: info?.version ?? '', desk: info?.deskId.slice(0, 12) ?? '' })}</p>
    </>
  );
}

function AudioRows({
  microphoneId,
  speakerId,
  onMicrophone,
  onSpeaker,
}: {
  microphoneId: string | null;
  speakerId: string | null;
  onMicrophone: (id: string | null) => void;
  onSpeaker: (id: string | null) => void;
}): ReactElement {
  const { t } = useWords();
  const { microphones, speakers } = useDevices();
  const named = [...microphones, ...speakers].some((one) => one.label !== '');
  const options = (devices: readonly MediaDeviceInfo[]): ReactNode => (
    <>
      <option value="">{t('settings.systemDevice')}</option>
      {devices.map((one, at) => (
        <option key={one.deviceId} value={one.deviceId}>
          {one.label === '' ? t('settings.unnamed', { count: at + 1 }) : one.label}
        </option>
      ))}
    </>
  );
  return (
    <>
      <div className="hd flush">
        <h2>{t('settings.audio')}</h2>
      </div>
      <Row label={t('settings.microphone')} hint={t('settings.microphoneHint')}>
        <select
          data-testid="microphone-select"
          value={microphoneId ?? ''}
          onChange={(event) => {
            onMicrophone(event.target.value === '' ? null : event.target.value);
          }}
        >
          {options(microphones)}
        </select>
      </Row>
      <Row
        label={t('settings.speaker')}
        hint={t('settings.speakerHint')}
        after={
          <button
            type="button"
            className="btn"
            onClick={() => {
              playTone(speakerId).catch((error: unknown) => {
                console.warn('no sound', error);
              });
            }}
          >
            {t('settings.play')}
          </button>
        }
      >
        <select
          data-testid="speaker-select"
          value={speakerId ?? ''}
          onChange={(event) => {
            onSpeaker(event.target.value === '' ? null : event.target.value);
          }}
        >
          {options(speakers)}
        </select>
      </Row>
      {!named && <p className="small dim">{t('settings.permission')}</p>}
    </>
  );
}

function Row({ label, hint, after, children }: { label: string; hint?: string; after?: ReactNode; children: ReactNode }): ReactElement {
  return (
    <div className="set-row">
      <label>
        <span className="set-name">{label}</span>
        <span className="field grow">{children}</span>
      </label>
      {after}
      {hint !== undefined && <p className="small sec">{hint}</p>}
    </div>
  );
}
