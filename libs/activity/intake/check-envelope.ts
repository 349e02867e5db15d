import { parseInstant } from '../instant.js';
import type { Envelope } from '../raw.js';
import { LIMITS } from './limits.js';
import { reject, type Reject, type StepResult } from './reject.js';

/** The one type that speaks for a whole feed and has no account. */
export const FEED_COMPLETED = 'probity.feed.completed.v1';

/** What a good envelope says. */
export interface Attributes {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly account: string | undefined;
  /** Milliseconds. */
  readonly time: number;
}

export type EnvelopeCheck =
  | { readonly ok: true; readonly attributes: Attributes }
  | { readonly ok: false; readonly reject: Reject };

/**
 * CloudEvents 1.0 attributes with the contract's additions. A `null` counts as absent (JSON format
 * 2.2); unknown extensions are none of our business.
 *
 * @param typeIsKnown whether the contract lists the type: then it has an account
 */
export const checkEnvelope = (
  envelope: Envelope,
  typeIsKnown: (type: string) => boolean,
): EnvelopeCheck => {
  const fault =
    (envelope['specversion'] === '1.0' ? undefined : wrong('specversion', 'must be "1.0"')) ??
    needsText(envelope, 'id', LIMITS.name) ??
    needsText(envelope, 'source', LIMITS.text) ??
    needsText(envelope, 'type', LIMITS.text) ??
    checkSubject(envelope, typeIsKnown) ??
    checkContent(envelope);
  if (fault) return { ok: false, reject: fault };
  const time = checkTime(envelope);
  if (typeof time !== 'number') return { ok: false, reject: time };
  return {
    ok: true,
    attributes: {
      id: envelope['id'] as string,
      source: envelope['source'] as string,
      type: envelope['type'] as string,
      account: (envelope['subject'] as string | null | undefined) ?? undefined,
      time,
    },
  };
};

const wrong = (name: string, message: string): Reject =>
  reject('invalid_envelope', `/${name}`, `${name} ${message}`);

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

const needsText = (envelope: Envelope, name: string, limit: number): StepResult => {
  const value = envelope[name];
  if (isAbsent(value)) return wrong(name, 'is missing');
  if (typeof value !== 'string' || value === '') return wrong(name, 'must be a string');
  // Characters, as in the data's schemas: one beyond the basic plane counts once.
  if (value.length > limit && Array.from(value).length > limit)
    return reject('too_large', `/${name}`, `${name} is longer than ${limit} characters`);
  return undefined;
};

const checkSubject = (envelope: Envelope, typeIsKnown: (type: string) => boolean): StepResult => {
  const type = envelope['type'] as string;
  const given = !isAbsent(envelope['subject']);
  if (type === FEED_COMPLETED)
    return given ? wrong('subject', 'does not belong to this type') : undefined;
  return given || typeIsKnown(type) ? needsText(envelope, 'subject', LIMITS.name) : undefined;
};

const checkContent = (envelope: Envelope): StepResult => {
  for (const name of ['datacontenttype', 'dataschema', 'data_base64'])
    if (!isAbsent(envelope[name]) && typeof envelope[name] !== 'string')
      return wrong(name, 'must be a string');
  if (!isAbsent(envelope['data_base64']) && !isAbsent(envelope['data']))
    return wrong('data_base64', 'cannot stand beside data');
  return undefined;
};

/** `time` in milliseconds, or why not. */
const checkTime = (envelope: Envelope): number | Reject => {
  const { time, recordedtime } = envelope;
  if (isAbsent(time) || time === '') return reject('time_missing', '/time', 'time is missing');
  const instant = typeof time === 'string' ? parseInstant(time) : undefined;
  if (instant === undefined) return wrong('time', NO_INSTANT);
  if (isAbsent(recordedtime)) return instant;
  if (typeof recordedtime !== 'string' || parseInstant(recordedtime) === undefined)
    return wrong('recordedtime', NO_INSTANT);
  return instant;
};

const NO_INSTANT = 'must be an RFC 3339 time with an offset';
