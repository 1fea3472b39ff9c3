/**
 * The life of one outbound call.
 *
 *   idle ─dial▶ dialling ─180▶ ringing ─200▶ connected ─bye▶ ended
 *                  │              │                           ▲
 *                  └──3xx–6xx, cancel, transport lost─────────┘
 *
 * SIP meanings: RFC 3261 sections 13, 15, 21. Times are epoch milliseconds.
 */
export const callResults = ['answered', 'busy', 'declined', 'no-answer', 'cancelled', 'invalid-number', 'unreachable', 'line-fault', 'blocked'] as const;
export type CallResult = (typeof callResults)[number];

export type EndedBy = 'agent' | 'customer' | 'network';

export type CallState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'dialling'; readonly since: number }
  | { readonly kind: 'ringing'; readonly since: number }
  | { readonly kind: 'connected'; readonly since: number; readonly muted: boolean }
  | { readonly kind: 'ended'; readonly at: number; readonly result: CallResult; readonly by: EndedBy; readonly answeredAt: number | null; readonly sipCode: number | null };

export type CallEvent =
  | { readonly type: 'dial'; readonly at: number }
  | { readonly type: 'ringing'; readonly at: number }
  | { readonly type: 'answered'; readonly at: number }
  | { readonly type: 'muted'; readonly muted: boolean }
  | { readonly type: 'rejected'; readonly at: number; readonly sipCode: number }
  | { readonly type: 'hung-up'; readonly at: number; readonly by: EndedBy }
  | { readonly type: 'failed'; readonly at: number };
