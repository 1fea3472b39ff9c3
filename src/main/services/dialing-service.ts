/** The only way to a number that may be dialled: asks the guard, stores verdict and inputs, then answers. */
import type { Case, CaseId, Contact, ContactId } from '../../domain/case/case.ts';
import { decideDial } from '../../domain/dialing/guard.ts';
import type { DialVerdict, GuardInputs } from '../../domain/dialing/verdict.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import { dayWhere } from './day-where.ts';
import { deskError, withDiskFull } from './desk-error.ts';
import type { SessionService } from './session-service.ts';
import type { WorkLog } from './work-log.ts';

export class DialingService {
  readonly #cases; readonly #activities; readonly #log; readonly #session; readonly #now;
  constructor(parts: { cases: CaseRepository; activities: ActivityRepository; log: WorkLog; session: SessionService; now: () => number }) {
    this.#cases = parts.cases;
    this.#activities = parts.activities;
    this.#log = parts.log;
    this.#session = parts.session;
    this.#now = parts.now;
  }

  check(caseId: CaseId, contactId: ContactId): { verdictId: string; verdict: DialVerdict; inputs: GuardInputs; target: string | null } {
    const actor = this.#session.required();
    const one = this.#cases.get(caseId);
    const contact = one?.contacts.find((candidate) => candidate.id === contactId);
    if (one === null || one === undefined || contact === undefined) throw deskError('NOT_FOUND');
    const inputs = this.inputs(one, contact);
    const verdict = decideDial(inputs);
    const [activity] = withDiskFull(() => this.#log.append(actor.id, caseId, [{ kind: 'dial-verdict', contactId, verdict, inputs }]));
    if (activity === undefined) throw new Error('the verdict was not stored');
    return { verdictId: activity.id, verdict, inputs, target: verdict.kind === 'allow' ? sipUser(contact.phone) : null };
  }

  /** What the guard would say now, without asking to dial: for the queue. */
  preview(one: Case): DialVerdict {
    const contact = one.contacts.find((candidate) => candidate.relation === 'self' && candidate.mayCall) ?? one.contacts[0];
    if (contact === undefined) return { kind: 'block', rule: 'contact-closed', until: null, source: 'contact' };
    return decideDial(this.inputs(one, contact));
  }

  attemptsToday(one: Case): number {
    const now = this.#now();
    const today = dayWhere(one, now);
    return this.#activities.ofKindSince(this.#cases.idsOfDebtor(one.debtor.id), 'dial-verdict', now - 26 * 3_600_000)
      .filter((activity) => activity.body.kind === 'dial-verdict' && activity.body.verdict.kind === 'allow' && dayWhere(one, activity.body.inputs.now) === today).length;
  }

  inputs(one: Case, contact: Contact): GuardInputs {
    return {
      now: this.#now(), jurisdiction: one.jurisdiction, timeZones: one.debtor.timeZones, attemptsToday: this.attemptsToday(one),
      mayCall: contact.mayCall && one.status !== 'complaint' && one.status !== 'held' && one.status !== 'returned' && one.status !== 'settled', recallOn: one.recallOn,
    };
  }
}

/** The user part of a SIP URI may hold only these from a phone number (RFC 3261 section 25.1). */
function sipUser(phone: string): string {
  return phone.replace(/[^\d+*#]/g, '');
}
