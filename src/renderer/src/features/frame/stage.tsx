import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { SkeletonLines } from '../../ui/skeleton-lines.tsx';
import { Blocked } from '../blocked/blocked.tsx';
import { CallBar } from '../call/call-bar.tsx';
import { useCallSession } from '../call/call-session.ts';
import { TheLine } from '../call/the-line.tsx';
import { CasePane } from '../case/case-pane.tsx';
import { useCase } from '../case/use-case.ts';
import { FirstRun } from '../first-run/first-run.tsx';
import { CallErrorNote } from '../say/call-error.tsx';
import { SaySlot } from '../say/say-slot.tsx';
import { TalkPane } from '../talk/talk-pane.tsx';
import { QueryError } from '../words/query-error.tsx';
import { useBeginWrap } from '../wrap-up/use-wrap-up.ts';
import { useWrap } from '../wrap-up/wrap-store.ts';
import { WrapUp } from '../wrap-up/wrap-up.tsx';
import { useDesk, useShownCase } from './desk-store.ts';

/** Call bar, line and say slot on top; below them the case and the conversation, the wrap-up, or why nothing rang. */
export function Stage(): ReactElement {
  const { t } = useWords();
  const shown = useShownCase();
  const checksDone = useDesk((s) => s.checksDone);
  if (shown === null) return <main className="stage">{checksDone ? <NoCase /> : <FirstRun />}</main>;
  return (
    <main className="stage" aria-label={t('app.desk')}>
      <OneCase key={shown} id={shown} />
    </main>
  );
}

function NoCase(): ReactElement {
  const { t } = useWords();
  const error = useCallSession((s) => s.error);
  return (
    <>
      {error !== null && <CallErrorNote error={error} />}
      <div className="empty no-case">
        <b>{t('case.none')}</b>
        <span>{t('case.noneWhy')}</span>
      </div>
    </>
  );
}

function OneCase({ id }: { id: CaseView['case']['id'] }): ReactElement {
  const { t } = useWords();
  const view = useCase(id);
  if (view.data !== undefined) return <Shown view={view.data} />;
  return (
    <div className="case">
      {view.isError ? (
        <QueryError
          error={view.error}
          retry={() => {
            void view.refetch();
          }}
        />
      ) : (
        <SkeletonLines lines={14} label={t('app.loading')} />
      )}
    </div>
  );
}

function Shown({ view }: { view: CaseView }): ReactElement {
  const phase = useCallSession((s) => s.phase);
  const { caseId, draft } = useWrap();
  useBeginWrap(view);
  if (draft !== null && caseId === view.case.id && (phase === 'wrap-up' || phase === 'idle')) return <WrapUp view={view} draft={draft} line={<TheLine one={view.case} />} />;
  if (phase === 'blocked')
    return (
      <>
        <CallBar view={view} />
        <Blocked view={view} />
      </>
    );
  return (
    <>
      <CallBar view={view} />
      <TheLine one={view.case} />
      <SaySlot view={view} />
      <div className="cols">
        <CasePane id={view.case.id} />
        <TalkPane />
      </div>
    </>
  );
}
