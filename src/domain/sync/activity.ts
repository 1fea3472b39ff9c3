/** A desk's work as immutable facts. The centre ingests each id once. */
import type { CaseId, ContactId } from '../case/case.ts';
import type { DispositionCode, PartyMark } from '../case/disposition.ts';
import type { PromiseToPay } from '../case/promise-to-pay.ts';
import type { CallResult, EndedBy } from '../call/call-state.ts';
import type { Flag } from '../compliance/rule-pack.ts';
import type { Utterance } from '../compliance/transcript.ts';
import type { DialVerdict, GuardInputs } from '../dialing/verdict.ts';

export type ActivityBody =
  | { readonly kind: 'dial-verdict'; readonly contactId: ContactId; readonly verdict: DialVerdict; readonly inputs: GuardInputs }
  | {
      readonly kind: 'call';
      readonly callId: string;
      readonly contactId: ContactId;
      readonly verdictId: string;
      readonly startedAt: number;
      readonly answeredAt: number | null;
      readonly endedAt: number;
      readonly result: CallResult;
      readonly endedBy: EndedBy;
      readonly sipCode: number | null;
      readonly recordingId: string | null;
      readonly transcript: readonly Utterance[];
    }
  | { readonly kind: 'flag'; readonly callId: string; readonly flag: Flag }
  | {
      readonly kind: 'wrap-up';
      readonly callId: string | null;
      readonly disposition: DispositionCode;
      readonly party: PartyMark;
      readonly note: string;
      readonly promise: PromiseToPay | null;
      readonly nextAction: string | null;
      readonly nextActionAt: string | null;
    }
  | { readonly kind: 'reveal'; readonly field: 'phone' | 'name'; readonly contactId: ContactId | null; readonly reason: string };

export type ActivityKind = ActivityBody['kind'];

export interface Activity {
  /** UUIDv7. */
  readonly id: string;
  readonly caseId: CaseId;
  /** Hybrid logical clock: "<epoch ms, 13 digits>-<counter, 4 digits>-<desk id>"; sorts as text. */
  readonly clock: string;
  /** User id of the agent. */
  readonly actor: string;
  readonly deskId: string;
  readonly body: ActivityBody;
}

export interface Receipt {
  readonly activityId: string;
  readonly status: 'stored' | 'duplicate' | 'rejected';
  /** Closed list; null unless rejected. */
  readonly reason: 'case-unknown' | 'not-yours' | 'malformed' | null;
  readonly receivedAt: string;
}
