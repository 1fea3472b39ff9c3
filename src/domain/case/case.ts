/** The facts of a placed debt as the desk shows them. Amounts are integers in minor units (cents, fen). */

export type Brand<T, Name extends string> = T & { readonly __brand: Name };
/** UUID of a case; stable over re-imports of the same batch row. */
export type CaseId = Brand<string, 'CaseId'>;
export type DebtorId = Brand<string, 'DebtorId'>;
export type ContactId = Brand<string, 'ContactId'>;
export type BatchId = Brand<string, 'BatchId'>;

export type Language = 'zh-CN' | 'en-US';

/** Compliance pack section 4.4: customer-level days past due, configurable per client. */
export const buckets = ['C', 'M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7+'] as const;
export type Bucket = (typeof buckets)[number];

export const caseStatuses = ['open', 'promised', 'negotiating', 'held', 'complaint', 'settled', 'returned'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export const relations = ['self', 'spouse', 'father', 'mother', 'child', 'sibling', 'friend', 'colleague', 'employer', 'other'] as const;
export type Relation = (typeof relations)[number];

export interface Account {
  readonly id: string;
  readonly product: string;
  /** Last four characters only; the full number never leaves the centre. */
  readonly numberEnd: string;
  readonly currency: string;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feesMinor: number;
  readonly dueMinor: number;
  readonly dpd: number;
  readonly bucket: Bucket;
}

export interface Contact {
  readonly id: ContactId;
  readonly name: string;
  readonly relation: Relation;
  /** E.164, or a practice-line number such as 5550101. */
  readonly phone: string;
  readonly phoneType: 'mobile' | 'home' | 'work';
  /** False when the person asked for no calls, or a third party is locked until contact is lost. */
  readonly mayCall: boolean;
  readonly whyNot: 'asked-not-to-call' | 'third-party-locked' | 'invalid-number' | null;
}

export interface Debtor {
  readonly id: DebtorId;
  readonly name: string;
  readonly region: string;
  /** IANA zones the person may be in, most likely first; several when unsure. */
  readonly timeZones: readonly string[];
}

export interface Case {
  readonly id: CaseId;
  readonly caseNo: string;
  readonly batchId: BatchId;
  readonly batchNo: string;
  readonly clientName: string;
  readonly product: string;
  readonly jurisdiction: 'CN' | 'US' | 'UK';
  readonly language: Language;
  readonly debtor: Debtor;
  readonly accounts: readonly Account[];
  readonly contacts: readonly Contact[];
  readonly status: CaseStatus;
  readonly bucket: Bucket;
  readonly dpd: number;
  readonly currency: string;
  readonly balanceMinor: number;
  /** ISO dates (YYYY-MM-DD); no dialling after recallOn. */
  readonly placedOn: string;
  readonly recallOn: string;
  /** ISO instant of the next planned step, or null. */
  readonly nextActionAt: string | null;
  /** Words for the queue row: what the next step is. */
  readonly nextAction: string | null;
}
