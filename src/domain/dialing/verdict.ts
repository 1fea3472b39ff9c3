/** The dial guard's question and answer. Both are plain JSON and are stored together before anything rings, so that anyone can work the verdict out again. */

/** One call that was placed or taken, as the counters see it. Holds no number and no name. */
export interface DialFact {
  /** Epoch ms at which it was placed or came in. */
  readonly at: number;
  /** Stands for a number inside one question only: `this` is the number to be dialled, others are n1, n2, … */
  readonly number: string;
  readonly relation: 'self' | 'third';
  readonly direction: 'out' | 'in';
  /** Somebody or something answered. */
  readonly connected: boolean;
  /** The right party was spoken to. */
  readonly conversation: boolean;
  /** Length of the conversation; absent: long enough to count. */
  readonly talkMs?: number;
  /** False: it did not reach the dialled number (busy, not in service). Absent: it did. */
  readonly reached?: boolean;
  /** True while only the verdict is known: counted as an attempt, without time of its own. */
  readonly pending?: boolean;
  /** A call that only tells something (reminder, robot). Absent: a collector's call. */
  readonly purpose?: 'notify';
  /** Absent: about the same debt. */
  readonly debt?: 'other';
  readonly phoneType?: PhoneType;
  /** 12 CFR 1006.14(b)(3): calls that do not count. */
  readonly notCounted?: 'consent' | 'attorney' | 'creditor';
}
export type PhoneType = 'mobile' | 'home' | 'work';

export const holdKinds = ['do-not-contact', 'cease', 'attorney', 'deceased', 'breathing-space', 'complaint', 'dispute', 'hardship', 'employer-forbids'] as const;
export type HoldKind = (typeof holdKinds)[number];
export interface Hold {
  readonly kind: HoldKind;
  /** Epoch ms. */
  readonly since: number;
  /** Epoch ms at which it ends by itself; null: a person has to lift it. */
  readonly until: number | null;
}

/** A tenant's or client's own value for one rule of `dial-law.ts`, by its id. Law can be made stricter by it, never looser. */
export interface Tightening {
  readonly id: string;
  readonly max?: number;
  readonly days?: number;
  readonly minutes?: number;
  /** Minutes after local midnight. */
  readonly from?: number;
  readonly to?: number;
  /** Who set it: shown as the source. */
  readonly source?: string;
}
export interface DialPolicy {
  readonly version: string;
  readonly changes: readonly Tightening[];
}

export interface GuardInputs {
  readonly now: number;
  readonly jurisdiction: 'CN' | 'US' | 'UK';
  /** All zones the person may be in: every one must be inside permitted hours. */
  readonly timeZones: readonly string[];
  /** Attempts at this person on the local day of `now`; counted beside the history. */
  readonly attemptsToday: number;
  readonly mayCall: boolean;
  /** ISO date; dialling stops after it. */
  readonly recallOn: string;
  /** Absent in questions from before the full guard: then only `attemptsToday` counts. */
  readonly history?: readonly DialFact[];
  /** What the centre knew of other desks and agencies, and when it last said so. */
  readonly elsewhere?: { readonly asOf: number; readonly facts: readonly DialFact[] };
  readonly holds?: readonly Hold[];
  readonly relation?: 'self' | 'third';
  /** Absent: a collector's call. */
  readonly purpose?: 'notify';
  readonly phoneType?: PhoneType;
  /** State or city overlays that may apply, such as US-MA. */
  readonly places?: readonly string[];
  /** Why a third party may be called; null: no reason, so it is locked. Absent: not asked (the client's word in `mayCall` decides). */
  readonly thirdParty?: { readonly reason: ThirdPartyReason | null };
  /** The person asked for a call in this time: 12 CFR 1006.14(b)(3)(i), at most seven days. */
  readonly consent?: { readonly from: number; readonly until: number };
  /** Local times the person said are inconvenient, minutes after midnight. */
  readonly inconvenient?: readonly { readonly from: number; readonly to: number }[];
  /** CN: a stored agreement with the debtor about other hours. */
  readonly agreedHours?: { readonly from: number; readonly to: number; readonly evidence: string };
  /** A number of the practice line belongs to no person: waiting times and local overlays are shown, but do not stop. */
  readonly practice?: boolean;
  readonly policy?: DialPolicy;
}
export const thirdPartyReasons = ['number-invalid', 'unreachable', 'deceased', 'incapacitated'] as const;
export type ThirdPartyReason = (typeof thirdPartyReasons)[number];

/** In the order in which a verdict names them: what stays longest comes first. */
export const guardRules = [
  'contact-closed',
  'hold-do-not-contact',
  'hold-cease',
  'hold-attorney',
  'hold-deceased',
  'hold-breathing-space',
  'hold-complaint',
  'hold-dispute',
  'hold-hardship',
  'hold-employer-forbids',
  'third-party-locked',
  'third-party-total',
  'case-recalled',
  'cool-down',
  'weekly-attempts',
  'place-attempts',
  'conversations-today',
  'notices-today',
  'unanswered-today',
  'third-party-today',
  'daily-attempts',
  'gap',
  'permitted-hours',
  'inconvenient-time',
] as const;
export type GuardRule = (typeof guardRules)[number];

export type DialVerdict =
  | { readonly kind: 'allow' }
  | {
      readonly kind: 'block';
      readonly rule: GuardRule;
      readonly until: number | null;
      readonly source: string;
      /** ISO date since which the rule applies, and the version of the rules; absent in verdicts from before the full guard. */
      readonly effective?: string;
      readonly version?: string;
    };
