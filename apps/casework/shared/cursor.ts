import { Problem } from '../../../libs/platform/problem.js';

/** Opaque to the outside: base64url of JSON. */
export const encodeCursor = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Throws a 400 for anything that this server did not hand out. */
export const decodeCursor = <T>(
  cursor: string | undefined,
  is: (value: unknown) => value is T,
): T | undefined => {
  if (cursor === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (is(value)) return value;
  } catch {
    // Falls through to the one answer for every broken cursor.
  }
  throw new Problem(400, 'invalid', 'is no cursor of this list', { pointer: '/cursor' });
};

/** 50 when absent; at most 500. */
export const readLimit = (limit: string | undefined): number => {
  if (limit === undefined) return 50;
  const value = Number(limit);
  if (!/^\d{1,9}$/.test(limit) || value < 1)
    throw new Problem(400, 'invalid', 'must be a whole number from 1 to 500', {
      pointer: '/limit',
    });
  return Math.min(value, 500);
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 instant of the query in milliseconds. */
export const readInstant = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  // A query turns an unescaped plus into a space.
  const instant = Date.parse(text.replace(' ', '+'));
  if (!INSTANT.test(text.replace(' ', '+')) || Number.isNaN(instant))
    throw new Problem(400, 'invalid', 'must be a time with offset (RFC 3339)', {
      pointer: `/${name}`,
    });
  return instant;
};
