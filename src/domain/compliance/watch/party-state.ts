/**
 * Who is on the line, as far as the words of both sides or the agent's mark tell (compliance pack, section 3.5).
 *
 *                    ┌──────────── is not the debtor ────────────┐
 *                    │                                           ▼
 *   unknown ──says it is──▶ unverified ──gave the detail──▶ verified ──someone else takes over──▶ third
 *     │  │                    │   ▲  ▲                                                            │  ▲
 *     │  └──wrong number──▶ wrong │  └──────────────── the debtor comes to the phone ─────────────┘  │
 *     │                       └───┘ it is me after all        wrong ──knows the debtor──────────────▶┘
 *     └──voicemail: stays unknown, `machine` is set
 *
 * The agent's mark leads from any state to verified, third or wrong and outweighs words heard before it; after it only
 * another person who takes the phone changes the state. Debt words are free only in `verified`.
 */
export const partyKinds = ['unknown', 'unverified', 'verified', 'third', 'wrong'] as const;
export type PartyKind = (typeof partyKinds)[number];
export type PartyMark = 'right' | 'third' | 'wrong';

export interface PartyState {
  readonly kind: PartyKind;
  /** The agent said so; words alone do not undo it. */
  readonly marked: boolean;
  /** A third person went to fetch the debtor: the next voice may be the debtor's. */
  readonly fetching: boolean;
  /** An answering machine speaks. */
  readonly machine: boolean;
  /** Given details that did not match; at two the person counts as not verified for the rest of the call. */
  readonly mismatches: number;
}

export type PartyEvent =
  | { readonly type: 'claimed' }
  | { readonly type: 'detail-given' }
  | { readonly type: 'detail-matched' }
  | { readonly type: 'detail-wrong' }
  | { readonly type: 'other-person'; readonly tookOver: boolean }
  | { readonly type: 'wrong-number' }
  | { readonly type: 'fetching' }
  | { readonly type: 'machine' }
  | { readonly type: 'marked'; readonly as: PartyMark };

export const startParty: PartyState = { kind: 'unknown', marked: false, fetching: false, machine: false, mismatches: 0 };
