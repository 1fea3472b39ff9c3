import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { z } from 'zod';
import type { outboxItem, SyncStatus } from '../../../../contract/desk/desk-contract.ts';
import { desk, deskQueries } from '../../desk/desk-query.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { SkeletonLines } from '../../ui/skeleton-lines.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { openDrawer, useDesk } from '../frame/desk-store.ts';
import { useNow } from '../frame/use-now.ts';
import { moment } from '../words/format.ts';
import { QueryError } from '../words/query-error.tsx';
import { useSync } from './use-sync.ts';

type OutboxItem = z.infer<typeof outboxItem>;
const kindIcons: Readonly<Record<string, IconName>> = { call: 'phone', 'wrap-up': 'note', flag: 'flag', reveal: 'eye', 'dial-verdict': 'shield' };
const kinds = ['call', 'wrap-up', 'flag', 'reveal', 'dial-verdict'] as const;

/** Everything between this desk and the centre: the link, each waiting item, what needs a look, the recordings. */
export function SyncDrawer(): ReactElement {
  const { t } = useWords();
  const open = useDesk((s) => s.drawer === 'sync');
  return (
    <SidePanel
      open={open}
      title={t('drawer.sync')}
      closeLabel={t('app.close')}
      onClose={() => {
        openDrawer(null);
      }}
      testid="sync-drawer"
    >
      <SyncBody />
    </SidePanel>
  );
}

function SyncBody(): ReactElement {
  const { t } = useWords();
  const status = useSync();
  const outbox = useQuery(desk.sync.outbox.queryOptions({ staleTime: 1_000, refetchInterval: 5_000 }));
  const items = outbox.data ?? [];
  const aside = items.filter((item) => item.state === 'set-aside');
  const waiting = items.filter((item) => item.state !== 'set-aside');
  return (
    <>
      {status.isError && (
        <QueryError
          error={status.error}
          retry={() => {
            void status.refetch();
          }}
        />
      )}
      {status.data === undefined ? <SkeletonLines lines={4} label={t('app.loading')} /> : <LinkState status={status.data} />}
      {outbox.isError && (
        <QueryError
          error={outbox.error}
          retry={() => {
            void outbox.refetch();
          }}
        />
      )}
      {aside.length > 0 && (
        <div className="hd">
          <h2>{t('drawer.setAside')}</h2>
          <span className="num">{aside.length}</span>
        </div>
      )}
      {aside.length > 0 && <p className="small sec pad">{t('drawer.setAsideHint')}</p>}
      {aside.length > 0 && (
        <ul className="outbox">
          {aside.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
      <div className="hd">
        <h2>{t('drawer.waiting')}</h2>
        <span className="num">{status.data?.waiting ?? ''}</span>
      </div>
      {outbox.isSuccess && waiting.length === 0 && <p className="small sec pad">{t('drawer.nothing')}</p>}
      <ul className="outbox" data-testid="outbox">
        {waiting.slice(0, 100).map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      <Uploads uploads={status.data?.uploads ?? []} />
      <div className="quiet">
        <b>{t('drawer.kept')}</b>
        <p>{t('drawer.keptWords')}</p>
        {status.data !== undefined && <p className="num">{t('drawer.receipts', { count: status.data.receipts })}</p>}
      </div>
    </>
  );
}

function LinkState({ status }: { status: SyncStatus }): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(15_000);
  const sync = useMutation(
    desk.sync.now.mutationOptions({
      onSuccess: (fresh) => {
        deskQueries.setQueryData(desk.sync.status.queryKey(), fresh);
        void deskQueries.invalidateQueries({ queryKey: desk.sync.outbox.key() });
      },
    }),
  );
  const { pull } = status;
  return (
    <div className="link-state" role="status" data-testid="link-state" data-link={status.link}>
      <div className="row">
        <Icon name={status.link === 'online' ? 'cloud' : 'cloudoff'} size={20} />
        <b className="grow">{t(`drawer.link.${status.link}`, { since: moment(status.since, lang, now) })}</b>
        <button
          type="button"
          className="btn sm"
          disabled={sync.isPending}
          data-testid="sync-now"
          onClick={() => {
            sync.mutate({});
          }}
        >
          <Icon name="sync" size={12} />
          {t('drawer.now')}
        </button>
      </div>
      <p className="small sec">{t(`drawer.linkHint.${status.link}`)}</p>
      <p className="small sec num">{status.lastSyncAt === null ? t('drawer.never') : t('drawer.last', { time: moment(status.lastSyncAt, lang, now) })}</p>
      {pull !== null && pull.done < pull.total && (
        <>
          <p className="small num">{t('drawer.pull', pull)}</p>
          <div className="bar" role="progressbar" aria-label={t('drawer.pull', pull)} aria-valuenow={pull.done} aria-valuemax={pull.total}>
            <i style={{ width: `${String((pull.done / Math.max(1, pull.total)) * 100)}%` }} />
          </div>
        </>
      )}
      {sync.error !== null && <QueryError error={sync.error} compact />}
    </div>
  );
}

function Item({ item }: { item: OutboxItem }): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const retry = useMutation(
    desk.sync.retry.mutationOptions({
      onSuccess: () => {
        void deskQueries.invalidateQueries({ queryKey: desk.sync.key() });
      },
    }),
  );
  const aside = item.state === 'set-aside';
  const kind = kinds.find((one) => one === item.kind);
  return (
    <li className={aside ? 'look' : ''} data-testid="outbox-item" data-state={item.state} data-kind={item.kind}>
      <Icon name={kindIcons[item.kind] ?? 'doc'} size={14} />
      <span className="grow ell" title={item.lastError ?? ''}>
        {kind === undefined ? item.kind : t(`kind.${kind}`)} <span className="dim num">{item.caseNo}</span>
        {aside && item.lastError !== null && <span className="dim"> {item.lastError}</span>}
      </span>
      <span className="dim num">{moment(item.createdAt, lang, now)}</span>
      {item.tries > 0 && <span className="dim num">{t('drawer.tries', { count: item.tries })}</span>}
      {aside ? (
        <button
          type="button"
          className="btn sm"
          disabled={retry.isPending}
          data-testid="outbox-retry"
          onClick={() => {
            retry.mutate({ id: item.id });
          }}
        >
          {t('drawer.retry')}
        </button>
      ) : (
        <span className="chip">{t(`drawer.state.${item.state}`)}</span>
      )}
    </li>
  );
}

function Uploads({ uploads }: { uploads: SyncStatus['uploads'] }): ReactElement | null {
  const { t } = useWords();
  if (uploads.length === 0) return null;
  return (
    <>
      <div className="hd">
        <h2>{t('drawer.uploads')}</h2>
        <span className="num">{uploads.length}</span>
        <span className="grow" />
        <span className="num">{(uploads.reduce((sum, one) => sum + one.totalBytes, 0) / 1_000_000).toFixed(1)} MB</span>
      </div>
      <ul className="outbox recs">
        {uploads.map((one) => (
          <li key={one.recordingId} className={one.state === 'set-aside' ? 'look' : ''} data-testid="upload" data-state={one.state} data-recording-id={one.recordingId}>
            <Icon name={one.state === 'sending' ? 'cloudup' : 'lock'} size={14} />
            <span className="grow">
              <span className="bar">
                <i style={{ width: `${String((one.sentBytes / Math.max(1, one.totalBytes)) * 100)}%` }} />
              </span>
            </span>
            <span className="chip num">{t(`drawer.upload.${one.state}`, { percent: Math.floor((one.sentBytes / Math.max(1, one.totalBytes)) * 100) })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
