/** The only way to a number that may be dialled: asks the guard, stores verdict and inputs, then answers. */
import type { Case, CaseId, Contact, ContactId } from '../../domain/case/case.ts';
import { dialHistory } from '../../domain/dialing/dial-history.ts';
import type { PersonLog } from '../../domain/dialing/dial-history.ts';
import { queuePlace } from '../../domain/dialing/explain-dial.ts';
import { decideDial } from '../../domain/dialing/guard.ts';
import { isPracticeNumber, placesOf } from '../../domain/dialing/places.ts';
import type { DialPolicy, DialVerdict, GuardInputs } from '../../domain/dialing/verdict.ts';
import type { Activity } from '../../domain/sync/activity.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import { dayWhere } from './day-where.ts';
import { deskError, withDiskFull } from './desk-error.ts';
import type { SessionService } from './session-service.ts';
import type { WorkLog } from './work-log.ts';
import { WorkedCases } from './worked-cases.ts';

export type QueuePlace = ReturnType<typeof queuePlace>;
const nobody: PersonLog = { cases: [], activities: [] };
const byClock = (a: Activity, b: Activity): number => (a.clock < b.clock ? -1 : 1);

export class DialingService {
  readonly #worked: WorkedCases;
  readonly #cases;
  readonly #activities;
  readonly #log;
  readonly #session;
  readonly #now;
  readonly #policy;
  /** `policy`: what tenant and client of a case made stricter. */
  constructor(parts: { cases: CaseRepository; activities: ActivityRepository; log: WorkLog; session: SessionService; now: () => number; policy?: (one: Case) => DialPolicy | undefined }) {
    this.#cases = parts.cases;
    this.#activities = parts.activities;
    this.#worked = new WorkedCases(parts.activities);
    this.#log = parts.log;
    this.#session = parts.session;
    this.#now = parts.now;
    this.#policy = parts.policy ?? (() => undefined);
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

  /** Where each case stands in the queue now, and why not in it. Cases that nobody worked cost no look at the log. */
  places(cases: readonly Case[]): readonly QueuePlace[] {
    const siblings = this.#siblings(cases);
    this.#worked.catchUp([...siblings.values()].flat());
    const logs = new Map<string, PersonLog>();
    for (const [person, all] of siblings) {
      const activities = all.flatMap((one) => this.#worked.of(one.id));
      if (activities.length > 0) logs.set(person, { cases: all, activities: activities.toSorted(byClock) });
    }
    return cases.map((one) => {
      const contact = one.contacts.find((candidate) => candidate.relation === 'self' && candidate.mayCall) ?? one.contacts[0];
      if (contact === undefined) return { group: 'not-now', until: null, rule: 'contact-closed' };
      return queuePlace(this.#inputs(one, contact, logs.get(one.debtor.id) ?? nobody), one.nextActionAt === null ? null : Date.parse(one.nextActionAt));
    });
  }

  /** All cases of these persons: where the queue is filtered, a person's other cases count all the same. */
  #siblings(cases: readonly Case[]): ReadonlyMap<string, readonly Case[]> {
    const persons = Map.groupBy(cases, (one) => one.debtor.id as string);
    if (cases.length === this.#cases.count()) return persons;
    const given = new Map(cases.map((one) => [one.id as string, one]));
    return new Map([...persons.keys()].map((person) => [person, this.#cases.idsOfDebtor(person).flatMap((id) => given.get(id) ?? this.#cases.get(id) ?? [])]));
  }

  attemptsToday(one: Case): number {
    return this.#attemptsToday(one, this.#activities.ofKindSince(this.#cases.idsOfDebtor(one.debtor.id), 'dial-verdict', this.#now() - 26 * 3_600_000));
  }

  inputs(one: Case, contact: Contact): GuardInputs {
    return this.#inputs(one, contact, this.#logOf(one));
  }

  /** What the guard would be asked for each contact of the case, by contact id. */
  questions(one: Case): Record<string, GuardInputs> {
    const log = this.#logOf(one);
    return Object.fromEntries(one.contacts.map((contact) => [contact.id, this.#inputs(one, contact, log)]));
  }

  #attemptsToday(one: Case, verdicts: readonly Activity[]): number {
    const today = dayWhere(one, this.#now());
    return verdicts.filter(({ body }) => body.kind === 'dial-verdict' && body.verdict.kind === 'allow' && dayWhere(one, body.inputs.now) === today).length;
  }

  /** Everything this desk knows of the person: they share counters over all their cases. */
  #logOf(one: Case): PersonLog {
    const ids = this.#cases.idsOfDebtor(one.debtor.id);
    return { cases: ids.flatMap((id) => this.#cases.get(id) ?? []), activities: ids.flatMap((id) => this.#activities.timeline(id)).toSorted(byClock) };
  }

  #inputs(one: Case, contact: Contact, log: PersonLog): GuardInputs {
    const now = this.#now();
    const { history, holds, thirdParty, consent, numberClosed } = dialHistory(log, one, contact, now);
    const third = contact.relation !== 'self';
    // in China the law's own condition opens a third party; elsewhere only the client's word does
    const locked = third && one.jurisdiction === 'CN' && contact.whyNot === 'third-party-locked';
    const held = one.status === 'held' && holds.length === 0;
    const places = placesOf(one.jurisdiction, one.debtor.region);
    const policy = this.#policy(one);
    return {
      now,
      jurisdiction: one.jurisdiction,
      timeZones: one.debtor.timeZones,
      attemptsToday: this.#attemptsToday(one, log.activities),
      mayCall: (contact.mayCall || locked) && !numberClosed && !held && one.status !== 'returned' && one.status !== 'settled',
      recallOn: one.recallOn,
      history,
      relation: third ? 'third' : 'self',
      phoneType: contact.phoneType,
      ...(holds.length > 0 ? { holds } : {}),
      ...(third && one.jurisdiction === 'CN' ? { thirdParty } : {}),
      ...(one.jurisdiction === 'US' && consent !== undefined ? { consent } : {}),
      ...(places.length > 0 ? { places } : {}),
      ...(isPracticeNumber(sipUser(contact.phone)) ? { practice: true } : {}),
      ...(policy === undefined ? {} : { policy }),
    };
  }
}

/** The user part of a SIP URI may hold only these from a phone number (RFC 3261 section 25.1). */
function sipUser(phone: string): string {
  return phone.replace(/[^\d+*#]/g, '');
}
