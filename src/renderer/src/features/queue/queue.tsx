import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { CSSProperties, ReactElement } from 'react';
import type { QueueRow as Row } from '../../../../contract/desk/desk-contract.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { SkeletonLines } from '../../ui/skeleton-lines.tsx';
import { useCallSession } from '../call/call-session.ts';
import { openCase, useShownCase } from '../frame/desk-store.ts';
import { useNow } from '../frame/use-now.ts';
import { useKeyAction } from '../keyboard/key-actions.ts';
import { useSync } from '../sync/use-sync.ts';
import { QueryError } from '../words/query-error.tsx';
import { QueueChips, QueueFilterButton } from './queue-filters.tsx';
import { headHeight, queueItems, rowHeight, stepCursor } from './queue-items.ts';
import type { QueueItem } from './queue-items.ts';
import { QueueRow } from './queue-row.tsx';
import { chooseQueue, everything, moveCursor, useQueueStore } from './queue-store.ts';
import { queueLimit, useQueue } from './use-queue.ts';

/** What waits: grouped, virtualised, worked by J, K and Enter. */
export function Queue(): ReactElement {
  const { t } = useWords();
  const queue = useQueue();
  const shown = useShownCase();
  const cursor = useQueueStore((s) => s.cursor);
  const phase = useCallSession((s) => s.phase);
  const heldCase = useCallSession((s) => s.caseId);
  const items = queueItems(queue.data?.rows ?? [], phase === 'idle' || heldCase === null ? null : { caseId: heldCase, phase });
  const rows = items.filter((item) => item.kind === 'row');
  const open = (row: Row): void => {
    moveCursor(null);
    openCase(row.id);
  };
  useKeyAction('queue-next', () => {
    moveCursor(stepCursor(items, cursor ?? shown, 1));
  });
  useKeyAction('queue-previous', () => {
    moveCursor(stepCursor(items, cursor ?? shown, -1));
  });
  useKeyAction('queue-open', () => {
    const at = rows.find((item) => item.row.id === cursor);
    if (at !== undefined) open(at.row);
  });
  const position = rows.findIndex((item) => item.row.id === (cursor ?? shown)) + 1;
  const busy = phase === 'checking' || phase === 'in-call' || phase === 'wrap-up';
  return (
    <aside className="queue" aria-label={t('queue.title')} data-pane="1" tabIndex={-1}>
      <div className="q-head">
        <h2>{t('queue.title')}</h2>
        <span className="dim num">{queue.data?.total ?? ''}</span>
        <span className="grow" />
        <QueueFilterButton />
        <button
          type="button"
          className="btn ghost icon sm"
          aria-label={t('queue.search')}
          onClick={() => {
            document.querySelector<HTMLElement>('[data-testid="queue-search"]')?.focus();
          }}
        >
          <Icon name="search" size={14} />
        </button>
      </div>
      <QueueChips counts={queue.data?.counts ?? {}} />
      {queue.isError && (
        <QueryError
          error={queue.error}
          retry={() => {
            void queue.refetch();
          }}
          compact
        />
      )}
      {queue.isPending ? (
        <div className="q-list">
          <SkeletonLines lines={9} label={t('app.loading')} />
        </div>
      ) : items.length === 0 && !queue.isError ? (
        <EmptyQueue />
      ) : (
        <QueueList items={items} shown={shown} cursor={cursor} onOpen={open} label={t('queue.title')} />
      )}
      <div className="q-foot">
        {busy ? (
          <span>{t('queue.locked')}</span>
        ) : (
          <>
            <kbd className="k">J</kbd>
            <kbd className="k">K</kbd>
            <span>{t('queue.move')}</span>
            <kbd className="k">↵</kbd>
            <span>{t('queue.open')}</span>
          </>
        )}
        <span className="grow" />
        <span className="num">
          {(queue.data?.total ?? 0) > queueLimit ? t('queue.firstOf', { shown: queueLimit, total: queue.data?.total }) : `${String(position)} / ${String(queue.data?.total ?? 0)}`}
        </span>
      </div>
    </aside>
  );
}

function EmptyQueue(): ReactElement {
  const { t } = useWords();
  const choice = useQueueStore();
  const pull = useSync().data?.pull ?? null;
  const filtered = choice.search !== '' || choice.bucket !== null || choice.status !== null || choice.dueToday || choice.callableNow;
  if (filtered)
    return (
      <div className="q-list empty">
        <span>{t('queue.emptyFilter')}</span>
        <button
          type="button"
          className="btn sm"
          onClick={() => {
            chooseQueue(everything);
          }}
        >
          {t('queue.showAll')}
        </button>
      </div>
    );
  return (
    <div className="q-list empty">
      <b>{t('queue.emptyTitle')}</b>
      <span>{pull !== null && pull.done < pull.total ? t('queue.pulling', pull) : t('queue.emptyWhy')}</span>
    </div>
  );
}

function QueueList({ items, shown, cursor, onOpen, label }: { label: string; items: readonly QueueItem[]; shown: string | null; cursor: string | null; onOpen: (row: Row) => void }): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is passed to a memoised component
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (items[at]?.kind === 'head' ? headHeight : rowHeight),
    overscan: 8,
    getItemKey: (at) => {
      const item = items[at];
      return item === undefined ? at : item.kind === 'head' ? `head-${item.group}` : item.row.id;
    },
  });
  useEffect(() => {
    virtual.measure();
  }, [items, virtual]);
  const cursorAt = items.findIndex((item) => item.kind === 'row' && item.row.id === cursor);
  useEffect(() => {
    if (cursorAt >= 0) virtual.scrollToIndex(cursorAt);
  }, [cursorAt, virtual]);
  return (
    <div className="q-list" ref={scroller} tabIndex={0} role="region" aria-label={label}>
      <ol style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((place) => {
          const item = items[place.index];
          if (item === undefined) return null;
          const style: CSSProperties = { transform: `translateY(${String(place.start)}px)` };
          if (item.kind === 'head') return <Head key={place.key} item={item} style={style} />;
          return <QueueRow key={place.key} row={item.row} style={style} selected={item.row.id === shown} cursor={item.row.id === cursor} held={item.held} next={item.next} now={now} onOpen={onOpen} />;
        })}
      </ol>
    </div>
  );
}

function Head({ item, style }: { item: Extract<QueueItem, { kind: 'head' }>; style: CSSProperties }): ReactElement {
  const { t } = useWords();
  const { group } = item;
  const words = group === 'now' || group === 'later' || group === 'not-now' ? t(`queue.groups.${group}`) : t(`queue.current.${group}`);
  return (
    <li className="q-sec" style={style}>
      <b>{words}</b>
      <span className="num">{item.count}</span>
    </li>
  );
}
