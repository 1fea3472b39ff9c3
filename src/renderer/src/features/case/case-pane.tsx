import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { CaseId } from '../../../../domain/case/case.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { SkeletonLines } from '../../ui/skeleton-lines.tsx';
import { useNow } from '../frame/use-now.ts';
import { clock, dayOfIso, knownZone, moment } from '../words/format.ts';
import { QueryError } from '../words/query-error.tsx';
import { Balances } from './balances.tsx';
import { Contacts } from './contacts.tsx';
import { DraftNotice } from './draft-notice.tsx';
import { RecordingPlayer } from './recording-player.tsx';
import { Reveal } from './reveal.tsx';
import { Timeline } from './timeline.tsx';
import { timelineItems, weekOfCalls } from './timeline-items.ts';
import { useCase } from './use-case.ts';

/** The person, what is owed, whom one may reach, what happened. */
export function CasePane({ id }: { id: CaseId }): ReactElement {
  const { t } = useWords();
  const view = useCase(id);
  return (
    <section className="case" aria-label={t('case.label')} data-pane="3" tabIndex={-1}>
      {view.isError && (
        <QueryError
          error={view.error}
          retry={() => {
            void view.refetch();
          }}
        />
      )}
      {view.isPending && <SkeletonLines lines={12} label={t('app.loading')} />}
      {view.data !== undefined && <Facts view={view.data} />}
    </section>
  );
}

function Facts({ view }: { view: CaseView }): ReactElement {
  const { t, lang } = useWords();
  const now = useNow(30_000);
  const { case: one } = view;
  const zone = knownZone(one.debtor.timeZones);
  return (
    <>
      <div className="case-head">
        <h1 data-testid="case-name">
          <Reveal caseId={one.id} contactId={null} field="name" masked={one.debtor.name} />
        </h1>
        <span className="sec ell">{t('case.localTime', { place: one.debtor.region, time: zone === undefined ? '' : clock(now, zone) })}</span>
        <span className="grow" />
        <span className="chip">{t(`caseStatus.${one.status}`)}</span>
      </div>
      <div className="case-sub">
        <span>
          {t('case.no')} <b className="num">{one.caseNo}</b>
        </span>
        <span>
          {t('case.client')} <b>{one.clientName}</b>
        </span>
        <span>
          {t('case.product')} <b>{one.product}</b>
        </span>
        <span>
          {t('case.recall')} <b className="num">{dayOfIso(one.recallOn, lang)}</b>
        </span>
        <span className="wide">
          {t('case.batch')} <b className="num">{one.batchNo}</b>
        </span>
      </div>
      <DraftNotice view={view} />
      <div className="case-b">
        <div className="case-l">
          <Portrait view={view} now={now} />
          <Balances one={one} />
          <Contacts view={view} />
        </div>
        <Timeline view={view} />
      </div>
      <RecordingPlayer />
    </>
  );
}

/** Only from the client's data and our own calls. */
function Portrait({ view, now }: { view: CaseView; now: number }): ReactElement {
  const { t, lang } = useWords();
  const week = weekOfCalls(view.timeline, now);
  const asked = view.case.contacts.filter((one) => one.whyNot === 'asked-not-to-call').length;
  const last = timelineItems(view.timeline, 'results')[0];
  const lastWords = last?.body.kind === 'wrap-up' ? t(`disposition.${last.body.disposition}.name`) : t('queue.first');
  const { nextAction, nextActionAt } = view.case;
  return (
    <section className="block">
      <dl className="portrait">
        <div>
          <dt>{t('case.week')}</dt>
          <dd>{t('case.weekValue', { count: week.calls, answered: week.answered })}</dd>
        </div>
        <div>
          <dt>{t('case.last')}</dt>
          <dd>{lastWords}</dd>
        </div>
        <div>
          <dt>{t('case.nextStep')}</dt>
          <dd title={nextAction ?? ''}>
            {nextAction ?? t('queue.first')} {nextActionAt !== null && <small>{moment(Date.parse(nextActionAt), lang, now)}</small>}
          </dd>
        </div>
        <div>
          <dt>{t('case.asked')}</dt>
          <dd>{asked === 0 ? t('case.askedNone') : t('case.askedCount', { count: asked })}</dd>
        </div>
      </dl>
    </section>
  );
}
