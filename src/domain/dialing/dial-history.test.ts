/** Facts, holds and locks out of stored work: two calls and their wrap-ups, over sibling cases. */
import { describe, expect, test } from 'vitest';
import { inventedCase, noonInNewYork, wrapUpBody } from '../../../test/integration/desk/support/invented.ts';
import type { Case, Contact, ContactId } from '../case/case.ts';
import type { Activity, ActivityBody } from '../sync/activity.ts';
import { dialHistory } from './dial-history.ts';
import { isPracticeNumber, placesOf } from './places.ts';

const one = inventedCase(1, { debtorId: 'p', phone: '+12025550101' });
const sibling = inventedCase(2, { debtorId: 'p', phone: '+1 202 555 0102' });
const self = (from: Case): Contact =>
  from.contacts[0] ??
  (() => {
    throw new Error('no contact');
  })();
const friend = (from: Case): Contact => from.contacts[1] ?? self(from);
let counter = 0;
const activity = (from: Case, at: number, body: ActivityBody): Activity => ({
  id: `a${(counter += 1)}`,
  caseId: from.id,
  clock: `${String(at).padStart(13, '0')}-0000-desk-1`,
  actor: 'user-1',
  deskId: 'desk-1',
  body,
});

interface Told {
  readonly to?: ContactId;
  readonly result?: 'answered' | 'busy' | 'no-answer';
  readonly seconds?: number;
  readonly wrapUp?: Parameters<typeof wrapUpBody>[0] | null;
  readonly verdict?: 'allow' | 'block';
  readonly called?: boolean;
}
/** Verdict, call and wrap-up as the desk stores them. */
function work(from: Case, at: number, told: Told = {}): readonly Activity[] {
  const { to = self(from).id, result = 'answered', seconds = 60, wrapUp = {}, verdict = 'allow', called = true } = told;
  const asked = activity(from, at, {
    kind: 'dial-verdict',
    contactId: to,
    verdict: verdict === 'allow' ? { kind: 'allow' } : { kind: 'block', rule: 'gap', until: null, source: '' },
    inputs: { now: at, jurisdiction: 'US', timeZones: ['America/New_York'], attemptsToday: 0, mayCall: true, recallOn: '2027-01-01' },
  });
  if (verdict === 'block' || !called) return [asked];
  const answeredAt = result === 'answered' ? at + 5_000 : null;
  const callId = `call-${asked.id}`;
  return [
    asked,
    activity(from, at + 1, {
      kind: 'call',
      callId,
      contactId: to,
      verdictId: asked.id,
      startedAt: at,
      answeredAt,
      endedAt: at + 5_000 + seconds * 1_000,
      result,
      endedBy: 'agent',
      sipCode: null,
      recordingId: null,
      transcript: [],
    }),
    ...(wrapUp === null ? [] : [activity(from, at + 2, wrapUpBody({ callId, ...wrapUp }))]),
  ];
}
const hour = 3_600_000;
const day = 24 * hour;
const now = noonInNewYork;
const read = (activities: readonly Activity[], from: Case = one, contact: Contact = self(from), cases: readonly Case[] = [one, sibling]) => dialHistory({ cases, activities }, from, contact, now);

describe('facts', () => {
  test('what came of each attempt', () => {
    const { history } = read([
      ...work(one, now - 9 * hour, { wrapUp: { party: 'right-party', disposition: 'RTP' } }),
      ...work(one, now - 8 * hour, { wrapUp: { party: 'third-party', disposition: 'RELAYED' } }),
      ...work(one, now - 7 * hour, { result: 'busy' }),
      ...work(one, now - 6 * hour, { result: 'no-answer' }),
      ...work(sibling, now - 5 * hour, { wrapUp: null }),
      ...work(one, now - 4 * hour, { wrapUp: null, seconds: 3 }),
      ...work(one, now - 3 * hour, { verdict: 'block' }),
      ...work(one, now - 2 * hour, { called: false }),
    ]);
    expect(history.map((fact) => [fact.connected, fact.conversation, fact.reached ?? true, fact.pending ?? false, fact.debt ?? 'this', fact.number])).toEqual([
      [true, true, true, false, 'this', 'this'],
      [true, false, true, false, 'this', 'this'],
      [false, false, false, false, 'this', 'this'],
      [false, false, true, false, 'this', 'this'],
      [true, true, true, false, 'other', 'n1'],
      [true, false, true, false, 'this', 'this'],
      [false, false, true, true, 'this', 'this'],
    ]);
    expect(history[0]?.talkMs).toBe(60_000);
    expect(JSON.stringify(history)).not.toMatch(/202|Debtor/);
  });
  test('one number in two cases is one number; what no rule can count is left out', () => {
    const same = inventedCase(3, { debtorId: 'p', phone: '+1 (202) 555-0101' });
    expect(read(work(same, now - hour), one, self(one), [one, same]).history).toMatchObject([{ number: 'this', debt: 'other' }]);
    expect(read([...work(one, now - 33 * day), ...work(one, now - 30 * day)]).history).toHaveLength(1);
  });
  test('a contact that is gone from the case still counts', () => {
    expect(read(work(one, now - hour, { to: 'left' as ContactId })).history).toMatchObject([{ relation: 'self', number: 'n1' }]);
  });
});

