import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import { desk } from '../../desk/desk-query.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { useCallSession } from '../call/call-session.ts';
import { beginWrap } from '../wrap-up/wrap-store.ts';
import { readDraft } from '../wrap-up/wrap-draft.ts';

/** After a restart: a wrap-up that was begun and not saved can be taken up again. */
export function DraftNotice({ view }: { view: CaseView }): ReactElement | null {
  const { t } = useWords();
  const caseId = view.case.id;
  const idle = useCallSession((s) => s.phase === 'idle');
  const kept = useQuery(desk.calls.draft.queryOptions({ input: { caseId }, staleTime: 0 })).data?.draft ?? null;
  const draft = readDraft(kept);
  const done = draft?.callId !== null && view.timeline.some((one) => one.body.kind === 'wrap-up' && one.body.callId === draft?.callId);
  if (!idle || draft === null || done) return null;
  return (
    <div className="gate-note" role="status">
      <span className="grow">{t('case.draft')}</span>
      <button
        type="button"
        className="btn sm"
        data-testid="draft-continue"
        onClick={() => {
          beginWrap(caseId, draft, true);
        }}
      >
        {t('case.continue')}
      </button>
    </div>
  );
}
