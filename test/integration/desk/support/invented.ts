/** Invented people, cases and pieces of work for the desk's tests. Deterministic: the same seed gives the same people. */
import type { Case, CaseId, ContactId } from '../../../../src/domain/case/case.ts';
import type { ActivityBody } from '../../../../src/domain/sync/activity.ts';

/** Small seeded generator (mulberry32): tests that fail must fail again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const pick = (random: () => number, from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';

const surnames = ['陈', '王', '林', '赵', '周', '吴', '单', '曾', '解', '仇', '查', '欧阳', '上官', '黄', '郑'];
const given = [...'思远立新晓岚文博雨桐建成佳宁海峰子轩美玲国栋若溪明月安平长乐'];
const first = ['Avery', 'Jordan', 'Riley', 'Taylor', 'Cameron', 'Zoë', "D'Arcy", 'Mary-Jo', 'Ng', 'O'];
const last = ['Calloway', 'Whitlock', 'Pemberton', "O'Neil", 'Birch', 'van der Vale', 'Hartwell', 'Ng', 'Quill', 'Thornbury'];

export function inventedName(random: () => number): string {
  if (random() < 0.5) return `${pick(random, first)} ${pick(random, last)}`;
  return pick(random, surnames) + pick(random, given) + (random() < 0.7 ? pick(random, given) : '');
}

/** A sound case that may be called at `noonInNewYork`. `over` replaces fields; `phone` and `name` are the debtor's. */
export function inventedCase(number: number, over: Partial<Case> & { name?: string; phone?: string; debtorId?: string } = {}): Case {
  const { name = `Debtor ${number}`, phone = String(5_550_101 + (number % 10)), debtorId = `debtor-${number}`, ...rest } = over;
  return {
    id: `case-${number}` as CaseId,
    caseNo: `EN-${String(number).padStart(4, '0')}`,
    batchId: 'batch-1' as Case['batchId'],
    batchNo: 'EN-2401',
    clientName: 'Northwind Credit',
    product: 'Card',
    jurisdiction: 'US',
    language: 'en-US',
    debtor: { id: debtorId as Case['debtor']['id'], name, region: 'NY', timeZones: ['America/New_York'] },
    accounts: [{ id: `account-${number}`, product: 'Card', numberEnd: '1234', currency: 'USD', principalMinor: 40_000, interestMinor: 2_000, feesMinor: 500, dueMinor: 42_500, dpd: 35, bucket: 'M1' }],
    contacts: [
      { id: `contact-${number}` as ContactId, name, relation: 'self', phone, phoneType: 'mobile', mayCall: true, whyNot: null },
      { id: `friend-${number}` as ContactId, name: 'Casey Whitlock', relation: 'friend', phone: '5550106', phoneType: 'home', mayCall: false, whyNot: 'asked-not-to-call' },
    ],
    status: 'open',
    bucket: 'M1',
    dpd: 35,
    currency: 'USD',
    balanceMinor: 42_500,
    placedOn: '2026-11-01',
    recallOn: '2027-02-01',
    nextActionAt: null,
    nextAction: null,
    ...rest,
  };
}

/** Tuesday, 12:00 in New York. */
export const noonInNewYork = Date.parse('2026-11-24T17:00:00Z');

export function wrapUpBody(over: Partial<Extract<ActivityBody, { kind: 'wrap-up' }>> = {}): Extract<ActivityBody, { kind: 'wrap-up' }> {
  return {
    kind: 'wrap-up',
    callId: null,
    disposition: 'NOT_REACHED',
    party: 'unknown',
    note: 'no answer — 没有接听 😀',
    promise: null,
    nextAction: 'Call again',
    nextActionAt: '2026-11-25T15:00:00.000Z',
    ...over,
  };
}
