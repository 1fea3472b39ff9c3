/** The queue and one case, with names and numbers masked; a reveal is written down first. */
import type { z } from 'zod';
import type { caseView, queueFilter, QueueRow } from '../../contract/desk/desk-contract.ts';
import type { Case, CaseId, ContactId } from '../../domain/case/case.ts';
import { maskName, maskPhone } from '../../domain/case/mask.ts';
import { localTime } from '../../domain/dialing/local-time.ts';
import type { ActivityRepository } from '../storage/activity-repository.ts';
import type { CaseRepository } from '../storage/case-repository.ts';
import { deskError, withDiskFull } from './desk-error.ts';
import type { DialingService, QueuePlace } from './dialing-service.ts';
import type { SessionService } from './session-service.ts';
import type { WorkLog } from './work-log.ts';

export class CaseService {
  readonly #cases;
  readonly #activities;
  readonly #dialing;
  readonly #log;
  readonly #session;
  readonly #now;
  constructor(parts: { cases: CaseRepository; activities: ActivityRepository; dialing: DialingService; log: WorkLog; session: SessionService; now: () => number }) {
    this.#cases = parts.cases;
    this.#activities = parts.activities;
    this.#dialing = parts.dialing;
    this.#log = parts.log;
    this.#session = parts.session;
    this.#now = parts.now;
  }

  queue(filter: z.infer<typeof queueFilter>): { rows: QueueRow[]; total: number; counts: Record<string, number> } {
    this.#session.required();
    const now = this.#now();
    const today = localTime(now, Intl.DateTimeFormat().resolvedOptions().timeZone).date;
    const endOfToday = new Date(`${today}T23:59:59.999`).toISOString();
    const cases = this.#cases.list({ bucket: filter.bucket, status: filter.status, dueBefore: filter.dueToday ? endOfToday : null, sort: filter.sort, search: filter.search });
    const counts = { now: 0, later: 0, 'not-now': 0 };
    const places = this.#dialing.places(cases);
    const placed: { one: Case; place: QueuePlace }[] = [];
    for (const [at, one] of cases.entries()) {
      const place = places[at];
      if (place === undefined) throw new Error('a case without its place in the queue');
      counts[place.group] += 1;
      if (!filter.callableNow || place.group === 'now') placed.push({ one, place });
    }
    const rank = { now: 0, later: 1, 'not-now': 2 };
    placed.sort((a, b) => rank[a.place.group] - rank[b.place.group]);
    return { rows: placed.slice(filter.offset, filter.offset + filter.limit).map(({ one, place }) => this.#row(one, place)), total: placed.length, counts };
  }

  #row(one: Case, { group, until }: QueuePlace): QueueRow {
    const lastCall = this.#activities.latest(one.id, 'call');
    return {
      id: one.id,
      caseNo: one.caseNo,
      maskedName: maskName(one.debtor.name),
      bucket: one.bucket,
      status: one.status,
      balanceMinor: one.balanceMinor,
      currency: one.currency,
      nextActionAt: one.nextActionAt,
      nextAction: one.nextAction,
      lastResult: lastCall?.body.kind === 'call' ? lastCall.body.result : null,
      group,
      until,
    };
  }

  view(caseId: CaseId): z.infer<typeof caseView> {
    this.#session.required();
    const one = this.#known(caseId);
    return {
      masked: true,
      attemptsToday: this.#dialing.attemptsToday(one),
      timeline: this.#activities.timeline(caseId),
      guard: this.#dialing.questions(one),
      case: {
        ...one,
        debtor: { ...one.debtor, name: maskName(one.debtor.name) },
        contacts: one.contacts.map((contact) => ({ ...contact, name: maskName(contact.name), phone: maskPhone(contact.phone) })),
      },
    };
  }

  reveal(input: { caseId: CaseId; contactId: ContactId | null; field: 'phone' | 'name'; reason: string }): { value: string } {
    const actor = this.#session.required();
    const one = this.#known(input.caseId);
    const contact = input.contactId === null ? null : one.contacts.find((candidate) => candidate.id === input.contactId);
    if (contact === undefined || (contact === null && input.field === 'phone')) throw deskError('NOT_FOUND');
    const value = input.field === 'phone' ? contact?.phone : (contact?.name ?? one.debtor.name);
    withDiskFull(() => this.#log.append(actor.id, input.caseId, [{ kind: 'reveal', field: input.field, contactId: input.contactId, reason: input.reason }]));
    return { value: value ?? '' };
  }

  #known(caseId: CaseId): Case {
    const one = this.#cases.get(caseId);
    if (one === null) throw deskError('NOT_FOUND');
    return one;
  }
}
