/** What the dial guard would say now, for the screen. The verdict that counts is made and stored by the desk when one dials. */
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { Contact } from '../../../../domain/case/case.ts';
import { decideDial } from '../../../../domain/dialing/guard.ts';
import type { DialVerdict, GuardInputs } from '../../../../domain/dialing/verdict.ts';

export function guardPreview(view: CaseView, contact: Contact | undefined, now: number): DialVerdict {
  return decideDial(guardQuestion(view, contact, now));
}

/** The question as the desk knows it; without its history where the view came without. */
export function guardQuestion(view: CaseView, contact: Contact | undefined, now: number): GuardInputs {
  const known = contact === undefined ? undefined : view.guard?.[contact.id];
  if (known !== undefined) return { ...known, now: Math.max(now, known.now) };
  const { jurisdiction, debtor, recallOn } = view.case;
  return { now, jurisdiction, timeZones: debtor.timeZones, attemptsToday: view.attemptsToday, mayCall: contact?.mayCall === true, recallOn };
}
