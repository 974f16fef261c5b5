/** Comma-separated values as RFC 4180 has them: lines end with CRLF, quotes are doubled. */

/** What a spreadsheet would take for a formula; a leading apostrophe makes it text there, and is taken away again here. */
const FORMULA = /^[=+\-@\t\r]/;
const ESCAPED = /^'(?='*[=+\-@\t\r])/;

/** @param {string} value */
function cell(value) {
  const text = FORMULA.test(value) || ESCAPED.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {string[][]} rows */
export const toCsv = (rows) => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** @param {string} text  @returns {{ line: number, cells: string[] }[]} line: where the row begins, from 1 */
export function fromCsv(text) {
  const rows = [];
  let line = 1;
  let cells = [];
  let start = 1;
  for (const [whole, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/g)) {
    if (!whole && !cells.length) break;
    cells.push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).replace(ESCAPED, ''));
    line += whole.split(/\r\n|\r|\n/).length - 1;
    if (end !== ',') {
      if (cells.length > 1 || cells[0]) rows.push({ line: start, cells });
      cells = [];
      start = line;
    }
    if (!end) break;
  }
  return rows;
}
