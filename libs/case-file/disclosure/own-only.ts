import { rawKey } from '../redaction/raw-text.js';
import { mapped } from './members.js';

/**
 * A value whose lists of references to vendors' events have lost those of other people.
 *
 * @param own keys (`rawKey`) of the student's own
 */
export const ownOnly = (value: unknown, own: ReadonlySet<string>): unknown =>
  mapped(value, (inner) =>
    Array.isArray(inner)
      ? inner.filter((item) => !isEventRef(item) || own.has(rawKey(item)))
      : inner,
  );

const isEventRef = (value: unknown): value is { source: string; id: string } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { source?: unknown }).source === 'string' &&
  typeof (value as { id?: unknown }).id === 'string';
