/** What one practice customer is: the number that reaches them, how they take the call and what they say. */

export type CustomerLanguage = 'en-US' | 'zh-CN';

/**
 * How the call goes.
 * `busy` answers 486, `declines` rings and answers 603, `no-answer` rings and answers 480 (RFC 3261 section 21);
 * `voicemail` answers, says its greeting and a beep, and only listens after that.
 */
export type CustomerOutcome = 'talks' | 'busy' | 'no-answer' | 'declines' | 'voicemail';

/** One thing the customer says. `text` is what the voice says; a `tone` has no text and is drawn by the script. */
export interface CustomerLine {
  /** Name of the file in `resources/voices/<customer id>/`. */
  readonly file: string;
  readonly text: string;
  readonly tone?: { readonly hertz: number; readonly ms: number };
}

export interface CustomerProfile {
  readonly id: string;
  /** What is dialled: the user part of the SIP address. */
  readonly number: string;
  readonly language: CustomerLanguage;
  /** One line for people who choose a customer. */
  readonly scenario: string;
  /** Voice of the English synthesiser (flite); variant of the Chinese one (espeak-ng). */
  readonly voice: string;
  readonly outcome: CustomerOutcome;
  /** From the INVITE to the answer or the refusal. For `busy` nothing rings in this time. */
  readonly ringMs: number;
  /** In order. Empty when the customer never answers. */
  readonly lines: readonly CustomerLine[];
}
