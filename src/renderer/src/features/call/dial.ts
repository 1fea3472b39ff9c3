import type { CaseId, ContactId } from '../../../../domain/case/case.ts';
import { desk, deskQueries } from '../../desk/desk-query.ts';
import { callSession, useCallSession } from './call-session.ts';

/** Asks the session to call; the guard decides there. What the session does not handle itself ends on the screen. */
export function dialContact(caseId: CaseId, contactId: ContactId): void {
  const { phase } = useCallSession.getState();
  if (phase !== 'idle' && phase !== 'blocked') return;
  callSession
    .dial(caseId, contactId)
    .then(() => {
      const after = useCallSession.getState();
      if (after.phase === phase && after.error === null && after.blocked === null) useCallSession.setState({ error: { code: 'LINE_FAULT', detail: 'no line' } });
    })
    .catch((error: unknown) => {
      console.error('dial failed', error);
      useCallSession.setState({ error: { code: 'UNKNOWN', detail: error instanceof Error ? error.message : '' } });
    })
    .finally(() => {
      void deskQueries.invalidateQueries({ queryKey: desk.cases.key() });
    });
}
