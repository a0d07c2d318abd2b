/**
 * Rows of texts as comma-separated values.
 *
 * @see RFC 4180.
 */
export function csvOf(rows: readonly string[][]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
