import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parseInstant } from '../instant.js';
import type { Envelope } from '../raw.js';
import { SCHEMAS } from '../schemas/all.js';
import { escapePointer } from './json-pointer.js';
import { reject, type Reject, type StepResult } from './reject.js';

/** One compiled schema per event type: 0.2 µs an event where decorated classes cost 13. */
const compile = (): ReadonlyMap<string, ValidateFunction> => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false });
  ajv.addFormat('instant', { validate: (text: string) => parseInstant(text) !== undefined });
  return new Map(Object.entries(SCHEMAS).map(([type, schema]) => [type, ajv.compile(schema)]));
};

const validators = compile();

/** Whether the contract lists the type; others are stored as they came and counted as unmapped. */
export const isMapped = (type: string): boolean => validators.has(type);

/** `data` against its type's schema; members that the schema does not name are kept and ignored. */
export const checkData = (type: string, envelope: Envelope): StepResult => {
  const validate = validators.get(type);
  if (!validate || validate(envelope['data'] ?? {})) return undefined;
  const error = validate.errors?.[0];
  return error ? toReject(error) : reject('invalid_data', '/data', 'data does not fit its type');
};

const toReject = (error: ErrorObject): Reject => {
  const { keyword, instancePath, params, message = 'does not fit' } = error;
  const pointer = `/data${instancePath}`;
  if (keyword === 'required') {
    const missing = String((params as { missingProperty: string }).missingProperty);
    return reject('invalid_data', `${pointer}/${escapePointer(missing)}`, `${missing} is missing`);
  }
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (keyword === 'maxLength') return reject('too_large', pointer, `${name} ${message}`);
  if (keyword === 'enum') {
    const allowed = (params as { allowedValues: readonly string[] }).allowedValues.join(', ');
    return reject('invalid_data', pointer, `${name} must be one of ${allowed}`);
  }
  if (keyword === 'format')
    return reject('invalid_data', pointer, `${name} must be an RFC 3339 time with an offset`);
  return reject('invalid_data', pointer, `${name} ${message}`);
};
