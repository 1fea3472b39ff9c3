import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import { desk } from '../../desk/desk-query.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { PlayButton } from './recording-player.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { timelineItems } from './timeline-items.ts';
import type { TimelineFilter } from './timeline-items.ts';

const filters: readonly TimelineFilter[] = ['all', 'calls', 'results', 'flags'];

export function Timeline({ view }: { view: CaseView }): ReactElement {
  const { t } = useWords();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const onCall = useCallSession((s) => s.phase === 'in-call' && s.caseId === view.case.id);
  const recordings = useQuery(desk.recordings.list.queryOptions({ input: { caseId: view.case.id } })).data ?? [];
  const items = timelineItems(view.timeline, filter);
  const told = new Set(view.timeline.flatMap((one) => (one.body.kind === 'call' && one.body.recordingId !== null ? [one.body.recordingId] : [])));
  const cut = filter === 'all' || filter === 'calls' ? recordings.filter((one) => !told.has(one.recordingId) && one.state !== 'recording') : [];
  return (
    <section className="block timeline">
      <div className="hd">
        <h2>{t('timeline.title')}</h2>
        <span className="grow" />
        <div className="seg-ctl" role="radiogroup" aria-label={t('timeline.title')}>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={filter === one}
              onClick={() => {
                setFilter(one);
              }}
            >
              {t(`timeline.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {items.length === 0 && cut.length === 0 && !onCall ? (
        <p className="empty">{filter === 'all' ? t('timeline.empty') : t('timeline.emptyFilter')}</p>
      ) : (
        <ol className="tl" tabIndex={0} aria-label={t('timeline.title')}>
          {onCall && <TimelineRow icon="phone" now time={t('timeline.now')} title={t('timeline.onCall')} />}
          {cut.map((one) => (
            <TimelineRow key={one.recordingId} icon="wave" time="" title={t('timeline.rest')} right={<PlayButton recordingId={one.recordingId} at={null} seconds={one.durationMs / 1000} />} />
          ))}
          {items.map((one) => (
            <TimelineRow key={one.id} activity={one} view={view} />
          ))}
        </ol>
      )}
    </section>
  );
}
