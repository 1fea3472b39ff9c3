/** Business results of a call (compliance pack section 4.2), filtered by what the line and the person were. */
import type { Relation } from './case.ts';
import type { CallResult } from '../call/call-state.ts';

export const dispositionCodes = [
  'PTP',
  'PTP_PART',
  'PAID_CLAIM',
  'RTP',
  'NO_ABILITY',
  'NEGOTIATE',
  'DISPUTE',
  'COMPLAINT',
  'CALLBACK',
  'FRAUD',
  'RELAYED',
  'NO_RELAY',
  'THIRD_PAY',
  'WRONG',
  'LOST',
  'DECEASED',
  'NOT_REACHED',
] as const;
export type DispositionCode = (typeof dispositionCodes)[number];

/** Who the agent marked at the other end. */
export type PartyMark = 'unknown' | 'right-party' | 'third-party' | 'wrong-person';

const rightParty: readonly DispositionCode[] = ['PTP', 'PTP_PART', 'PAID_CLAIM', 'RTP', 'NO_ABILITY', 'NEGOTIATE', 'DISPUTE', 'COMPLAINT', 'CALLBACK', 'FRAUD'];
const thirdParty: readonly DispositionCode[] = ['RELAYED', 'NO_RELAY', 'THIRD_PAY', 'CALLBACK', 'COMPLAINT', 'DECEASED', 'LOST'];
const wrongPerson: readonly DispositionCode[] = ['WRONG', 'COMPLAINT', 'LOST'];
/** Nobody said who they are: a machine answered, or they hung up first. */
const unknownParty: readonly DispositionCode[] = ['NOT_REACHED', 'CALLBACK', 'COMPLAINT', 'WRONG', 'LOST'];

/** Codes in the order of their digit keys. A promise needs the right party: section 4.3 of the compliance pack. */
export function allowedDispositions(result: CallResult, party: PartyMark, _relation: Relation): readonly DispositionCode[] {
  if (result !== 'answered') return ['NOT_REACHED', 'LOST', 'WRONG'];
  switch (party) {
    case 'right-party':
      return rightParty;
    case 'third-party':
      return thirdParty;
    case 'wrong-person':
      return wrongPerson;
    case 'unknown':
      return unknownParty;
    default:
      throw new Error(`unknown party mark: ${String(party satisfies never)}`);
  }
}
