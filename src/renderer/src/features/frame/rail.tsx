import { useMutation, useQuery } from '@tanstack/react-query';
import { Popover } from 'antd';
import type { ReactElement } from 'react';
import { desk, deskQueries } from '../../desk/desk-query.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { leaveWrap } from '../wrap-up/wrap-store.ts';
import { checksFinished, openDrawer, useDesk } from './desk-store.ts';

export function Rail(): ReactElement {
  const { t } = useWords();
  const user = useQuery(desk.session.current.queryOptions()).data ?? null;
  const busy = useCallSession((s) => s.phase !== 'idle');
  const signOut = useMutation(desk.session.signOut.mutationOptions({ onSuccess: forgetEverything }));
  const me = t('app.me', { name: user?.displayName ?? '' });
  return (
    <nav className="rail" aria-label={t('app.rail')}>
      <button type="button" aria-current="page" title={t('app.desk')} aria-label={t('app.desk')}>
        <Icon name="desk" size={20} />
      </button>
      <button
        type="button"
        title={t('app.checks')}
        aria-label={t('app.checks')}
        disabled={busy}
        onClick={() => {
          checksFinished(false);
        }}
      >
        <Icon name="mic" size={20} />
      </button>
      <span className="gap" />
      <button
        type="button"
        title={`${t('app.keys')} ?`}
        aria-label={t('app.keys')}
        onClick={() => {
          openDrawer('keys');
        }}
      >
        <Icon name="keys" size={20} />
      </button>
      <button
        type="button"
        title={t('app.settings')}
        aria-label={t('app.settings')}
        data-testid="settings-button"
        onClick={() => {
          openDrawer('settings');
        }}
      >
        <Icon name="gear" size={20} />
      </button>
      <Popover
        trigger="click"
        placement="rightBottom"
        arrow={false}
        content={
          <div className="filter-pop">
            <b>{user?.displayName}</b>
            <span className="sec">{user?.username}</span>
            <button
              type="button"
              className="btn"
              disabled={busy}
              data-testid="sign-out"
              onClick={() => {
                signOut.mutate({});
              }}
            >
              {t('app.signOut')}
            </button>
          </div>
        }
      >
        <button type="button" className="me" aria-label={`${initials(user?.displayName ?? '')} ${me}`} title={me}>
          {initials(user?.displayName ?? '')}
        </button>
      </Popover>
    </nav>
  );
}

/** The next agent must not see what this one had on the screen. */
function forgetEverything(): void {
  useDesk.setState({ chosen: null, drawer: null });
  leaveWrap();
  deskQueries.setQueryData(desk.session.current.queryKey(), null);
  deskQueries.removeQueries({ queryKey: desk.cases.key() });
  deskQueries.removeQueries({ queryKey: desk.recordings.key() });
  deskQueries.removeQueries({ queryKey: desk.calls.key() });
  deskQueries.removeQueries({ queryKey: desk.sync.key() });
}

/** 王思远 → 王; Wang Siyuan → WS. */
function initials(name: string): string {
  const first = [...name][0] ?? '?';
  if (/\p{Script=Han}/u.test(first)) return first;
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0]?.toUpperCase() ?? '')
    .join('');
}
