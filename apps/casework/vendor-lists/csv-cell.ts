/**
 * A cell that no spreadsheet takes for a formula (OWASP, CSV injection): what begins with one of
 * these characters gets an apostrophe before it. Always quoted, quotes doubled (RFC 4180).
 */
export const csvCell = (value: unknown): string => {
  const text = value === undefined || value === null ? '' : String(value as string | number);
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
};

/** Lines end as RFC 4180 says; the byte order mark tells spreadsheets that it is UTF-8. */
export const csvOf = (
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string => {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return `\ufeff${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
};
