import { escapePointer } from './json-pointer.js';
import { LIMITS } from './limits.js';
import { reject, type StepResult } from './reject.js';

/**
 * Looks at every value of an event, known member or not: no text over the limit, no number that
 * became infinite, no half of a surrogate pair (RFC 7493, without which there is no canonical
 * form), no nesting without end. `data_base64` is bounded by the event's size alone.
 */
export const checkValues = (event: Readonly<Record<string, unknown>>): StepResult => {
  for (const name in event) {
    if (name === 'data_base64') continue;
    const fault = checkValue(event[name], 1);
    if (fault) return toReject({ ...fault, path: [name, ...fault.path] });
  }
  return undefined;
};

interface Fault {
  readonly kind: 'long' | 'deep' | 'infinite' | 'surrogate';
  readonly path: readonly string[];
}

const checkValue = (value: unknown, depth: number): Fault | undefined => {
  if (typeof value === 'string') return checkText(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : { kind: 'infinite', path: [] };
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= LIMITS.depth) return { kind: 'deep', path: [] };
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const fault = checkValue(members[name], depth + 1) ?? checkText(name);
    if (fault) return { ...fault, path: [name, ...fault.path] };
  }
  return undefined;
};

const checkText = (text: string): Fault | undefined => {
  if (text.length > LIMITS.text && Array.from(text).length > LIMITS.text)
    return { kind: 'long', path: [] };
  return isWellFormed.call(text) ? undefined : { kind: 'surrogate', path: [] };
};

/** In every Node we run on; the compiler's library is a year older. */
const { isWellFormed } = String.prototype as unknown as { isWellFormed(this: string): boolean };

const toReject = ({ kind, path }: Fault): StepResult => {
  const pointer = path.map((name) => `/${escapePointer(name)}`).join('');
  const code = path[0] === 'data' ? 'invalid_data' : 'invalid_envelope';
  switch (kind) {
    case 'long':
      return reject('too_large', pointer, `text is longer than ${LIMITS.text} characters`);
    case 'deep':
      return reject('too_large', pointer, `nested deeper than ${LIMITS.depth} levels`);
    case 'infinite':
      return reject(code, pointer, 'the number is beyond what a double can hold');
    case 'surrogate':
      return reject(code, pointer, 'the text holds half of a surrogate pair');
  }
};
