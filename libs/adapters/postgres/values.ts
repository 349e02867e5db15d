import pg from 'pg';
import { fromText, toText } from './text.js';

export type SqlValue =
  | string
  | number
  | boolean
  | Uint8Array
  | null
  | undefined
  | readonly (string | number | boolean | Uint8Array | null | undefined)[];

/** What `pg` is given: strings that fit, buffers it knows, arrays of these. */
export const toWire = (value: SqlValue): unknown => {
  if (typeof value === 'string') return toText(value);
  if (value instanceof Uint8Array) return bufferOf(value);
  if (Array.isArray(value)) return value.map((one: SqlValue) => toWire(one));
  return value ?? null;
};

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const { builtins } = pg.types;

/** Positions are safe integers (decision 0002); a larger number is an error, never a rounded one. */
const toSafeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer`);
  return value;
};

/** How columns become values: `bigint` a number, `numeric` (a sum of them) too, text as it was put. */
export const TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === builtins.INT8 || oid === builtins.NUMERIC) return toSafeInteger;
    if (oid === builtins.TEXT || oid === builtins.VARCHAR) return fromText;
    return pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown;
  },
};
