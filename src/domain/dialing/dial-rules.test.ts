/** The compliance pages' vectors, every rule at its edge, and properties over zones, daylight saving, month ends and clock jumps. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import pack from '../../../resources/rules/dial.json' with { type: 'json' };
import { guardInputs, verdict as verdictSchema } from '../../contract/schemas.ts';
import { rulesFor } from './checks.ts';
import { nextDay, whenOpen } from './clock-steps.ts';
import { dialLaw, dialLawVersion, holdSources } from './dial-law.ts';
import { explainDial, queuePlace } from './explain-dial.ts';
import { decideDial, nextLawfulMinute } from './guard.ts';
import { localTime } from './local-time.ts';
import { policyFor, readDialPack } from './read-dial-pack.ts';
import { tighten } from './tighten.ts';
import { holdKinds } from './verdict.ts';
import type { DialFact, GuardInputs, Tightening } from './verdict.ts';

const fact = (at: string | number, more: Partial<DialFact> = {}): DialFact => ({
  at: typeof at === 'number' ? at : Date.parse(at),
  number: 'this',
  relation: 'self',
  direction: 'out',
  connected: false,
  conversation: false,
  ...more,
});
const talk = (at: string | number, more: Partial<DialFact> = {}): DialFact => fact(at, { connected: true, conversation: true, talkMs: 60_000, ...more });
const ask = (jurisdiction: GuardInputs['jurisdiction'], now: string, more: Partial<GuardInputs> = {}): GuardInputs => ({
  now: Date.parse(now),
  jurisdiction,
  timeZones: [{ US: 'America/New_York', CN: 'Asia/Shanghai', UK: 'Europe/London' }[jurisdiction]],
  attemptsToday: 0,
  mayCall: true,
  recallOn: '2099-12-31',
  history: [],
  ...more,
});
const said = (inputs: GuardInputs): string => {
  const verdict = decideDial(inputs);
  return verdict.kind === 'allow' ? 'allow' : verdict.rule;
};
const untilOf = (inputs: GuardInputs): string | null => {
  const verdict = decideDial(inputs);
  return verdict.kind === 'block' && verdict.until !== null ? new Date(verdict.until).toISOString() : null;
};

describe('vectors of the compliance pages', () => {
  const noon = (day: string): string => `2026-06-${day}T16:00:00Z`; // 12:00 in New York
  test.each([
    ['01', 'cool-down'],
    ['02', 'cool-down'],
    ['06', 'cool-down'],
    ['07', 'cool-down'],
    ['08', 'allow'],
  ])('US: a conversation on 1 June, asked on %s June: %s', (day, rule) => {
    const inputs = ask('US', `2026-06-${day}T19:00:00Z`, { history: [talk(noon('01'))] });
    expect(said(inputs)).toBe(rule);
    if (rule !== 'allow') expect(untilOf(inputs)).toBe('2026-06-08T12:00:00.000Z');
  });
  test('US: seven calls from 1 June (two) to 6 June block the 7th, not the 8th', () => {
    const history = [fact('2026-06-01T14:00:00Z'), ...['01', '02', '03', '04', '05', '06'].map((day) => fact(noon(day)))];
    expect(said(ask('US', noon('07'), { history }))).toBe('weekly-attempts');
    expect(untilOf(ask('US', noon('07'), { history }))).toBe('2026-06-08T12:00:00.000Z');
    expect(said(ask('US', noon('08'), { history }))).toBe('allow');
    expect(said(ask('US', noon('07'), { history: history.slice(1) }))).toBe('allow');
  });
  test.each([
    ['2026-06-01T07:59:59+08:00', 'permitted-hours'],
    ['2026-06-01T08:00:00+08:00', 'allow'],
    ['2026-06-01T21:59:59+08:00', 'allow'],
    ['2026-06-01T22:00:00+08:00', 'permitted-hours'],
  ])('CN %s: %s', (now, rule) => {
    expect(said(ask('CN', now))).toBe(rule);
  });
});

describe('China: three counters, the gap, contact persons', () => {
  const at = (time: string): string => `2026-06-10T${time}:00+08:00`;
  const now = at('20:00');
  const three = ['09:00', '11:00', '13:00'];
  test('three effective conversations a day with the debtor, over all numbers and debts; short ones and notices do not count', () => {
    const spoken = three.map((time, n) => talk(at(time), { number: `n${n}`, ...(n === 1 ? { debt: 'other' as const } : {}) }));
    expect(said(ask('CN', now, { history: spoken }))).toBe('conversations-today');
    expect(untilOf(ask('CN', now, { history: spoken }))).toBe('2026-06-11T00:00:00.000Z');
    expect(said(ask('CN', now, { history: spoken.slice(1) }))).toBe('allow');
    expect(said(ask('CN', now, { history: spoken.map((one) => ({ ...one, talkMs: 15_000 })) }))).toBe('allow');
    expect(said(ask('CN', now, { history: spoken.map((one) => ({ ...one, purpose: 'notify' as const })) }))).toBe('allow');
    expect(said(ask('CN', '2026-06-11T09:00:00+08:00', { history: spoken }))).toBe('allow');
  });
  test('three connected notices a day stop a fourth notice, not a collector', () => {
    const notices = three.map((time) => fact(at(time), { connected: true, purpose: 'notify' }));
    expect(said(ask('CN', now, { history: notices, purpose: 'notify' }))).toBe('notices-today');
    expect(said(ask('CN', now, { history: notices }))).toBe('allow');
    expect(said(ask('CN', now, { history: notices.slice(1), purpose: 'notify' }))).toBe('allow');
  });
  test('six unanswered attempts a day at one number; another number has its own', () => {
    const tries = ['08:00', '09:05', '10:10', '11:15', '12:20', '13:25'].map((time) => fact(at(time)));
    expect(said(ask('CN', now, { history: tries, attemptsToday: 6 }))).toBe('unanswered-today');
    expect(said(ask('CN', now, { history: tries.slice(1), attemptsToday: 5 }))).toBe('allow');
    expect(said(ask('CN', now, { history: tries.map((one) => ({ ...one, number: 'n1' })), attemptsToday: 6 }))).toBe('allow');
  });
  test.each([
    ['14:59', 'gap'],
    ['15:00', 'allow'],
  ])('an hour between tries at one number: %s', (time, rule) => {
    expect(said(ask('CN', at(time), { history: [fact(at('14:00'))] }))).toBe(rule);
    expect(said(ask('CN', at(time), { history: [fact(at('14:00'), { number: 'n1' })] }))).toBe('allow');
    expect(said(ask('CN', at(time), { history: [fact(at('14:00'))], practice: true }))).toBe('allow');
  });
  test('a contact person opens only with a reason, once a day, three times in all', () => {
    const third = { relation: 'third', thirdParty: { reason: 'unreachable' } } as const;
    const called = (day: string): DialFact => fact(`2026-06-${day}T10:00:00+08:00`, { relation: 'third' });
    expect(said(ask('CN', now, { ...third, thirdParty: { reason: null } }))).toBe('third-party-locked');
    expect(said(ask('CN', now, third))).toBe('allow');
    expect(said(ask('CN', now, { ...third, history: [called('10')] }))).toBe('third-party-today');
    expect(said(ask('CN', now, { ...third, history: [called('01'), called('02')] }))).toBe('allow');
    expect(decideDial(ask('CN', now, { ...third, history: [called('01'), called('02'), called('03')] }))).toMatchObject({ rule: 'third-party-total', until: null });
  });
  test('a stored agreement opens other hours, an empty one does not', () => {
    const late = '2026-06-10T22:30:00+08:00';
    expect(said(ask('CN', late, { agreedHours: { from: 1200, to: 1380, evidence: 'recording 7' } }))).toBe('allow');
    expect(said(ask('CN', late, { agreedHours: { from: 1200, to: 1380, evidence: '' } }))).toBe('permitted-hours');
    expect(said(ask('US', '2026-06-11T02:00:00Z', { agreedHours: { from: 0, to: 1440, evidence: 'x' } }))).toBe('permitted-hours');
  });
});

describe('United States and United Kingdom', () => {
  const now = '2026-06-10T18:00:00Z';
  const days = (n: number, more: Partial<DialFact> = {}): readonly DialFact[] => Array.from({ length: n }, (_, day) => fact(Date.parse('2026-06-05T18:00:00Z') + day * 43_200_000, more));
  test.each([
    ['busy, not in service', { reached: false }],
    ['consent', { notCounted: 'consent' }],
    ['attorney', { notCounted: 'attorney' }],
    ['incoming', { direction: 'in' }],
    ['another debt', { debt: 'other' }],
    ['another person', { relation: 'third', number: 'n1' }],
  ] as const)('not counted in seven: %s', (_what, more) => {
    const history = days(7);
    expect(said(ask('US', now, { history }))).toBe('weekly-attempts');
    expect(said(ask('US', now, { history: [...history.slice(1), { ...fact('2026-06-06T15:00:00Z'), ...more }] }))).toBe('allow');
  });
  test('an incoming conversation starts the cool-down; consent lifts both rules in its time', () => {
    const history = [talk('2026-06-08T18:00:00Z', { direction: 'in' })];
    expect(said(ask('US', now, { history }))).toBe('cool-down');
    const consent = { from: Date.parse('2026-06-10T17:00:00Z'), until: Date.parse('2026-06-12T17:00:00Z') };
    expect(said(ask('US', now, { history, consent }))).toBe('allow');
    expect(untilOf(ask('US', '2026-06-09T18:00:00Z', { history, consent }))).toBe('2026-06-10T17:00:00.000Z');
    expect(said(ask('US', '2026-06-13T18:00:00Z', { history, consent }))).toBe('cool-down');
  });
  test('two hours between calls to a person, not on the practice line; three a day there too', () => {
    const one = [fact('2026-06-10T16:01:00Z', { number: 'n1' })];
    expect(untilOf(ask('US', now, { history: one }))).toBe('2026-06-10T18:01:00.000Z');
    expect(said(ask('US', now, { history: one, practice: true }))).toBe('allow');
    const spoken = [talk('2026-06-10T14:00:00Z'), talk('2026-06-10T14:01:00Z')];
    expect(said(ask('US', now, { history: spoken, practice: true, places: ['US-MA'], attemptsToday: 2 }))).toBe('allow');
    expect(said(ask('US', now, { history: [...spoken, fact('2026-06-10T14:02:00Z')], practice: true, attemptsToday: 3 }))).toBe('daily-attempts');
    expect(said(ask('US', now, { history: days(7), practice: true }))).toBe('weekly-attempts');
  });
  test('states and cities', () => {
    const three = days(3);
    expect(said(ask('US', now, { history: three }))).toBe('allow');
    expect(said(ask('US', now, { history: three, places: ['US-WA'] }))).toBe('place-attempts');
    expect(said(ask('US', now, { history: three.slice(1), phoneType: 'mobile', places: ['US-WA'] }))).toBe('allow');
    expect(said(ask('US', now, { history: [fact('2026-06-06T18:00:00Z', { phoneType: 'work' })], phoneType: 'work', places: ['US-WA'] }))).toBe('place-attempts');
    expect(said(ask('US', now, { history: three.slice(1), phoneType: 'mobile', places: ['US-MA'] }))).toBe('place-attempts');
    expect(said(ask('US', now, { history: days(2, { at: Date.parse('2026-05-20T18:00:00Z'), phoneType: 'work' }), phoneType: 'work', places: ['US-MA'] }))).toBe('place-attempts');
    // the city's rule has a first day
    expect(said(ask('US', now, { history: three, places: ['US-NYC'] }))).toBe('allow');
    const later = three.map((one) => ({ ...one, at: one.at + 92 * 86_400_000 }));
    expect(said(ask('US', '2026-09-10T18:00:00Z', { history: later, places: ['US-NYC'] }))).toBe('place-attempts');
  });
  test('a third party is spoken to once', () =>
    expect(said(ask('US', now, { relation: 'third', history: [fact('2026-04-01T18:00:00Z', { relation: 'third', connected: true })] }))).toBe('third-party-total'));
  test('the United Kingdom: one conversation and three attempts a day, seven in seven days', () => {
    expect(said(ask('UK', now, { history: [talk('2026-06-10T08:00:00Z')] }))).toBe('conversations-today');
    expect(said(ask('UK', now, { history: [talk('2026-06-09T08:00:00Z')] }))).toBe('allow');
    expect(said(ask('UK', now, { history: ['08', '10', '12'].map((hour) => fact(`2026-06-10T${hour}:00:00Z`)) }))).toBe('daily-attempts');
    expect(said(ask('UK', now, { history: days(7) }))).toBe('weekly-attempts');
  });
});

describe('holds, locks, wishes', () => {
  test.each(holdKinds)('%s stops until it is lifted, or ends by itself', (kind) => {
    const now = Date.parse('2026-06-10T18:00:00Z');
    for (const jurisdiction of ['US', 'UK', 'CN'] as const) {
      const inputs = { ...ask(jurisdiction, '2026-06-10T13:00:00Z'), phoneType: 'work' as const };
      expect(decideDial({ ...inputs, holds: [{ kind, since: 0, until: null }] })).toMatchObject({ kind: 'block', rule: `hold-${kind}`, until: null });
      const ends = { ...inputs, holds: [{ kind, since: 0, until: now + 40 * 86_400_000 }] };
      const until = nextLawfulMinute(ends);
      expect(until).toBeGreaterThanOrEqual(now + 40 * 86_400_000);
      expect(said({ ...ends, now: until ?? 0 })).toBe('allow');
    }
  });
  test('an employer closes only the number at work', () =>
    expect(said(ask('US', '2026-06-10T18:00:00Z', { phoneType: 'mobile', holds: [{ kind: 'employer-forbids', since: 0, until: null }] }))).toBe('allow'));
  test('"I am at work until six"', () => {
    const inputs = ask('US', '2026-06-10T18:00:00Z', { inconvenient: [{ from: 540, to: 1080 }] });
    expect(said(inputs)).toBe('inconvenient-time');
    expect(untilOf(inputs)).toBe('2026-06-10T22:00:00.000Z');
  });
});

describe('what the guard says of itself', () => {
  test('a verdict names source, first day and version; question and answer pass their schemas unchanged', () => {
    const inputs = ask('US', '2026-06-02T18:00:00Z', {
      history: [talk('2026-06-01T16:00:00Z', { phoneType: 'mobile' })],
      places: ['US-MA'],
      holds: [],
      policy: { version: '3', changes: [{ id: 'us-day', max: 2 }] },
    });
    const verdict = decideDial(inputs);
    expect(verdict).toEqual({ kind: 'block', rule: 'cool-down', until: Date.parse('2026-06-08T12:00:00Z'), source: '12 CFR 1006.14(b)(2)', effective: '2021-11-30', version: `${dialLawVersion}+3` });
    expect(verdictSchema.parse(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
    expect(guardInputs.parse(JSON.parse(JSON.stringify(inputs)))).toEqual(inputs);
  });
  test('a stored question from before still parses and is answered as it was', () => {
    const old = { now: Date.parse('2026-06-10T10:00:00+08:00'), jurisdiction: 'CN', timeZones: ['Asia/Shanghai'], attemptsToday: 3, mayCall: true, recallOn: '2026-12-31' } as const;
    expect(guardInputs.parse(old)).toEqual(old);
    expect(decideDial(old)).toMatchObject({ rule: 'daily-attempts', until: Date.parse('2026-06-11T08:00:00+08:00') });
    expect(said({ ...old, attemptsToday: 2 })).toBe('allow');
  });
  test('every check is listed, the failing ones first, with the age of the counters', () => {
    const asOf = Date.parse('2026-06-10T09:00:00Z');
    const why = explainDial(ask('US', '2026-06-10T18:00:00Z', { history: [], elsewhere: { asOf, facts: [talk('2026-06-09T18:00:00Z')] } }));
    expect(why.countersAsOf).toBe(asOf);
    expect(why.checks.filter((check) => !check.passed).map((check) => check.id)).toEqual(['us-cool-down']);
    expect(why.checks.map((check) => check.id)).toEqual(expect.arrayContaining(['us-hours', 'us-7-in-7', 'us-day', 'us-gap', 'contact-closed', 'case-recalled', 'holds']));
    expect(why.checks[0]).toMatchObject({ now: 1, limit: 1, days: 7, last: Date.parse('2026-06-09T18:00:00Z'), source: '12 CFR 1006.14(b)(2)' });
    expect(new Set(why.checks.map((check) => check.id)).size).toBe(why.checks.length);
  });
  test('why a case is not in the queue now', () => {
    expect(queuePlace(ask('US', '2026-06-10T18:00:00Z'), null)).toEqual({ group: 'now', until: null, rule: null });
    expect(queuePlace(ask('US', '2026-06-10T18:00:00Z'), Date.parse('2026-06-10T20:00:00Z'))).toMatchObject({ group: 'later', rule: null });
    expect(queuePlace(ask('US', '2026-06-10T04:00:00Z'), null)).toMatchObject({ group: 'later', rule: 'permitted-hours' });
    expect(queuePlace(ask('US', '2026-06-10T18:00:00Z', { history: [talk('2026-06-09T18:00:00Z')] }), null)).toMatchObject({ group: 'not-now', rule: 'cool-down' });
  });
});

describe('packs', () => {
  test('the file says what is built in', () => {
    expect(pack).toMatchObject({ schema: 1, version: dialLawVersion, rules: dialLaw, holds: holdSources });
    expect(readDialPack(pack).ok).toBe(true);
    for (const rule of dialLaw) {
      expect(rule.source).not.toBe('');
      expect(rule.effective).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
  test('tenant, then client', () => {
    const read = readDialPack({
      schema: 1,
      version: '7',
      tenants: { harbour: { '*': [{ id: 'cn-conversations', max: 2, source: 'contract 3.1' }], 'Northwind Credit': [{ id: 'cn-hours', from: 540, to: 1200 }] } },
    });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(policyFor(read.pack, 'other', 'Northwind Credit')).toBeUndefined();
    const policy = policyFor(read.pack, 'harbour', 'Northwind Credit');
    expect(said(ask('CN', '2026-06-10T08:30:00+08:00', policy === undefined ? {} : { policy }))).toBe('permitted-hours');
    expect(
      decideDial(
        ask('CN', '2026-06-10T19:00:00+08:00', { history: [9, 11].map((hour) => talk(Date.parse('2026-06-10T00:00:00+08:00') + hour * 3_600_000)), ...(policy === undefined ? {} : { policy }) }),
      ),
    ).toMatchObject({ rule: 'conversations-today', source: 'GB/T 45251-2025; contract 3.1' });
  });
  test.each([
    [null, ''],
    [{ schema: 2, version: '1' }, 'schema'],
    [{ schema: 1 }, 'version'],
    [{ schema: 1, version: '1', tenants: { a: { '*': [{ id: 'nothing' }] } } }, 'tenants.a.*.0.id'],
    [{ schema: 1, version: '1', tenants: { a: { '*': [{ id: 'us-7-in-7', max: 8 }] } } }, 'tenants.a.*.0.max'],
    [{ schema: 1, version: '1', tenants: { a: { b: [{ id: 'us-hours', to: 1300 }] } } }, 'tenants.a.b.0.to'],
    [{ schema: 1, version: '1', tenants: { a: { b: [{ id: 'us-hours', max: 1 }] } } }, 'tenants.a.b.0.max'],
    [{ schema: 1, version: '1', tenants: { a: 3 } }, 'tenants.a'],
  ])('refused: %j', (value, at) => {
    const read = readDialPack(value);
    expect(read.ok ? [] : read.problems.map((one) => one.at)).toContain(at);
  });
});

const zones = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'Pacific/Honolulu',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Shanghai',
  'Europe/London',
  'Pacific/Apia',
];
const moment = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2028-12-31T00:00:00Z') });
const anyFact = (now: number): fc.Arbitrary<DialFact> =>
  fc.record({
    at: fc.integer({ min: now - 35 * 86_400_000, max: now + 3_600_000 }),
    number: fc.constantFrom('this', 'n1'),
    relation: fc.constantFrom('self', 'third'),
    direction: fc.constantFrom('out', 'in'),
    connected: fc.boolean(),
    conversation: fc.boolean(),
    talkMs: fc.integer({ min: 0, max: 100_000 }),
    reached: fc.boolean(),
  });
const question = moment.chain((now) =>
  fc.record<GuardInputs>({
    now: fc.constant(now),
    jurisdiction: fc.constantFrom('US', 'CN', 'UK'),
    timeZones: fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1, maxLength: 2 }),
    attemptsToday: fc.constant(0),
    mayCall: fc.constant(true),
    recallOn: fc.constant('2099-12-31'),
    history: fc.array(anyFact(now), { maxLength: 12 }),
    relation: fc.constantFrom('self', 'third'),
    phoneType: fc.constantFrom('mobile', 'work'),
    places: fc.subarray(['US-WA', 'US-MA', 'US-NYC']),
    purpose: fc.constantFrom(undefined, 'notify'),
  }),
);
const anyPolicy = fc.array(
  fc.record<Tightening>({
    id: fc.constantFrom(...dialLaw.map((rule) => rule.id)),
    max: fc.integer({ min: -2, max: 12 }),
    days: fc.integer({ min: -2, max: 40 }),
    minutes: fc.integer({ min: -5, max: 400 }),
    from: fc.integer({ min: -10, max: 1500 }),
    to: fc.integer({ min: -10, max: 1500 }),
  }),
  { maxLength: 8 },
);

describe('properties', () => {
  test('until is after now, on a whole minute, and then it is allowed; no earlier quarter is', () => {
    fc.assert(
      fc.property(question, (drawn) => {
        const inputs = { ...drawn, history: drawn.history?.map((one) => ({ ...one, at: Math.min(one.at, drawn.now) })) ?? [] };
        const verdict = decideDial(inputs);
        if (verdict.kind === 'allow') {
          expect(nextLawfulMinute(inputs)).toBe(inputs.now);
          return;
        }
        if (verdict.until === null) return;
        expect(verdict.until).toBeGreaterThan(inputs.now);
        expect(verdict.until % 60_000).toBe(0);
        expect(decideDial({ ...inputs, now: verdict.until })).toEqual({ kind: 'allow' });
        for (let at = Math.ceil(Math.max(inputs.now, verdict.until - 12 * 3_600_000) / 60_000) * 60_000; at < verdict.until; at += 900_000)
          expect(decideDial({ ...inputs, now: at }).kind).toBe('block');
      }),
      { numRuns: 250 },
    );
  });
  test('whenever it allows, every zone is inside its hours', () => {
    fc.assert(
      fc.property(question, (inputs) => {
        if (decideDial(inputs).kind === 'block') return;
        for (const zone of inputs.timeZones) {
          const { hour } = localTime(inputs.now, zone);
          expect(hour).toBeGreaterThanOrEqual(8);
          expect(hour).toBeLessThan({ US: 21, CN: 22, UK: 20 }[inputs.jurisdiction]);
        }
      }),
      { numRuns: 400 },
    );
  });
  test('no policy loosens law: rule by rule, and whatever it allows is allowed by law', () => {
    fc.assert(
      fc.property(question, anyPolicy, (inputs, changes) => {
        const rules = tighten(dialLaw, { version: '1', changes });
        for (const [at, rule] of rules.entries()) {
          const law = dialLaw[at];
          if (law?.law !== true) continue;
          if (rule.kind === 'hours' && law.kind === 'hours') {
            expect(rule.from).toBeGreaterThanOrEqual(law.from);
            expect(rule.to).toBeLessThanOrEqual(law.to);
          }
          if (rule.kind === 'count' && law.kind === 'count') {
            expect(rule.max).toBeLessThanOrEqual(law.max);
            expect(rule.days ?? Infinity).toBeGreaterThanOrEqual(law.days ?? Infinity);
          }
        }
        if (decideDial({ ...inputs, policy: { version: '1', changes } }).kind === 'block') return;
        const failing = explainDial(inputs).checks.filter((check) => !check.passed && check.law);
        expect(failing).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
  test('more calls never open a line, and a fact from a clock ahead never opens one', () => {
    fc.assert(
      fc.property(
        question.chain((inputs) => fc.tuple(fc.constant(inputs), anyFact(inputs.now))),
        ([inputs, more]) => {
          if (decideDial(inputs).kind === 'block') expect(decideDial({ ...inputs, history: [...(inputs.history ?? []), more] }).kind).toBe('block');
        },
      ),
      { numRuns: 300 },
    );
    expect(said(ask('US', '2026-06-10T18:00:00Z', { history: [talk('2026-06-20T18:00:00Z')] }))).toBe('cool-down');
  });
  test('month ends, leap day, changes of the clock: the seventh day is always the seventh', () => {
    for (const [day, free] of [
      ['2026-02-25', '2026-03-04'],
      ['2028-02-26', '2028-03-04'],
      ['2026-12-29', '2027-01-05'],
      ['2026-03-05', '2026-03-12'],
      ['2026-10-29', '2026-11-05'],
    ] as const) {
      const until = nextLawfulMinute(ask('US', `${day}T20:00:00Z`, { history: [talk(`${day}T19:00:00Z`)] }));
      expect(localTime(until ?? 0, 'America/New_York')).toMatchObject({ date: free, hour: 8, minute: 0 });
    }
  });
  test('the next day and the next opening are exact in every zone', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const next = nextDay(at, zone);
        expect(localTime(next, zone).date > localTime(at, zone).date).toBe(true);
        expect(localTime(next - 60_000, zone).date).toBe(localTime(at, zone).date);
        const open = whenOpen(at, zone, 3, (minute) => (minute >= 480 && minute < 1320 ? 0 : minute < 480 ? 480 - minute : 1440 - minute));
        expect(localTime(open ?? 0, zone).hour).toBeGreaterThanOrEqual(8);
      }),
      { numRuns: 300 },
    );
  });
  test('the rules for a question are those of its country', () => {
    for (const jurisdiction of ['CN', 'US', 'UK'] as const) expect(rulesFor(ask(jurisdiction, '2026-06-10T18:00:00Z')).every((rule) => rule.jurisdiction === jurisdiction)).toBe(true);
  });
});
