/** The wrap-up being written: one owner, saved at the desk shortly after every change. */
import { create } from 'zustand';
import type { CaseId } from '../../../../domain/case/case.ts';
import { deskClient } from '../../desk/desk-client.ts';
import { desk, deskQueries } from '../../desk/desk-query.ts';
import type { WrapDraft } from './wrap-draft.ts';

interface WrapState {
  caseId: CaseId | null;
  draft: WrapDraft | null /** Epoch ms of the last save at the desk. */;
  savedAt: number | null;
  saveError: unknown /** True when it came from an earlier run. */;
  restored: boolean;
}

export const useWrap = create<WrapState>(() => ({ caseId: null, draft: null, savedAt: null, saveError: null, restored: false }));

/** Pause after the last key before the draft is saved, in milliseconds. */
const pauseMs = 350;
let timer = 0;

async function save(): Promise<void> {
  const { caseId, draft } = useWrap.getState();
  if (caseId === null || draft === null) return;
  const savedAt = Date.now();
  try {
    await deskClient.calls.saveDraft({ caseId, draft: JSON.stringify({ ...draft, savedAt }) });
    if (useWrap.getState().caseId === caseId) useWrap.setState({ savedAt, saveError: null });
  } catch (error) {
    useWrap.setState({ saveError: error });
  }
}

export function beginWrap(caseId: CaseId, draft: WrapDraft, restored: boolean): void {
  useWrap.setState({ caseId, draft, restored, saveError: null, savedAt: restored ? draft.savedAt : null });
  if (!restored) void save();
}

export function changeWrap(change: Partial<WrapDraft>): void {
  useWrap.setState((now) => (now.draft === null ? {} : { draft: { ...now.draft, ...change } }));
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    void save();
  }, pauseMs);
}

/** After the wrap-up is stored, or when it is left for later: the draft stays at the desk in the second case. */
export function leaveWrap(): void {
  window.clearTimeout(timer);
  useWrap.setState({ caseId: null, draft: null, savedAt: null, saveError: null, restored: false });
}

/** The stored wrap-up replaces its draft. A desk that cannot drop it now does so with the next draft. */
export async function dropDraft(caseId: CaseId): Promise<void> {
  leaveWrap();
  try {
    await deskClient.calls.saveDraft({ caseId, draft: '' });
  } catch (error) {
    console.warn('draft not dropped', error);
  }
  await deskQueries.invalidateQueries({ queryKey: desk.calls.draft.key({ input: { caseId } }) });
}
