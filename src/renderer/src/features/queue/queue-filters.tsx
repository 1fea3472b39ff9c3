import { Popover } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { buckets, caseStatuses } from '../../../../domain/case/case.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/i18n/i18n.ts';
import { chooseQueue, useQueueStore } from './queue-store.ts';

const sorts = ['next-action', 'balance', 'dpd'] as const;

/** The quick filters as chips. */
export function QueueChips({ counts }: { counts: Record<string, number> }): ReactElement {
  const { t } = useWords();
  const { bucket, status, dueToday, callableNow } = useQueueStore();
  const all = bucket === null && status === null && !dueToday && !callableNow;
  return (
    <div className="q-tools">
      <Chip
        on={all}
        onPress={() => {
          chooseQueue({ bucket: null, status: null, dueToday: false, callableNow: false });
        }}
      >
        {t('queue.all')}
      </Chip>
      <Chip
        on={dueToday}
        onPress={() => {
          chooseQueue({ dueToday: !dueToday });
        }}
      >
        {t('queue.due')} <Count of={counts['dueToday']} />
      </Chip>
      <Chip
        on={callableNow}
        onPress={() => {
          chooseQueue({ callableNow: !callableNow });
        }}
      >
        {t('queue.callable')} <Count of={counts['now']} />
      </Chip>
      {bucket !== null && (
        <Chip
          on
          onPress={() => {
            chooseQueue({ bucket: null });
          }}
        >
          {bucket}
        </Chip>
      )}
    </div>
  );
}

function Count({ of }: { of: number | undefined }): ReactElement | null {
  return of === undefined ? null : <span className="num">{of}</span>;
}

function Chip({ on, onPress, children }: { on: boolean; onPress: () => void; children: ReactNode }): ReactElement {
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={onPress}>
      {children}
    </button>
  );
}

/** Bucket, status and order, behind the filter button. */
export function QueueFilterButton(): ReactElement {
  const { t } = useWords();
  const { bucket, status, sort } = useQueueStore();
  const content = (
    <div className="filter-pop" role="group" aria-label={t('queue.filter')}>
      <label>
        {t('queue.bucket')}
        <span className="field">
          <select
            data-testid="filter-bucket"
            value={bucket ?? ''}
            onChange={(e) => {
              chooseQueue({ bucket: buckets.find((b) => b === e.target.value) ?? null });
            }}
          >
            <option value="">{t('queue.any')}</option>
            {buckets.map((b) => (
              <option key={b} value={b}>
                {b}
              </option>
            ))}
          </select>
        </span>
      </label>
      <label>
        {t('queue.status')}
        <span className="field">
          <select
            data-testid="filter-status"
            value={status ?? ''}
            onChange={(e) => {
              chooseQueue({ status: caseStatuses.find((s) => s === e.target.value) ?? null });
            }}
          >
            <option value="">{t('queue.any')}</option>
            {caseStatuses.map((s) => (
              <option key={s} value={s}>
                {t(`caseStatus.${s}`)}
              </option>
            ))}
          </select>
        </span>
      </label>
      <label>
        {t('queue.sort')}
        <span className="field">
          <select
            data-testid="queue-sort"
            value={sort}
            onChange={(e) => {
              chooseQueue({ sort: sorts.find((s) => s === e.target.value) ?? 'next-action' });
            }}
          >
            {sorts.map((s) => (
              <option key={s} value={s}>
                {t(`queue.sorts.${s}`)}
              </option>
            ))}
          </select>
        </span>
      </label>
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight" arrow={false}>
      <button type="button" className="btn ghost icon sm" aria-label={t('queue.filter')} data-testid="queue-filter">
        <Icon name="filter" size={14} />
      </button>
    </Popover>
  );
}
