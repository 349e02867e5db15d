import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { fault, type RejectionCode, type RowFault, type RowRejection } from './rejection.js';
import { ROW_RULES, isInstant } from './row-rules.js';
import type { RosterTables, TableName } from './roster-rows.js';
import { TABLES } from './roster-rows.js';
import { ROW_SCHEMAS } from './roster-schemas.js';

/** Removes members that no schema names: they could hold what must not reach an event. */
const ajv = new Ajv({ allowUnionTypes: true, removeAdditional: 'all' });

const dateTime = fullFormats['date-time'] as { validate: (text: string) => boolean };
ajv.addFormat('date-time', (text: string) => dateTime.validate(text) && isInstant(text));

const compiled = Object.fromEntries(
  TABLES.map((table) => [table, ajv.compile(ROW_SCHEMAS[table])]),
) as Record<TableName, ValidateFunction>;

export type CheckedRow<T extends TableName = TableName> =
  | { readonly ok: true; readonly row: RosterTables[T] }
  | { readonly ok: false; readonly rejection: RowRejection };

/** Checks one row, dropping unknown members in place. `index` is its place in the table. */
export const checkRow = <T extends TableName>(
  table: T,
  index: number,
  row: unknown,
): CheckedRow<T> => {
  const validate = compiled[table];
  const found = validate(row)
    ? (ROW_RULES[table] as ((row: unknown) => RowFault | undefined) | undefined)?.(row)
    : faultOf(validate.errors?.[0]);
  if (found === undefined) return { ok: true, row: row as RosterTables[T] };
  return {
    ok: false,
    rejection: { ...found, pointer: `/${table}/${index}${found.pointer}` },
  };
};

const CODES: Readonly<Record<string, RejectionCode>> = {
  required: 'missing',
  type: 'wrong_type',
  enum: 'unknown_value',
  format: 'bad_instant',
  pattern: 'bad_text',
  minLength: 'bad_text',
  maxLength: 'bad_text',
  maxItems: 'too_many',
};

const faultOf = (error: ErrorObject | undefined): RowFault => {
  if (error === undefined) return fault('', 'wrong_type', 'does not fit');
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  const code = CODES[error.keyword] ?? 'out_of_range';
  return fault(error.instancePath + missing, code, messageOf(error));
};

const messageOf = (error: ErrorObject): string => {
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'format') return 'must be an instant with offset (RFC 3339)';
  if (error.keyword === 'enum') {
    const allowed = (error.params as { allowedValues: readonly unknown[] }).allowedValues;
    return `must be one of ${allowed.filter((one) => one !== null).join(', ')}`;
  }
  return error.message ?? 'does not fit';
};
