/**
 * What law, standard or the product's own default says about dialling, as data. Sources and dates: compliance pack, sections 1.2, 2.1, 2.2
 * and dial_rules.json. `law` is false for the product's defaults, which a tenant may set; all else can only be made stricter.
 * This is the floor: it is built in, so that no delivered file can take it away. resources/rules/dial.json is the same, to read.
 */
import type { GuardInputs, GuardRule, PhoneType } from './verdict.ts';

interface Base {
  readonly id: string;
  readonly jurisdiction: GuardInputs['jurisdiction'];
  /** Applies only in this state or city. */
  readonly place?: string;
  readonly rule: GuardRule;
  readonly law: boolean;
  readonly source: string;
  /** ISO date in the customer's calendar from which it applies. */
  readonly effective: string;
  readonly note?: string;
  /** On the practice line, where nobody is called, it is shown but does not stop. */
  readonly waivedInPractice?: boolean;
}
/** Minutes after local midnight: first permitted and first no longer permitted. */
export interface HoursRule extends Base {
  readonly kind: 'hours';
  readonly from: number;
  readonly to: number;
  readonly weekend?: { readonly from: number; readonly to: number };
}
export interface CountRule extends Base {
  readonly kind: 'count';
  readonly counts: 'attempt' | 'reached' | 'unanswered' | 'conversation' | 'effective' | 'notice' | 'connected';
  /** person: everything with the same human; debtor: only calls to the debtor; number: this number. `-debt`: about this debt only. */
  readonly per: 'person' | 'person-debt' | 'debtor' | 'number';
  /** Calendar days where the person lives, today included; null: for ever. */
  readonly days: number | null;
  /** The call that would be the one after `max` is stopped. */
  readonly max: number;
  readonly to?: 'self' | 'third';
  readonly phoneTypes?: readonly PhoneType[];
  /** Only conversations longer than this, ms. */
  readonly overMs?: number;
  /** 12 CFR 1006.14(b)(3): consent and calls that reached nobody do not count. */
  readonly exclusions?: boolean;
}
export interface GapRule extends Base {
  readonly kind: 'gap';
  readonly minutes: number;
  readonly per: 'person' | 'number';
}
export type DialRule = HoursRule | CountRule | GapRule;

export const dialLawVersion = '2026.11.2';

const gbt = { source: 'GB/T 45251-2025', effective: '2025-02-28' } as const;
const cba = { source: '中国银行业协会 催收工作指引(试行)', effective: '2026-01-30' } as const;
const regF = { source: '12 CFR 1006.14(b)(2)', effective: '2021-11-30' } as const;
const own = { law: false, effective: '2026-11-24' } as const;
const concNote = 'CONC gives no clock hours and no numbers: product defaults';

