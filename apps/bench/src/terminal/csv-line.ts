/** A line of a table, as RFC 4180 has it but for its end. */
export function csvLine(cells: Array<string | number>): string {
  const quoted = cells.map((cell) =>
    /[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(',')}\n`;
}
