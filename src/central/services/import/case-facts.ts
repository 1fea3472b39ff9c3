/** What a batch file says about a case, before it has any id. Amounts are minor units. */
import type { Contact, Language, Relation } from '../../../domain/case/case.ts';
import type { Currency, Jurisdiction } from './parse-cell.ts';

export interface AccountFacts {
  /** Full number as the client writes it; only its end is stored. */
  readonly number: string;
  readonly product: string;
  readonly currency: Currency;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feesMinor: number;
  readonly dueMinor: number;
  readonly dpd: number;
}

export interface ContactFacts {
  readonly name: string;
  readonly relation: Relation;
  readonly phone: string;
  readonly phoneType: Contact['phoneType'];
  readonly whyNot: Contact['whyNot'];
}

export interface CaseFacts {
  readonly caseNo: string;
  readonly batchNo: string;
  readonly product: string;
  readonly jurisdiction: Jurisdiction;
  readonly language: Language;
  readonly currency: Currency;
  readonly placedOn: string;
  readonly recallOn: string;
  readonly debtorName: string;
  /** What makes two cases of a client one debtor: the client's own key, else the case number. */
  readonly debtorKey: string;
  readonly region: string;
  readonly timeZones: readonly string[];
  readonly complaint: boolean;
  readonly accounts: readonly AccountFacts[];
  readonly contacts: readonly ContactFacts[];
}

/** Line counts from 1 and includes the heading. `value` is masked where it could point to a person. */
export interface BadCell {
  readonly line: number;
  readonly column: string;
  readonly reason: string;
  readonly value: string;
}
