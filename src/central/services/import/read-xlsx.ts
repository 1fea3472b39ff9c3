/** First sheet of an XLSX file as rows of text. A formula counts by its stored result and is never worked out. */
import ExcelJS from 'exceljs';
import { CentreError } from '../centre-error.ts';
import { checkZip } from './check-zip.ts';
import type { TableRow } from './read-table.ts';

/** @throws CentreError FILE_REFUSED */
export async function readXlsx(bytes: Buffer, mostRows: number, mostColumns: number): Promise<TableRow[]> {
  if (!checkZip(bytes).some((name) => name.startsWith('xl/worksheets/'))) throw new CentreError('FILE_REFUSED', 'This ZIP file is not an XLSX workbook.');
  const workbook = new ExcelJS.Workbook();
  const own = new ArrayBuffer(bytes.length);
  new Uint8Array(own).set(bytes);
  try {
    await workbook.xlsx.load(own);
  } catch (error) {
    throw new CentreError('FILE_REFUSED', 'The workbook cannot be read. Save it again as .xlsx, or as CSV.', { cause: error });
  }
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new CentreError('FILE_REFUSED', 'The workbook has no sheet.');
  if (sheet.actualRowCount > mostRows + 1) throw new CentreError('FILE_REFUSED', `The sheet has more than ${mostRows} rows. Split it.`);
  if (sheet.columnCount > mostColumns) throw new CentreError('FILE_REFUSED', `The sheet has more than ${mostColumns} columns.`);
  const rows: TableRow[] = [];
  sheet.eachRow({ includeEmpty: false }, (row, line) => {
    const cells: string[] = [];
    for (let column = 1; column <= sheet.columnCount; column += 1) cells.push(cellText(row.getCell(column).value));
    rows.push({ line, cells });
  });
  return rows;
}

/** Numbers beyond 15 digits have already lost digits in the spreadsheet; they come out in powers of ten and are reported by the checks. */
function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
  if (typeof value === 'boolean') return value ? 'Y' : 'N';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('error' in value) return value.error;
  if ('result' in value) return cellText(value.result ?? null);
  if ('text' in value) return typeof value.text === 'string' ? value.text : cellText(value.text);
  return '';
}
