/** The wrap-up of the case on the screen: begins it after a call (from its draft when there is one) and stores it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import { desk, deskQueries } from '../../desk/desk-query.ts';
import { useWords } from '../../ui/i18n/i18n.ts';
import { callSession, useCallSession } from '../call/call-session.ts';
import { openCase, useDesk } from '../frame/desk-store.ts';
import { useNextCase } from '../frame/next-case.ts';
import { isoDay, knownZone } from '../words/format.ts';
import { cuesOf } from '../watch/cue-store.ts';
import { withCues } from './wrap-cues.ts';
import { emptyDraft, readDraft } from './wrap-draft.ts';
import { mayStore, wrapProblems, wrapUpOf } from './wrap-rules.ts';
import type { WrapContext } from './wrap-rules.ts';
import { beginWrap, dropDraft, useWrap } from './wrap-store.ts';

export function wrapContext(view: CaseView, now: number): WrapContext {
  const { case: one } = view;
  return { currency: one.currency, balanceMinor: one.balanceMinor, bucket: one.bucket, today: isoDay(now, knownZone(one.debtor.timeZones)) };
}

/** Opens the form when a call has ended. A draft of the same call wins over an empty form. */
export function useBeginWrap(view: CaseView): void {
  const { t } = useWords();
  const caseId = view.case.id;
  const { contacts } = view.case;
  const waiting = useCallSession((s) => s.phase === 'wrap-up' && s.caseId === caseId);
  const sessionCall = useCallSession((s) => s.callId);
  const begun = useWrap((s) => s.caseId === caseId && s.draft?.callId === sessionCall);
  const kept = useQuery(desk.calls.draft.queryOptions({ input: { caseId }, staleTime: 0, enabled: waiting }));
  useEffect(() => {
    if (!waiting || begun || kept.isFetching) return;
    const { call, callId, contactId, party } = useCallSession.getState();
    const draft = readDraft(kept.data?.draft ?? null);
    if (draft !== null && draft.callId === callId) beginWrap(caseId, draft, true);
    else {
      const empty = emptyDraft({ callId, contactId, party, result: call.kind === 'ended' ? call.result : 'answered' });
      const relation = contacts.find((one) => one.id === contactId)?.relation ?? 'self';
      beginWrap(caseId, { ...empty, ...withCues(empty, cuesOf(callId).taken, relation, t) }, false);
    }
  }, [waiting, begun, kept.isFetching, kept.data, caseId, contacts, t]);
}

interface Store {
  save: UseMutationResult<unknown, unknown, void>;
  tryToSave: () => void;
}

/** Stores the wrap-up and opens the next case. `onProblems` is told when something is missing. */
export function useStoreWrap(view: CaseView, onProblems: () => void): Store {
  const next = useNextCase();
  const caseId = view.case.id;
  const save = useMutation<unknown, unknown, void>({
    mutationFn: async () => {
      const { draft } = useWrap.getState();
      if (draft === null) throw new Error('no wrap-up is open');
      await callSession.stored();
      await desk.calls.wrapUp.call({ caseId, wrapUp: wrapUpOf(draft, view.case.currency) });
    },
    onSuccess: async () => {
      if (useCallSession.getState().phase === 'wrap-up') callSession.wrappedUp();
      await dropDraft(caseId);
      await deskQueries.invalidateQueries({ queryKey: desk.cases.key() });
      if (next === undefined) useDesk.setState({ chosen: caseId });
      else openCase(next.id);
    },
  });
  const tryToSave = (): void => {
    const { draft } = useWrap.getState();
    if (draft === null || save.isPending) return;
    if (mayStore(wrapProblems(draft, wrapContext(view, Date.now())))) save.mutate();
    else onProblems();
  };
  return { save, tryToSave };
}
