/** The dial guard's answer, stored with its inputs before anything rings. */
export interface GuardInputs {
  readonly now: number;
  readonly jurisdiction: 'CN' | 'US' | 'UK';
  /** All zones the person may be in: every one must be inside permitted hours. */
  readonly timeZones: readonly string[];
  readonly attemptsToday: number;
  readonly mayCall: boolean;
  /** ISO date; dialling stops after it. */
  readonly recallOn: string;
}

export type GuardRule = 'permitted-hours' | 'daily-attempts' | 'contact-closed' | 'case-recalled';

export type DialVerdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'block'; readonly rule: GuardRule; readonly until: number | null; readonly source: string };
