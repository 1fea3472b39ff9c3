import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inventedCase, noonInNewYork } from '../../../test/integration/desk/support/invented.ts';
import { openServices } from '../../../test/integration/desk/support/services.ts';
import type { Services } from '../../../test/integration/desk/support/services.ts';
import { tempFolder } from '../../../test/integration/desk/support/temp-folder.ts';
import type { CaseId, ContactId } from '../../domain/case/case.ts';
import { decideDial } from '../../domain/dialing/guard.ts';

let now = noonInNewYork;
let folder = '';
let desk: Services;
beforeEach(() => {
  now = noonInNewYork;
  folder = tempFolder();
  desk = openServices(folder, () => now);
  for (const number of [1, 2, 3]) desk.cases.save(inventedCase(number, { name: 'Avery Calloway', debtorId: 'the-same-person', phone: `+1202555010${number}` }));
  desk.cases.save(inventedCase(4, { name: '陈思远' }));
});
afterEach(() => desk.close());
const check = (number: number) => desk.dialing.check(`case-${number}` as CaseId, `contact-${number}` as ContactId);
const last = (number: number) => desk.activities.timeline(`case-${number}`).at(-1);
const anything = { bucket: null, status: null, dueToday: false, callableNow: false, sort: 'next-action', search: '', limit: 200, offset: 0 } as const;

