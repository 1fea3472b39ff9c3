/** The guard fed from the desk's own stored work: calls, wrap-ups and sibling cases; the queue sees the same. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inventedCase, noonInNewYork, wrapUpBody } from '../../../test/integration/desk/support/invented.ts';
import { openServices } from '../../../test/integration/desk/support/services.ts';
import type { Services } from '../../../test/integration/desk/support/services.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import { activity as activitySchema } from '../../contract/schemas.ts';
import type { CaseId, ContactId } from '../../domain/case/case.ts';
import { DialingService } from './dialing-service.ts';

const hour = 3_600_000;
let now = noonInNewYork;
let desk: Services;
beforeEach(() => {
  now = noonInNewYork;
  desk = openServices(tempFolder(), () => now);
  desk.cases.save(inventedCase(1, { debtorId: 'p', phone: '+12025550101' }));
  desk.cases.save(inventedCase(2, { debtorId: 'p', phone: '+12025550102' }));
  desk.cases.save(inventedCase(3, { phone: '5550101' }));
  const chinese = inventedCase(4, { phone: '+8613800000104', jurisdiction: 'CN', debtor: { ...inventedCase(4).debtor, region: '浙江省', timeZones: ['America/New_York'] } });
  desk.cases.save({
    ...chinese,
    contacts: chinese.contacts.map((contact) => (contact.relation === 'self' ? contact : { ...contact, phone: '+8613800000106', whyNot: 'third-party-locked' as const })),
  });
});
afterEach(() => desk.close());

const id = (number: number) => `case-${number}` as CaseId;
const check = (number: number, contact = `contact-${number}`) => desk.dialing.check(id(number), contact as ContactId);
const rule = (number: number, contact?: string) => {
  const { verdict } = check(number, contact);
  return verdict.kind === 'allow' ? 'allow' : verdict.rule;
};
let calls = 0;
/** A whole call, as the screens make one. */
function call(number: number, told: { seconds?: number; answered?: boolean; contact?: string } & Parameters<typeof wrapUpBody>[0] = {}): void {
  const { seconds = 60, answered = true, contact = `contact-${number}`, ...wrapUp } = told;
  const { verdictId, verdict } = check(number, contact);
  expect(verdict.kind).toBe('allow');
  const callId = `call-${(calls += 1)}`;
  const answeredAt = answered ? now + 4_000 : null;
  desk.calls.finish(
    id(number),
    {
      callId,
      contactId: contact as ContactId,
      verdictId,
      startedAt: now,
      answeredAt,
      endedAt: now + 4_000 + seconds * 1_000,
      result: answered ? 'answered' : 'no-answer',
      endedBy: 'agent',
      sipCode: null,
      recordingId: null,
      transcript: [],
    },
    [],
  );
  now += 120_000;
  desk.calls.wrapUp(id(number), { ...wrapUpBody(wrapUp), callId });
}
const row = (number: number) =>
  desk.caseService.queue({ bucket: null, status: null, dueToday: false, callableNow: false, sort: 'next-action', search: '', limit: 50, offset: 0 }).rows.find((one) => one.id === id(number));

describe('from stored work', () => {
  test('a conversation cools this debt down for seven days, the gap holds for all of the person; the queue says until when', () => {
    call(1, { party: 'right-party', disposition: 'RTP', nextActionAt: null });
    expect(rule(1)).toBe('cool-down');
    expect(rule(2)).toBe('gap');
    expect(row(1)).toMatchObject({ group: 'not-now', until: Date.parse('2026-12-01T13:00:00Z') });
    expect(row(2)).toMatchObject({ group: 'later', until: noonInNewYork + 2 * hour });
    now += 2 * hour;
    expect(rule(2)).toBe('allow');
    now = Date.parse('2026-12-01T13:00:00Z');
    expect(rule(1)).toBe('allow');
  });
  test('on the practice line neither stops, three calls a day do', () => {
    for (let turn = 0; turn < 3; turn += 1) call(3, { party: 'right-party', disposition: 'RTP' });
    expect(rule(3)).toBe('daily-attempts');
  });
  test('dispute and complaint hold, and the view says so for every contact', () => {
    call(1, { party: 'right-party', disposition: 'DISPUTE' });
    expect(rule(1)).toBe('hold-dispute');
    call(3, { party: 'right-party', disposition: 'COMPLAINT' });
    expect(rule(3)).toBe('hold-complaint');
    expect(row(3)).toMatchObject({ group: 'not-now', until: null });
    expect(desk.caseService.view(id(3)).guard?.['contact-3']).toMatchObject({ holds: [{ kind: 'complaint', until: null }], practice: true });
  });
  test('China: a contact person opens after three failed calls, once a day, and closes for good when they refuse', () => {
    expect(rule(4, 'friend-4')).toBe('third-party-locked');
    for (let turn = 0; turn < 3; turn += 1) {
      call(4, { answered: false });
      now += hour;
    }
    expect(rule(4)).toBe('allow');
    call(4, { contact: 'friend-4', party: 'third-party', disposition: 'RELAYED' });
    expect(rule(4, 'friend-4')).toBe('third-party-today');
    now += 24 * hour;
    call(4, { contact: 'friend-4', party: 'third-party', disposition: 'NO_RELAY' });
    now += 48 * hour;
    expect(rule(4, 'friend-4')).toBe('contact-closed');
  });
  test('a client that is stricter', () => {
    const strict = new DialingService({
      cases: desk.cases,
      activities: desk.activities,
      log: desk.workLog,
      session: desk.session,
      now: () => now,
      policy: (one) => (one.clientName === 'Northwind Credit' ? { version: '7', changes: [{ id: 'us-day', max: 1, source: 'contract 3.1' }] } : undefined),
    });
    expect(strict.check(id(3), 'contact-3' as ContactId).verdict.kind).toBe('allow');
    expect(strict.check(id(3), 'contact-3' as ContactId).verdict).toMatchObject({ rule: 'daily-attempts', version: expect.stringContaining('+7'), source: expect.stringContaining('contract 3.1') });
    expect(rule(3)).toBe('allow');
  });
  test('what is stored passes the contract and holds no number', () => {
    call(1, { party: 'right-party', disposition: 'CALLBACK', nextActionAt: new Date(now + 4 * hour).toISOString() });
    now += 4 * hour;
    const answer = check(1);
    expect(answer.verdict.kind).toBe('allow');
    expect(answer.inputs.consent).toBeDefined();
    expect(JSON.stringify(answer.inputs)).not.toContain('555010');
    for (const one of desk.activities.timeline('case-1')) expect(activitySchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });
  test('the queue goes on reading: work that came after the first look counts in the next', () => {
    expect(row(1)?.group).toBe('now');
    call(1, { party: 'right-party', disposition: 'RTP', nextActionAt: null });
    expect(row(1)?.group).toBe('not-now');
    desk.cases.save(inventedCase(9, { debtorId: 'p', phone: '+1 202 555 0101' }));
    expect(row(9)).toMatchObject({ group: 'later' });
    const filtered = desk.caseService.queue({ bucket: null, status: 'open', dueToday: false, callableNow: true, sort: 'balance', search: 'EN-0009', limit: 50, offset: 0 });
    expect(filtered.counts).toMatchObject({ now: 0, later: 1 });
  });
});