describe('holds and locks', () => {
  const held = inventedCase(1, { debtorId: 'p', phone: '+12025550101', status: 'held' });
  const complaint = inventedCase(1, { debtorId: 'p', phone: '+12025550101', status: 'complaint' });
  test('the status says whether, the result says which', () => {
    const disputed = work(one, now - hour, { wrapUp: { party: 'right-party', disposition: 'DISPUTE' } });
    expect(read(disputed, held, self(held), [held]).holds).toEqual([{ kind: 'dispute', since: now - hour + 2, until: null }]);
    expect(read(disputed, one).holds).toEqual([]);
    expect(read([], complaint, self(complaint), [complaint]).holds).toEqual([{ kind: 'complaint', since: 0, until: null }]);
    expect(read([], held, self(held), [held]).holds).toEqual([]);
  });
  test('a death stops every case of the person, and opens the way to the family', () => {
    const died = work(one, now - hour, { wrapUp: { party: 'third-party', disposition: 'DECEASED' } });
    const answer = read(died, sibling, self(sibling), [held, sibling]);
    expect(answer.holds.map((hold) => hold.kind)).toEqual(['deceased']);
    expect(answer.thirdParty.reason).toBe('deceased');
  });
  test('a third party who refuses is never called again, on sibling cases too; a wrong number is off for this case', () => {
    const refused = work(one, now - 40 * day, { to: friend(one).id, wrapUp: { party: 'third-party', disposition: 'NO_RELAY' } });
    expect(read(refused, one, friend(one)).numberClosed).toBe(true);
    expect(read(refused, sibling, friend(sibling)).numberClosed).toBe(true);
    expect(read(refused).numberClosed).toBe(false);
    const wrong = work(one, now - hour, { wrapUp: { party: 'wrong-person', disposition: 'WRONG' } });
    expect(read(wrong).numberClosed).toBe(true);
    expect(read(wrong, sibling).numberClosed).toBe(false);
  });
  test('lost: three failures in a row, invalid numbers, or the result LOST with nothing heard since', () => {
    const failed = [5, 4, 3].flatMap((hours) => work(one, now - hours * hour, { result: 'no-answer' }));
    expect(read(failed).thirdParty.reason).toBe('unreachable');
    expect(read(failed.slice(3)).thirdParty.reason).toBeNull();
    expect(read([...failed, ...work(one, now - hour)]).thirdParty.reason).toBeNull();
    const invalid = { ...one, contacts: one.contacts.map((contact) => ({ ...contact, whyNot: 'invalid-number' as const })) };
    expect(read([], invalid, self(invalid), [invalid]).thirdParty.reason).toBe('number-invalid');
    const lost = work(one, now - day, { result: 'no-answer', wrapUp: { disposition: 'LOST' } });
    expect(read(lost).thirdParty.reason).toBe('unreachable');
    expect(read([...lost, ...work(one, now - hour, { wrapUp: { party: 'right-party', disposition: 'RTP' } })]).thirdParty.reason).toBeNull();
  });
  test('a call-back that was asked for is consent until a call got through', () => {
    const asked = work(one, now - day, { wrapUp: { party: 'right-party', disposition: 'CALLBACK', nextActionAt: new Date(now).toISOString() } });
    expect(read(asked).consent).toEqual({ from: now - 15 * 60_000, until: now - day + 2 + 7 * day });
    expect(read([...asked, ...work(one, now - hour, { result: 'no-answer' })]).consent).toBeDefined();
    expect(read([...asked, ...work(one, now - hour)]).consent).toBeUndefined();
    expect(read(work(one, now - day, { wrapUp: { party: 'right-party', disposition: 'CALLBACK', nextActionAt: new Date(now + 9 * day).toISOString() } })).consent).toBeUndefined();
    expect(read(work(one, now - day, { wrapUp: { party: 'unknown', disposition: 'CALLBACK', nextActionAt: new Date(now).toISOString() } })).consent).toBeUndefined();
  });
});

test.each([
  ['WA', ['US-WA']],
  ['Massachusetts', ['US-MA']],
  ['New York, NY', ['US-NYC']],
  ['NY', []],
  ['浙江省', []],
])('places of %s', (region, places) => expect(placesOf('US', region)).toEqual(places));
test.each([
  ['5550107', true],
  ['12600000110', true],
  ['+12025550107', false],
  ['13800000101', false],
])('practice number %s: %s', (phone, practice) => expect(isPracticeNumber(phone)).toBe(practice));
