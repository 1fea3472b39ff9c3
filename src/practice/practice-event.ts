/** What the practice line tells about its calls, at once when it happens. */
export type PracticeEventKind = 'registered' | 'invited' | 'answered' | 'said' | 'heard' | 'digit' | 'held' | 'resumed' | 'hung-up';

export interface PracticeEvent {
  readonly kind: PracticeEventKind;
  /** The customer's number; empty for `registered`. */
  readonly number: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /**
   * registered: seconds it holds (0 = signed off). invited and answered: the customer's id. said: the file of the line that begins.
   * heard: how long the agent talked, in ms. digit: the key. held, resumed: empty. hung-up: a `HangUpReason`.
   */
  readonly detail: string;
}

/** Who or what ended a call. */
export type HangUpReason = 'agent' | 'customer' | 'cancelled' | 'busy' | 'declined' | 'no-answer' | 'bad-offer' | 'voice-missing' | 'media-lost' | 'connection-lost' | 'line-stopped';
