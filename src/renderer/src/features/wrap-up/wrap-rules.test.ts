import { describe, expect, test } from 'vitest';
import { wrapUp } from '../../../../contract/schemas.ts';
import { emptyDraft, readDraft } from './wrap-draft.ts';
import type { WrapDraft } from './wrap-draft.ts';
import { mayStore, wrapProblems, wrapUpOf } from './wrap-rules.ts';

const context = { currency: 'USD', balanceMinor: 100_000, bucket: 'M1', today: '2026-08-12' } as const;
const answered = emptyDraft({ callId: 'c1', contactId: 'k1', result: 'answered', party: 'right-party' });
const promise: WrapDraft = { ...answered, disposition: 'PTP', parts: [{ amount: '150.00', date: '2026-08-15' }], readBack: true };

describe('what may be stored', () => {
  test('a result is needed', () => {
    expect(wrapProblems(answered, context).result).toBe(true);
  });
  test('a call nobody answered needs no choice', () => {
    expect(mayStore(wrapProblems(emptyDraft({ callId: null, contactId: null, result: 'busy', party: 'unknown' }), context))).toBe(true);
  });
  test.each([
    [promise, []],
    [{ ...promise, readBack: false }, ['not-read-back']],
    [{ ...promise, parts: [{ amount: '2000', date: '2026-08-15' }] }, ['over-balance']],
    [{ ...promise, parts: [{ amount: 'ten', date: '2026-08-15' }] }, ['amount-not-positive']],
    [{ ...promise, parts: [{ amount: '150', date: '' }] }, ['in-the-past']],
    [{ ...promise, parts: [{ amount: '150', date: '2026-08-30' }] }, ['beyond-horizon']],
    [{ ...promise, disposition: 'RTP', parts: [{ amount: '', date: '' }] }, []],
  ] as const)('%#', (draft, problems) => {
    expect(wrapProblems({ ...answered, ...draft, parts: [...draft.parts] }, context).promise).toEqual(problems);
  });
  test('a call back needs a day', () => {
    expect(wrapProblems({ ...answered, disposition: 'CALLBACK' }, context).callbackTime).toBe(true);
    expect(mayStore(wrapProblems({ ...answered, disposition: 'CALLBACK', nextDate: '2026-08-14' }, context))).toBe(true);
  });
});

describe('what is stored', () => {
  test('a promise in minor units, and it fits the contract', () => {
    const stored = wrapUp.parse(wrapUpOf({ ...promise, nextAction: ' Check ', nextDate: '2026-08-16', nextTime: '10:00' }, 'USD'));
    expect(stored.promise).toEqual({ currency: 'USD', readBack: true, instalments: [{ amountMinor: 15_000, dueOn: '2026-08-15' }] });
    expect(stored.nextAction).toBe('Check');
    expect(Date.parse(stored.nextActionAt ?? '')).toBe(new Date('2026-08-16T10:00').getTime());
  });
  test('one promise stores one part, a promise in parts all of them', () => {
    const parts = [
      { amount: '100', date: '2026-08-15' },
      { amount: '200', date: '2026-09-15' },
    ];
    expect(wrapUpOf({ ...promise, parts }, 'USD').promise?.instalments).toHaveLength(1);
    expect(wrapUpOf({ ...promise, disposition: 'PTP_PART', parts }, 'USD').promise?.instalments).toHaveLength(2);
  });
  test('other results carry no promise', () => {
    expect(wrapUpOf({ ...promise, disposition: 'RTP' }, 'USD').promise).toBeNull();
  });
});

describe('the kept draft', () => {
  test('comes back as it was', () => {
    expect(readDraft(JSON.stringify(promise))).toEqual(promise);
  });
  test.each([null, '', '{', '[]', '{"note":1}'])('%s is no draft', (text) => {
    expect(readDraft(text)).toBeNull();
  });
});
