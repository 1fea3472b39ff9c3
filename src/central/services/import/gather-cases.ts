/** All rows of a table to cases: several rows of one case number add accounts and contacts to it. */
import type { BadCell, CaseFacts } from './case-facts.ts';
import type { ColumnPlaces } from './columns.ts';
import { checkRow } from './check-row.ts';
import type { RowContext } from './check-row.ts';
import { mostCellLetters } from './read-table.ts';
import type { Table, TableRow } from './read-table.ts';
import { rowReader } from './row-reader.ts';

export interface Gathered {
  readonly cases: readonly CaseFacts[];
  readonly bad: readonly BadCell[];
  readonly batchNo: string | null;
}

const mostPerCase = 50;

export function gatherCases(table: Table, places: ColumnPlaces, context: RowContext): Gathered {
  const cases = new Map<string, { facts: CaseFacts; line: number }>();
  const bad: BadCell[] = [];
  let batchNo: string | null = null;
  for (const row of table.rows) {
    const shape = shapeProblem(row, table.headings.length);
    if (shape !== null) {
      bad.push({ line: row.line, column: '', reason: shape, value: '' });
      continue;
    }
    const cells = rowReader(row, table.headings, places);
    const facts = checkRow(cells, context);
    if (facts === null) {
      bad.push(...cells.bad);
      continue;
    }
    batchNo ??= facts.batchNo;
    const known = cases.get(facts.caseNo);
    if (facts.batchNo !== batchNo) cells.complain('batch_no', `is another batch than ${batchNo}; send one file per batch`);
    else if (known === undefined) cases.set(facts.caseNo, { facts, line: row.line });
    else {
      const merged = merge(known.facts, facts);
      if (typeof merged === 'string') cells.complain('case_no', `${merged} line ${known.line}`);
      else cases.set(facts.caseNo, { facts: merged, line: known.line });
    }
    bad.push(...cells.bad);
  }
  return { cases: [...cases.values()].map((one) => one.facts), bad, batchNo };
}

/** A row with a cell too many or too few has slipped: its amounts may stand under the wrong heading. */
function shapeProblem(row: TableRow, columns: number): string | null {
  if (row.cells.length < columns || row.cells.slice(columns).some((cell) => cell.trim() !== '')) return `has ${row.cells.length} cells where the heading has ${columns}`;
  return row.cells.some((cell) => cell.length > mostCellLetters) ? 'has a cell that is far too long' : null;
}

/** The case with what the further row adds, or how the row fails to fit it. */
function merge(known: CaseFacts, next: CaseFacts): CaseFacts | string {
  if (next.debtorName !== known.debtorName || next.debtorKey !== known.debtorKey) return 'has another debtor than the same case on';
  if (next.currency !== known.currency || next.jurisdiction !== known.jurisdiction) return 'has another currency or jurisdiction than the same case on';
  if (next.placedOn !== known.placedOn || next.recallOn !== known.recallOn) return 'has other dates than the same case on';
  const account = next.accounts[0];
  const sameAccount = known.accounts.find((one) => one.number === account?.number);
  if (account !== undefined && sameAccount !== undefined && (sameAccount.dueMinor !== account.dueMinor || sameAccount.dpd !== account.dpd)) return 'has the same account with another amount than';
  const newContacts = next.contacts.filter((one) => !known.contacts.some((old) => old.phone === one.phone && old.relation === one.relation));
  const newAccounts = account === undefined || sameAccount !== undefined ? [] : [account];
  if (newContacts.length === 0 && newAccounts.length === 0) return 'repeats';
  if (known.accounts.length + newAccounts.length > mostPerCase || known.contacts.length + newContacts.length > mostPerCase) return `has more than ${mostPerCase} accounts or contacts, counted from`;
  return { ...known, accounts: [...known.accounts, ...newAccounts], contacts: [...known.contacts, ...newContacts] };
}
