/** Which required statements a call shows and how far each one is. Order is fixed, so that a chip keeps its place. */
import type { Case } from '../../../../domain/case/case.ts';
import type { PartyMark } from '../../../../domain/case/disposition.ts';
import type { HeardWatch } from '../../speech/call-watch.ts';

type Jurisdiction = Case['jurisdiction'];

export const statementCodes = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R11'] as const;
export type StatementCode = (typeof statementCodes)[number];
export type StatementState = 'said' | 'now' | 'due' | 'late' | 'later' | 'locked';
export interface StatementChip {
  readonly code: StatementCode;
  readonly state: StatementState;
}

const toDebtor: Readonly<Record<Jurisdiction, readonly StatementCode[]>> = {
  US: ['R01', 'R03', 'R04', 'R06', 'R02', 'R05', 'R08', 'R07'],
  CN: ['R01', 'R02', 'R03', 'R04', 'R05', 'R08', 'R07'],
  UK: ['R01', 'R02', 'R03', 'R04', 'R05', 'R08', 'R07'],
};
const toOthers: readonly StatementCode[] = ['R01', 'R03', 'R10'];

/** Statements that name the debt or the client: locked until the agent marks the right party. */
export function namesDebt(code: string, jurisdiction: Jurisdiction): boolean {
  return ['R05', 'R06', 'R07', 'R08'].includes(code) || (code === 'R02' && jurisdiction === 'US');
}

export const knownStatement = (code: string): StatementCode | undefined => statementCodes.find((one) => one === code);

/** The agent's mark decides who is spoken to; before it, what was heard. */
function others(party: PartyMark, heard: HeardWatch['party']): boolean {
  if (party !== 'unknown') return party !== 'right-party';
  return heard === 'third' || heard === 'wrong';
}

export function statementChips(watch: HeardWatch, jurisdiction: Jurisdiction, party: PartyMark): readonly StatementChip[] {
  const usual = others(party, watch.party) ? toOthers : toDebtor[jurisdiction];
  const asked = [...watch.due, ...Object.keys(watch.said)].flatMap((code) => knownStatement(code) ?? []);
  const codes = [...usual, ...statementCodes.filter((code) => asked.includes(code) && !usual.includes(code))];
  const locked = (code: string): boolean => party !== 'right-party' && namesDebt(code, jurisdiction);
  const first = watch.due.find((code) => watch.said[code] === undefined && !locked(code));
  return codes.map((code) => ({ code, state: stateOf(watch, code, locked(code), first) }));
}

function stateOf(watch: HeardWatch, code: StatementCode, locked: boolean, first: string | undefined): StatementState {
  if (watch.said[code] !== undefined && !watch.due.includes(code)) return 'said';
  if (locked) return 'locked';
  if (watch.late.includes(code)) return 'late';
  if (code === first) return 'now';
  return watch.due.includes(code) ? 'due' : 'later';
}