export const dialLaw: readonly DialRule[] = [
  {
    id: 'cn-hours',
    jurisdiction: 'CN',
    rule: 'permitted-hours',
    kind: 'hours',
    from: 480,
    to: 1320,
    law: true,
    ...gbt,
    source: 'GB/T 45251-2025: 08:00–22:00',
    note: 'another time only by a stored agreement with the debtor',
  },
  {
    id: 'cn-conversations',
    jurisdiction: 'CN',
    rule: 'conversations-today',
    kind: 'count',
    counts: 'effective',
    per: 'debtor',
    days: 1,
    max: 3,
    overMs: 15_000,
    to: 'self',
    law: true,
    ...gbt,
    note: 'institution and all its agencies; the client may set our share lower',
  },
  { id: 'cn-notices', jurisdiction: 'CN', rule: 'notices-today', kind: 'count', counts: 'notice', per: 'debtor', days: 1, max: 3, to: 'self', law: true, ...gbt },
  {
    id: 'cn-unanswered',
    jurisdiction: 'CN',
    rule: 'unanswered-today',
    kind: 'count',
    counts: 'unanswered',
    per: 'number',
    days: 1,
    max: 6,
    law: true,
    ...cba,
    note: '不宜超过 6 次: enforced as a limit',
  },
  { id: 'cn-gap', jurisdiction: 'CN', rule: 'gap', kind: 'gap', minutes: 60, per: 'number', waivedInPractice: true, ...own, source: 'Fairline: 60 min' },
  { id: 'cn-third-day', jurisdiction: 'CN', rule: 'third-party-today', kind: 'count', counts: 'attempt', per: 'number', days: 1, max: 1, to: 'third', ...own, source: 'Fairline: 1 / day' },
  { id: 'cn-third-total', jurisdiction: 'CN', rule: 'third-party-total', kind: 'count', counts: 'attempt', per: 'number', days: null, max: 3, to: 'third', ...own, source: 'Fairline: 3 / case' },

  { id: 'us-hours', jurisdiction: 'US', rule: 'permitted-hours', kind: 'hours', from: 480, to: 1260, law: true, effective: '2021-11-30', source: '12 CFR 1006.6(b)(1): 08:00–21:00' },
  { id: 'us-7-in-7', jurisdiction: 'US', rule: 'weekly-attempts', kind: 'count', counts: 'attempt', per: 'person-debt', days: 7, max: 7, exclusions: true, law: true, ...regF },
  {
    id: 'us-cool-down',
    jurisdiction: 'US',
    rule: 'cool-down',
    kind: 'count',
    counts: 'conversation',
    per: 'person-debt',
    days: 7,
    max: 1,
    exclusions: true,
    waivedInPractice: true,
    law: true,
    ...regF,
    note: 'the day of the conversation is day 1; incoming calls count',
  },
  {
    id: 'us-day',
    jurisdiction: 'US',
    rule: 'daily-attempts',
    kind: 'count',
    counts: 'attempt',
    per: 'person',
    days: 1,
    max: 3,
    ...own,
    source: '12 CFR 1006.14(b)(2): 7 in 7 days; Fairline: 3 / day',
  },
  { id: 'us-gap', jurisdiction: 'US', rule: 'gap', kind: 'gap', minutes: 120, per: 'person', waivedInPractice: true, ...own, source: 'Fairline: 2 h' },
  {
    id: 'us-third-once',
    jurisdiction: 'US',
    rule: 'third-party-total',
    kind: 'count',
    counts: 'connected',
    per: 'number',
    days: null,
    max: 1,
    to: 'third',
    law: true,
    effective: '2021-11-30',
    source: '12 CFR 1006.10(c)',
  },
  {
    id: 'us-wa-week',
    jurisdiction: 'US',
    place: 'US-WA',
    rule: 'place-attempts',
    kind: 'count',
    counts: 'attempt',
    per: 'person-debt',
    days: 7,
    max: 3,
    waivedInPractice: true,
    law: true,
    effective: '2013-07-28',
    source: 'RCW 19.16.250: 3 / week',
  },
  {
    id: 'us-wa-work',
    jurisdiction: 'US',
    place: 'US-WA',
    rule: 'place-attempts',
    kind: 'count',
    counts: 'attempt',
    per: 'person-debt',
    days: 7,
    max: 1,
    phoneTypes: ['work'],
    waivedInPractice: true,
    law: true,
    effective: '2013-07-28',
    source: 'RCW 19.16.250: 1 / week at work',
  },
  {
    id: 'us-ma-home',
    jurisdiction: 'US',
    place: 'US-MA',
    rule: 'place-attempts',
    kind: 'count',
    counts: 'attempt',
    per: 'person-debt',
    days: 7,
    max: 2,
    phoneTypes: ['mobile', 'home'],
    waivedInPractice: true,
    law: true,
    effective: '2012-03-02',
    source: '940 CMR 7.04(1)(f): 2 / 7 days',
  },
  {
    id: 'us-ma-else',
    jurisdiction: 'US',
    place: 'US-MA',
    rule: 'place-attempts',
    kind: 'count',
    counts: 'attempt',
    per: 'person-debt',
    days: 30,
    max: 2,
    phoneTypes: ['work'],
    waivedInPractice: true,
    law: true,
    effective: '2012-03-02',
    source: '940 CMR 7.04(1)(f): 2 / 30 days elsewhere',
  },
  {
    id: 'us-nyc',
    jurisdiction: 'US',
    place: 'US-NYC',
    rule: 'place-attempts',
    kind: 'count',
    counts: 'attempt',
    per: 'person-debt',
    days: 7,
    max: 3,
    waivedInPractice: true,
    law: true,
    effective: '2026-09-01',
    source: 'NYC DCWP SHIELD rule: 3 / 7 days',
    note: 'one unconfirmed source says moved to 2027-01-01',
  },

  {
    id: 'uk-hours',
    jurisdiction: 'UK',
    rule: 'permitted-hours',
    kind: 'hours',
    from: 480,
    to: 1200,
    weekend: { from: 540, to: 1020 },
    law: true,
    effective: '2014-04-01',
    source: 'CONC 7.9.4R; Fairline: 08:00–20:00',
    note: concNote,
  },
  {
    id: 'uk-conversations',
    jurisdiction: 'UK',
    rule: 'conversations-today',
    kind: 'count',
    counts: 'conversation',
    per: 'person',
    days: 1,
    max: 1,
    to: 'self',
    ...own,
    source: 'CONC 7.9; Fairline: 1 / day',
    note: concNote,
  },
  { id: 'uk-day', jurisdiction: 'UK', rule: 'daily-attempts', kind: 'count', counts: 'attempt', per: 'person', days: 1, max: 3, ...own, source: 'CONC 7.9; Fairline: 3 / day', note: concNote },
  { id: 'uk-week', jurisdiction: 'UK', rule: 'weekly-attempts', kind: 'count', counts: 'attempt', per: 'person', days: 7, max: 7, ...own, source: 'CONC 7.9; Fairline: 7 / 7 days', note: concNote },
];

/** Days of one hold and lock, with what they rest on. */
export const holdSources: Readonly<Record<GuardInputs['jurisdiction'], Readonly<Record<string, string>>>> = {
  CN: {
    complaint: 'GB/T 45251-2025 5.6',
    dispute: '商业银行信用卡业务监督管理办法 第69条',
    'third-party-locked': 'GB/T 45251-2025; 催收工作指引(试行)',
    'do-not-contact': 'GB/T 45251-2025; 催收工作指引(试行)',
  },
  US: {
    cease: '12 CFR 1006.6(c)',
    attorney: '12 CFR 1006.6(b)(2)',
    dispute: '12 CFR 1006.38(d)(2)',
    'employer-forbids': '12 CFR 1006.6(b)(3)',
    'do-not-contact': '12 CFR 1006.14(h)',
    'third-party-locked': '12 CFR 1006.10',
    'inconvenient-time': '12 CFR 1006.6(b)(1)',
  },
  UK: {
    dispute: 'CONC 7.14',
    'breathing-space': 'Debt Respite Scheme Regulations 2020',
    hardship: 'CONC 7.3',
    'third-party-locked': 'CONC 7.9',
    'inconvenient-time': 'CONC 7.9.4R',
    'do-not-contact': 'CONC 7.9.4R',
  },
};
