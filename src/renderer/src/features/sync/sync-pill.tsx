import type { ReactElement } from 'react';
import type { SyncStatus } from '../../../../contract/desk/desk-contract.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import type { Lang, Words } from '../../ui/i18n/i18n.ts';
import { openDrawer } from '../frame/desk-store.ts';
import { useNow } from '../frame/use-now.ts';
import { moment } from '../words/format.ts';
import { useSync } from './use-sync.ts';

/** The link to the centre in a few words; opens the drawer with every item. */
export function SyncPill(): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const status = useSync().data;
  const online = status === undefined || status.link === 'online';
  return (
    <button
      type="button"
      className={online ? 'pill' : 'pill off'}
      data-testid="sync-pill"
      data-link={status?.link ?? ''}
      data-waiting={status?.waiting ?? ''}
      aria-live="polite"
      onClick={() => {
        openDrawer('sync');
      }}
    >
      <Icon name={online ? 'cloud' : 'cloudoff'} size={14} />
      <span>{status === undefined ? t('app.loading') : pillWords(status, t, lang, now)}</span>
      {status !== undefined && status.setAside > 0 && <span className="chip warn">{t('sync.look', { count: status.setAside })}</span>}
    </button>
  );
}

function pillWords(status: SyncStatus, t: Words, lang: Lang, now: number): string {
  switch (status.link) {
    case 'online':
      return status.waiting > 0 ? t('sync.sending', { count: status.waiting }) : t('sync.online');
    case 'offline':
      return t('sync.offline', { since: moment(status.since, lang, now), count: status.waiting });
    case 'sign-in-again':
    case 'update-needed':
      return t(`sync.${status.link}`, { count: status.waiting });
    default:
      throw new Error(`unknown link: ${String(status.link satisfies never)}`);
  }
}
