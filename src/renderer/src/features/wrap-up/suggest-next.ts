import type { DispositionCode } from '../../../../domain/case/disposition.ts';
import type { Words } from '../../ui/i18n/i18n.ts';
import type { WrapDraft } from './wrap-draft.ts';

const suggestions: Partial<Readonly<Record<DispositionCode, 'check' | 'call' | 'callback' | 'plan' | 'review'>>> = {
  PTP: 'check',
  PTP_PART: 'check',
  PAID_CLAIM: 'check',
  CALLBACK: 'callback',
  NEGOTIATE: 'plan',
  NO_ABILITY: 'plan',
  DISPUTE: 'review',
  COMPLAINT: 'review',
  FRAUD: 'review',
  NOT_REACHED: 'call',
  RELAYED: 'call',
};

/** A next step that usually follows; never over the agent's own words. */
export function suggestNext(code: DispositionCode, draft: WrapDraft, t: Words): { nextAction?: string } {
  const known = Object.values(suggestions).map((key) => t(`wrapUp.suggest.${key}`));
  if (draft.nextAction !== '' && !known.includes(draft.nextAction)) return {};
  const key = suggestions[code];
  return { nextAction: key === undefined ? '' : t(`wrapUp.suggest.${key}`) };
}
