import { useRef } from 'react';
import type { ReactElement } from 'react';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { mainKey } from '../keyboard/platform.ts';
import { chooseQueue, useQueueStore } from '../queue/queue-store.ts';
import { SyncPill } from '../sync/sync-pill.tsx';

const stateWords = { idle: 'state.ready', checking: 'state.checking', 'in-call': 'state.call', 'wrap-up': 'state.wrapUp', blocked: 'state.blocked' } as const;

/** Brand, search, sync and the agent's state. It drags the window except on its controls. */
export function TitleBar({ crumb }: { crumb: string }): ReactElement {
  const { t } = useWords();
  const phase = useCallSession((s) => s.phase);
  return (
    <header className="titlebar">
      <div className="brand">
        <BrandMark />
        <span>{t('app.name')}</span>
        <span className="crumb">{crumb}</span>
      </div>
      <Search />
      <div className="right">
        <SyncPill />
        <span className="pill btn-like" role="status">
          <i className="dot" />
          {t(stateWords[phase])}
        </span>
      </div>
    </header>
  );
}

function Search(): ReactElement {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const search = useQueueStore((s) => s.search);
  useKeyAction('find', () => {
    field.current?.focus();
    field.current?.select();
  });
  return (
    <div className="omni" role="search">
      <Icon name="search" size={14} />
      <input
        ref={field}
        value={search}
        maxLength={80}
        placeholder={t('queue.search')}
        aria-label={t('queue.search')}
        spellCheck={false}
        data-testid="queue-search"
        onChange={(event) => {
          chooseQueue({ search: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            chooseQueue({ search: '' });
            field.current?.blur();
          }
          if (event.key === 'Enter') field.current?.blur();
        }}
      />
      {search === '' ? (
        <kbd className="k">{mainKey('K')}</kbd>
      ) : (
        <button
          type="button"
          className="eye"
          aria-label={t('queue.clear')}
          onClick={() => {
            chooseQueue({ search: '' });
          }}
        >
          <Icon name="x" size={12} />
        </button>
      )}
    </div>
  );
}
