/** Rows to CSV (RFC 4180) that a spreadsheet opens without running anything. */

/**
 * A cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, "CSV Injection"); so does one that already
 * looks like that, or taking the apostrophe away again would change it.
 */
export function defuseCell(text: string): string {
  return /^'*[\s\u{feff}]*[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}|%]|^'*[\t\r\n]/u.test(text) ? `'${text}` : text;
}

/** The reverse, for a file of ours that comes back. */
export function undefuseCell(text: string): string {
  return text.startsWith("'") && defuseCell(text.slice(1)) === text ? text.slice(1) : text;
}

/** With a byte-order mark, so that Excel reads Chinese as UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\u{feff}${rows.map((row) => row.map((text) => cell(defuseCell(text))).join(',')).join('\r\n')}\r\n`;
}
