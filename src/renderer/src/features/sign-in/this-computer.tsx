import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { desk } from '../../desk/desk-query.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { speechWords } from '../words/speech-words.ts';

/** What this computer has ready before anyone signs in. */
export function ThisComputer(): ReactElement {
  const { t } = useWords();
  const info = useQuery(desk.app.info.queryOptions());
  const microphone = useFirstMicrophone();
  const models = info.data?.speech ?? [];
  const speechReady = models.some((model) => model.state === 'ready');
  const micWords = microphone === null ? t('signIn.micNone') : microphone === '' ? t('signIn.micUnnamed') : t('signIn.micFound', { name: microphone });
  return (
    <section className="sready" aria-label={t('signIn.computer')}>
      <h2>
        {t('signIn.computer')} <span className="dim num">{info.data?.deskId.slice(0, 12) ?? ''}</span>
      </h2>
      <ul>
        <Ready icon="mic" name={t('signIn.microphone')} ok={microphone !== null}>
          {micWords}
        </Ready>
        <Ready icon="phone" name={t('signIn.line')} ok={false}>
          {t('signIn.lineLater')}
        </Ready>
        <Ready icon="cpu" name={t('signIn.speech')} ok={speechReady}>
          {speechWords(models, t)}
        </Ready>
        <Ready icon="disk" name={t('signIn.store')} ok={false}>
          {t('signIn.storeLocked')}
        </Ready>
      </ul>
      {info.data?.practice === true && (
        <div className="row sec small practice">
          <Icon name="info" size={14} />
          <span>{t('signIn.practice')}</span>
        </div>
      )}
    </section>
  );
}

function Ready({ icon, name, ok, children }: { icon: IconName; name: string; ok: boolean; children: ReactNode }): ReactElement {
  return (
    <li>
      <Icon name={icon} size={18} />
      <span className="grow">
        <b>{name}</b>
        <small>{children}</small>
      </span>
      {ok ? <Icon name="check" size={14} /> : <Icon name="clock" size={14} />}
    </li>
  );
}

/** Name of the first microphone, '' while the browser hides names, null when there is none. */
function useFirstMicrophone(): string | null {
  const [name, setName] = useState<string | null>('');
  useEffect(() => {
    const look = async (): Promise<void> => {
      const found = (await navigator.mediaDevices.enumerateDevices()).find((device) => device.kind === 'audioinput');
      setName(found === undefined ? null : found.label);
    };
    const again = (): void => {
      look().catch(() => {
        setName(null);
      });
    };
    again();
    navigator.mediaDevices.addEventListener('devicechange', again);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', again);
    };
  }, []);
  return name;
}
