/** Reads the cells of one row by column and gathers what is wrong with them, each with line, column, reason and masked value. */
import type { BadCell } from './case-facts.ts';
import type { ColumnKey, ColumnPlaces } from './columns.ts';
import { undefuseCell } from './csv-text.ts';
import type { Parsed } from './parse-cell.ts';
import type { TableRow } from './read-table.ts';

const longestValue = 120;
const masked: ReadonlySet<ColumnKey> = new Set<ColumnKey>(['mobile', 'home_tel', 'work_tel', 'contact_phone', 'id_no', 'account_no', 'debtor_name', 'contact_name']);

/** First and last characters stay, so that the client finds the cell again. */
function maskValue(key: ColumnKey, value: string): string {
  const short = value.length > 60 ? `${value.slice(0, 57)}…` : value;
  if (!masked.has(key) || value === '') return short;
  return value.length <= 4 ? `${value.slice(0, 1)}***` : `${value.slice(0, 2)}***${value.slice(-2)}`;
}

export interface RowReader {
  /** Trimmed text, '' when the column is not there. */
  text(key: ColumnKey): string;
  /** Parsed cell; null when it is empty or wrong, and wrong is noted. */
  optional<T>(key: ColumnKey, parse: (text: string) => Parsed<T>): T | null;
  /** The same, and empty is noted as well. */
  required<T>(key: ColumnKey, parse: (text: string) => Parsed<T>): T | null;
  complain(key: ColumnKey, reason: string): void;
  readonly bad: readonly BadCell[];
}

/** Any text that is not too long; control characters are no part of a name or number. */
export function plainText(text: string): Parsed<string> {
  if (text.length > longestValue) return { ok: false, reason: `is longer than ${longestValue} characters` };
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) ? { ok: false, reason: 'holds control characters' } : { ok: true, value: text };
}

export function rowReader(row: TableRow, headings: readonly string[], places: ColumnPlaces): RowReader {
  const bad: BadCell[] = [];
  const text = (key: ColumnKey) => undefuseCell((row.cells[places.get(key) ?? -1] ?? '').trim());
  const complain = (key: ColumnKey, reason: string) => {
    const place = places.get(key);
    bad.push({ line: row.line, column: place === undefined ? key : (headings[place] ?? key), reason, value: maskValue(key, text(key)) });
  };
  const optional = <T>(key: ColumnKey, parse: (text: string) => Parsed<T>): T | null => {
    const value = text(key);
    if (value === '') return null;
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    complain(key, parsed.reason);
    return null;
  };
  return {
    text,
    complain,
    optional,
    bad,
    required: (key, parse) => {
      if (text(key) === '') complain(key, 'is empty');
      return optional(key, parse);
    },
  };
}
