/** What the dial guard would say now, for the screen. The verdict that counts is made and stored by the desk when one dials. */
import type { CaseView } from '../../../../contract/desk/desk-contract.ts';
import type { Contact } from '../../../../domain/case/case.ts';
import { decideDial } from '../../../../domain/dialing/guard.ts';
import type { DialVerdict, GuardInputs } from '../../../../domain/dialing/verdict.ts';

export function guardPreview(view: CaseView, contact: Contact | undefined, now: number): DialVerdict {
  const { jurisdiction, debtor, recallOn } = view.case;
  const inputs: GuardInputs = { now, jurisdiction, timeZones: debtor.timeZones, attemptsToday: view.attemptsToday, mayCall: contact?.mayCall === true, recallOn };
  return decideDial(inputs);
}
