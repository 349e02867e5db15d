import { parse } from 'csv-parse/sync';
import { Problem } from '../../../libs/platform/problem.js';

/** As many students as one list may hold; a longer one is sent in parts. */
export const MOST_ROWS = 1_000;
export const LIST_LIMIT = 8 * 1024 * 1024;

export interface VendorList {
  readonly source: string;
  readonly rows: readonly unknown[];
}

const SOURCE = /^[^\p{Cc}]{1,128}$/u;

/**
 * What an officer got from a vendor by mail: JSON `{source, rows}`, or CSV in UTF-8 with a line of
 * names, the source in the query. Throws 400, 413 or 415; a single row that is wrong does not.
 */
export const readList = (
  body: Buffer,
  contentType: string | undefined,
  sourceOfQuery: string | undefined,
): VendorList => {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'text/csv' && type !== 'application/json')
    throw new Problem(415, 'unsupported_media_type', 'a list is application/json or text/csv');
  const text = utf8Of(body);
  const list =
    type === 'text/csv' ? { source: sourceOfQuery, rows: csvRows(text) } : jsonList(text);
  const { source, rows } = list;
  if (typeof source !== 'string' || !SOURCE.test(source))
    throw new Problem(400, 'invalid', 'names the source of the list, 1 to 128 characters', {
      pointer: '/source',
    });
  if (!Array.isArray(rows) || rows.length === 0)
    throw new Problem(400, 'invalid', 'has one row or more', { pointer: '/rows' });
  if (rows.length > MOST_ROWS)
    throw new Problem(413, 'too_large', `a list has at most ${MOST_ROWS} rows: send it in parts`);
  return { source, rows };
};

const utf8Of = (body: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw malformed('the list is not UTF-8');
  }
};

const malformed = (detail: string) => new Problem(400, 'malformed', detail, { pointer: '' });

const jsonList = (text: string): { readonly source?: unknown; readonly rows?: unknown } => {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, without the text around the fault.
  }
  throw malformed('the list is no JSON object with source and rows');
};

/** Cells as texts; an empty one is absent. */
const csvRows = (text: string): readonly unknown[] => {
  try {
    const options = { columns: true, bom: true, skip_empty_lines: true, trim: true } as const;
    const rows = parse<Record<string, string>>(text, { ...options, to: MOST_ROWS + 1 });
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')),
    );
  } catch (error) {
    throw malformed(`the list is no CSV: ${(error as { code?: string }).code ?? 'unreadable'}`);
  }
};