describe('the guard', () => {
  test('attempts are counted per person over all their cases, over a restart too, and the fourth is stopped', () => {
    expect([1, 2, 3].map((number) => check(number).verdict.kind)).toEqual(['allow', 'allow', 'allow']);
    desk.close();
    desk = openServices(folder, () => now);
    for (const number of [1, 2, 3]) {
      const answer = check(number);
      expect(answer.verdict).toMatchObject({ kind: 'block', rule: 'daily-attempts', until: Date.parse('2026-11-25T13:00:00Z') });
      expect(answer.inputs.attemptsToday).toBe(3);
      expect(answer.target).toBeNull();
      expect(JSON.stringify(answer)).not.toContain('555010');
    }
    // blocked tries count for nobody, and another person is not touched by it
    expect(desk.dialing.attemptsToday(inventedCase(1, { debtorId: 'the-same-person' }))).toBe(3);
    expect(check(4).verdict.kind).toBe('allow');
    now += 86_400_000;
    expect(check(1).inputs.attemptsToday).toBe(0);
    expect(check(1).verdict.kind).toBe('allow');
  });
  test('the day is the one where the person lives', () => {
    now = Date.parse('2026-11-25T01:30:00Z');
    for (let turn = 0; turn < 3; turn += 1) expect(check(1).verdict.kind).toBe('allow');
    now = Date.parse('2026-11-25T13:30:00Z');
    expect(check(1)).toMatchObject({ verdict: { kind: 'allow' }, inputs: { attemptsToday: 0 } });
  });
  test('verdict and inputs are on the disk before the number is given, and say the same', () => {
    const answer = check(1);
    expect(answer.target).toBe('+12025550101');
    desk.close();
    desk = openServices(folder, () => now);
    const stored = last(1);
    expect(stored).toMatchObject({ id: answer.verdictId, body: { kind: 'dial-verdict', contactId: 'contact-1', verdict: { kind: 'allow' }, inputs: answer.inputs } });
    expect(desk.activities.counts().waiting).toBe(1);
    // anyone can work it out again from what is stored
    if (stored?.body.kind === 'dial-verdict') expect(decideDial(stored.body.inputs)).toEqual(stored.body.verdict);
  });
  test('where the verdict cannot be stored there is no number', () => {
    desk.database.exec("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END");
    let answer: unknown = null;
    expect(() => {
      answer = check(1);
    }).toThrow();
    expect(answer).toBeNull();
    expect(desk.activities.timeline('case-1')).toEqual([]);
  });
  test.each([
    ['a contact who asked for no calls', () => desk.dialing.check('case-1' as CaseId, 'friend-1' as ContactId), 'contact-closed'],
    [
      'a complaint',
      () => {
        desk.cases.save(inventedCase(1, { status: 'complaint' }));
        return check(1);
      },
      'hold-complaint',
    ],
    [
      'a case given back',
      () => {
        desk.cases.save(inventedCase(1, { status: 'returned' }));
        return check(1);
      },
      'contact-closed',
    ],
    [
      'after the recall date',
      () => {
        now = Date.parse('2027-02-02T17:00:00Z');
        return check(1);
      },
      'case-recalled',
    ],
    [
      'at night',
      () => {
        now = Date.parse('2026-11-24T04:00:00Z');
        return check(1);
      },
      'permitted-hours',
    ],
    [
      'a zone nobody knows',
      () => {
        desk.cases.save(inventedCase(1, { debtor: { ...inventedCase(1).debtor, timeZones: ['Mars/Olympus'] } }));
        return check(1);
      },
      'permitted-hours',
    ],
  ])('%s: a blocked verdict is stored and gives no number', (_what, ask, rule) => {
    const answer = ask();
    expect(answer.verdict).toMatchObject({ kind: 'block', rule });
    expect(answer.target).toBeNull();
    expect(last(1)).toMatchObject({ id: answer.verdictId, body: { kind: 'dial-verdict', verdict: { kind: 'block', rule } } });
  });
  test('an unknown case or contact', () => {
    expect(() => check(99)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(() => desk.dialing.check('case-1' as CaseId, 'contact-2' as ContactId)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(desk.activities.counts().waiting).toBe(0);
  });
});

describe('queue and case', () => {
  test('show no name and no number', () => {
    const seen = JSON.stringify([desk.caseService.queue(anything), desk.caseService.view('case-1' as CaseId), desk.caseService.view('case-4' as CaseId)]);
    for (const secret of ['Avery', 'Calloway', '陈思远', '思远', '+12025550101', '5550106', 'Casey', 'Whitlock']) expect(seen.includes(secret), secret).toBe(false);
    expect(seen).toContain('A. C.');
    expect(seen).toContain('陈*');
  });
  test('a reveal is on the disk before the value is given', () => {
    const reveal = (field: 'phone' | 'name', contactId: string | null) =>
      desk.caseService.reveal({ caseId: 'case-1' as CaseId, contactId: contactId as ContactId | null, field, reason: 'the customer asked' }).value;
    expect(reveal('phone', 'contact-1')).toBe('+12025550101');
    expect(last(1)).toMatchObject({ actor: 'user-1', body: { kind: 'reveal', field: 'phone', contactId: 'contact-1', reason: 'the customer asked' } });
    expect(reveal('name', 'friend-1')).toBe('Casey Whitlock');
    expect(reveal('name', null)).toBe('Avery Calloway');
    expect(desk.activities.counts().waiting).toBe(3);
    expect(() => reveal('phone', null)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(() => reveal('phone', 'contact-2')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    desk.database.exec("CREATE TRIGGER full BEFORE INSERT ON activities BEGIN SELECT RAISE(ABORT, 'no'); END");
    let value = '';
    expect(() => {
      value = reveal('phone', 'contact-1');
    }).toThrow();
    expect(value).toBe('');
    expect(desk.activities.counts().waiting).toBe(3);
  });
  test('a full disk is told as one', () => {
    desk.database.pragma('max_page_count=1');
    let error: unknown;
    try {
      for (let turn = 0; turn < 500; turn += 1) desk.calls.saveDraft('case-1' as CaseId, 'x'.repeat(20_000 + turn));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'DISK_FULL' });
    desk.database.pragma('max_page_count=1000000');
    desk.calls.saveDraft('case-1' as CaseId, 'there is room again');
    expect(desk.calls.draft('case-1' as CaseId)).toBe('there is room again');
  });
  test('one case with a zone nobody knows does not hide the others', () => {
    desk.cases.save(inventedCase(5, { debtor: { ...inventedCase(5).debtor, timeZones: ['Mars/Olympus'] } }));
    const { rows, total } = desk.caseService.queue(anything);
    expect(total).toBe(5);
    expect(rows.find((row) => row.id === 'case-5')).toMatchObject({ group: 'not-now', until: null });
    expect(desk.caseService.view('case-5' as CaseId).attemptsToday).toBe(0);
  });
  test('groups, filters and pages', () => {
    desk.cases.save(inventedCase(6, { nextActionAt: '2026-11-24T21:00:00.000Z' }));
    desk.cases.save(inventedCase(7, { status: 'complaint', bucket: 'M3' }));
    const queue = (over: object = {}) => desk.caseService.queue({ ...anything, ...over });
    expect(queue().counts).toEqual({ now: 4, later: 1, 'not-now': 1 });
    expect(queue().rows.map((row) => row.group)).toEqual(['now', 'now', 'now', 'now', 'later', 'not-now']);
    expect(queue({ callableNow: true }).total).toBe(4);
    expect(queue({ bucket: 'M3' }).rows.map((row) => row.id)).toEqual(['case-7']);
    expect(queue({ dueToday: true }).rows.map((row) => row.id)).toEqual(['case-6']);
    expect(queue({ limit: 2, offset: 4 }).rows.map((row) => row.id)).toEqual(['case-6', 'case-7']);
    expect(queue({ search: 'avery' }).total).toBe(3);
    now = Date.parse('2026-11-24T04:00:00Z');
    expect(queue().rows[0]).toMatchObject({ group: 'later', until: Date.parse('2026-11-24T13:00:00Z') });
  });
});
