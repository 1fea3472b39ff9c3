/** What logged cues put into the wrap-up: a line in the note each, the fitting result, and the usual next step. */
import type { Relation } from '../../../../domain/case/case.ts';
import { allowedDispositions } from '../../../../domain/case/disposition.ts';
import type { Words } from '../../ui/i18n/i18n.ts';
import { needsReview, resultFor } from '../watch/cues.ts';
import type { TakenCue } from '../watch/cues.ts';
import { suggestNext } from './suggest-next.ts';
import type { WrapDraft } from './wrap-draft.ts';

export const cueNote = (cue: TakenCue, t: Words): string => t('watch.noteLine', { code: cue.code, name: t(`watch.cue.${cue.code}.name`), words: cue.words });

/** The draft's change for more logged cues; the agent's own result and words stay. */
export function withCues(draft: WrapDraft, more: readonly TakenCue[], relation: Relation, t: Words): Partial<WrapDraft> {
  const fresh = more.filter(({ code }) => !draft.cues.some((one) => one.code === code));
  if (fresh.length === 0) return {};
  const cues = [...draft.cues, ...fresh];
  const note = [draft.note, ...fresh.map((cue) => cueNote(cue, t))].filter((line) => line !== '').join('\n');
  return { cues, note, ...(draft.disposition === null ? resultOfCues({ ...draft, cues }, relation, t) : {}) };
}

/** Result and next step that follow from the cues of a draft without a result. */
export function resultOfCues(draft: WrapDraft, relation: Relation, t: Words): Partial<WrapDraft> {
  const disposition = resultFor(draft.cues, allowedDispositions(draft.result, draft.party, relation));
  if (disposition !== null) return { disposition, ...suggestNext(disposition, draft, t) };
  return needsReview(draft.cues) && draft.nextAction === '' ? { nextAction: t('wrapUp.suggest.review') } : {};
}
