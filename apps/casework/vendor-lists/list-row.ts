import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { VIOLATIONS } from '../../../libs/detection/violation.js';

/** One accusation: of an account, or of a student whose account the roster knows. */
export interface ListRow {
  readonly account?: string;
  /** Student number. */
  readonly student?: string;
  readonly offering: string;
  readonly violation: string;
  readonly reason: string;
  readonly reference: string;
  /** When it happened, RFC 3339; the day of the list when absent. */
  readonly at?: string;
}

export interface WrongRow {
  readonly pointer: string;
  readonly detail: string;
}

const name = { type: 'string', minLength: 1, maxLength: 128 };
const text = { type: 'string', minLength: 1, maxLength: 1_024 };

/** Absence and non-participation are counted, not accused of. */
const ACCUSABLE = VIOLATIONS.filter(
  (one) => one !== 'excessive_absence' && one !== 'non_participation',
);

export const ROW_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['offering', 'violation', 'reason', 'reference'],
  oneOf: [{ required: ['account'] }, { required: ['student'] }],
  properties: {
    ...{ account: name, student: name, offering: name, reason: text, reference: text },
    violation: { type: 'string', enum: ACCUSABLE },
    at: { type: 'string', format: 'date-time' },
  },
};

const ajv = new Ajv({ strictTypes: true, strictRequired: false });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const fits = ajv.compile<ListRow>(ROW_SCHEMA);

/** The row, or what is wrong with it; the text of a cell is never repeated. */
export const readRow = (
  row: unknown,
): { readonly ok: true; readonly row: ListRow } | ({ readonly ok: false } & WrongRow) => {
  if (fits(row)) return { ok: true, row };
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return { ok: false, pointer: '', detail: 'is no object' };
  const error = fits.errors?.[0];
  const { missingProperty, additionalProperty } = (error?.params ?? {}) as Record<string, string>;
  const member = missingProperty ?? additionalProperty;
  // Of `oneOf` the branches come first: what is missing there is one of the two.
  const either = fits.errors?.some(({ keyword }) => keyword === 'oneOf') === true;
  if (either) return { ok: false, pointer: '/account', detail: 'names an account or a student' };
  const pointer = `${error?.instancePath ?? ''}${member === undefined ? '' : `/${member}`}`;
  const detail =
    error?.keyword === 'enum' ? `must be one of ${ACCUSABLE.join(', ')}` : error?.message;
  return { ok: false, pointer, detail: detail ?? 'does not fit' };
};
