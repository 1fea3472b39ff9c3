/** A batch file as headings and rows of text, whatever it was. */
import { parse } from 'csv-parse';
import { CentreError } from '../centre-error.ts';
import { decodeText } from './decode-text.ts';
import { readXlsx } from './read-xlsx.ts';

/** `line` counts from 1 and includes the heading; a CSV row with line breaks inside has the line it ends on. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
}

const mostBytes = 200_000_000;
const mostRows = 200_000;
const mostColumns = 200;
/** Longer cells make a row bad. */
export const mostCellLetters = 10_000;

/** @throws CentreError FILE_REFUSED for what is empty, too big, not a table, or hostile. */
export async function readTable(bytes: Buffer): Promise<Table> {
  if (bytes.length === 0) throw new CentreError('FILE_REFUSED', 'The file is empty.');
  if (bytes.length > mostBytes) throw new CentreError('FILE_REFUSED', `The file is larger than ${mostBytes / 1_000_000} MB. Split it.`);
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) return checked(await readXlsx(bytes, mostRows, mostColumns));
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new CentreError('FILE_REFUSED', 'This is an old .xls file or one locked with a password. Save it as .xlsx without a password, or as CSV.');
  }
  return checked(await readCsv(decodeText(bytes).text));
}

async function readCsv(text: string): Promise<TableRow[]> {
  const parser = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: mostColumns * mostCellLetters,
  });
  const rows: TableRow[] = [];
  try {
    for await (const { info, record } of parser as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
      if (rows.length > mostRows) throw tooMany();
      rows.push({ line: info.lines, cells: record });
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error instanceof CentreError) throw error;
    const line = /line (\d+)/.exec(error.message)?.[1];
    throw new CentreError('FILE_REFUSED', `The CSV cannot be read${line === undefined ? '' : ` from line ${line} on`}: ${csvWords(String(error.code))}.`, { cause: error });
  }
  return rows;
}

function csvWords(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark is opened and never closed';
    case 'CSV_MAX_RECORD_SIZE':
      return 'a row is far too long';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'letters follow a closing quotation mark';
    default:
      return code.toLowerCase().replaceAll('_', ' ');
  }
}

function delimiterOf(text: string): string {
  const heading = text.slice(0, text.search(/[\r\n]|$/));
  const count = (mark: string) => heading.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function tooMany(): CentreError {
  return new CentreError('FILE_REFUSED', `The file has more than ${mostRows} rows. Split it.`);
}

function checked(all: readonly TableRow[]): Table {
  const [heading, ...rows] = all.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  if (heading === undefined) throw new CentreError('FILE_REFUSED', 'The file has no heading row.');
  if (rows.length === 0) throw new CentreError('FILE_REFUSED', 'The file has a heading and no rows.');
  if (rows.length > mostRows) throw tooMany();
  if (heading.cells.length > mostColumns) throw new CentreError('FILE_REFUSED', `The file has more than ${mostColumns} columns.`);
  return { headings: heading.cells.map((cell) => cell.trim()), rows };
}
