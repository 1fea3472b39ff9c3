import { clockOffToTellMs } from '../../../../contract/desk/desk-contract.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { desk } from '../../desk/desk-query.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { useSync } from '../sync/use-sync.ts';
import { moment, roughSpan, weekdayAndTime } from '../words/format.ts';
import { useNow } from './use-now.ts';

/** Line, speech, uploads and the link, in one quiet row. */
export function StatusBar(): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(10_000);
  const registration = useCallSession((s) => s.registration);
  const listening = useCallSession((s) => s.listening);
  const info = useQuery(desk.app.info.queryOptions()).data;
  const practice = info?.practice === true;
  const damaged = info?.damaged ?? null;
  const sync = useSync().data;
  const uploading = (sync?.uploads ?? []).filter((one) => one.state === 'sending' || one.state === 'waiting').length;
  const off = sync?.clockOffMs ?? 0;
  const clockOff = Math.abs(off) >= clockOffToTellMs ? off : 0;
  const weak = registration === 'refused' || registration === 'offline';
  return (
    <footer className="status">
      <span className={weak ? 'away' : ''} data-testid="registration" data-state={registration} role="status">
        <Icon name="phone" size={12} />
        {t(`status.registration.${registration}`)}
      </span>
      <span className={listening === 'off' || listening === 'behind' ? 'away' : ''} data-testid="speech-state" data-state={listening}>
        <Icon name="cpu" size={12} />
        {t(`status.listening.${listening}`)}
      </span>
      {uploading > 0 && (
        <span>
          <Icon name="disk" size={12} />
          {t('status.uploads', { count: uploading })}
        </span>
      )}
      {sync?.link === 'offline' && (
        <span className="away">
          <Icon name="cloudoff" size={12} />
          {t('status.away', { time: moment(sync.since, lang, now) })}
        </span>
      )}
      {clockOff !== 0 && (
        <span className="away" data-testid="clock-off">
          <Icon name="clock" size={12} />
          {t(clockOff > 0 ? 'status.clockAhead' : 'status.clockBehind', { time: roughSpan(clockOff, lang) })}
        </span>
      )}
      {damaged !== null && (
        <span className="away" role="status" data-testid="damaged" title={t('status.damagedMore', { file: damaged.keptAside })}>
          <Icon name="info" size={12} />
          {t('status.damaged', { count: damaged.activities })}
        </span>
      )}
      <span className="sp" />
      {practice && (
        <span className="low">
          <Icon name="info" size={12} />
          {t('status.practice')}
        </span>
      )}
      <span className="num">{weekdayAndTime(now, lang)}</span>
    </footer>
  );
}
