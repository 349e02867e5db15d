import { reject, type Reject } from '../../activity/intake/reject.js';
import type { RawMode } from '../../activity/activity.js';
import { binaryRaw } from '../../activity/raw.js';
import type { HeaderValue, IncomingRecord } from './record.js';

export type BoundRecord =
  | { readonly ok: true; readonly mode: RawMode; readonly raw: Uint8Array }
  | { readonly ok: false; readonly reject: Reject };

const STRUCTURED = /^application\/cloudevents\+json\s*(;\s*charset="?(utf-?8|us-ascii)"?\s*)?$/i;

/**
 * Which content mode a record uses (CloudEvents Kafka binding 1.0.2, section 3): `content-type`
 * tells structured, `ce_specversion` tells binary. The binary raw unit is the one that the same
 * event has over HTTP, so that it is one event whatever the way it came.
 */
export const bindRecord = ({ value, headers }: IncomingRecord): BoundRecord => {
  const lower = namesInLowerCase(headers);
  const contentType = only(lower.get('content-type'));
  if (contentType !== undefined && /^application\/cloudevents/i.test(contentType)) {
    if (!STRUCTURED.test(contentType)) return refused('/datacontenttype', OTHER_FORMAT);
    return { ok: true, mode: 'structured', raw: value ?? Buffer.alloc(0) };
  }
  if (!lower.has('ce_specversion')) return refused('', NO_MODE);
  const pairs: [string, string][] = [];
  for (const [name, given] of lower) {
    const text = only(given);
    if (name === 'content-type') {
      if (text === undefined || !PRINTABLE.test(text))
        return refused('/datacontenttype', UNREADABLE);
      pairs.push([name, text]);
    } else if (name.startsWith('ce_')) {
      const attribute = name.slice('ce_'.length);
      if (!ATTRIBUTE.test(attribute)) return refused('', BAD_NAME);
      if (text === undefined) return refused(`/${attribute}`, UNREADABLE);
      pairs.push([`ce-${attribute}`, percentEncoded(text)]);
    }
  }
  return { ok: true, mode: 'binary', raw: binaryRaw(pairs, value ?? Buffer.alloc(0)) };
};

const OTHER_FORMAT = 'structured records are application/cloudevents+json in UTF-8, one event each';
const NO_MODE =
  'no CloudEvent: neither a content-type of application/cloudevents+json nor ce_specversion';
const BAD_NAME = 'a ce_ header is named by letters and digits';
const UNREADABLE = 'this header must have one value, text in UTF-8';

/** Visible ASCII and blanks: what may stand in a header of HTTP as it is. */
const PRINTABLE = /^[\x20-\x7e]*$/;
const ATTRIBUTE = /^[a-z0-9]+$/;

const refused = (pointer: string, message: string): BoundRecord => ({
  ok: false,
  reject: reject('invalid_envelope', pointer, message),
});

const namesInLowerCase = (headers: IncomingRecord['headers']): Map<string, HeaderValue> => {
  const lower = new Map<string, HeaderValue>();
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    // Two spellings of one name are two values of it.
    lower.set(key, lower.has(key) ? [] : value);
  }
  return lower;
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The one value of a header; undefined where there is none, several, or no UTF-8. */
const only = (value: HeaderValue): string | undefined => {
  const one = Array.isArray(value) ? (value.length === 1 ? value[0] : undefined) : value;
  if (one === undefined || typeof one === 'string') return one;
  try {
    return utf8.decode(one as Buffer);
  } catch {
    return undefined;
  }
};

/** CloudEvents HTTP binding 3.1.3.2: what is not printable ASCII, and blank, quote and percent. */
const percentEncoded = (text: string): string =>
  /^[\x21\x23\x24\x26-\x7e]*$/.test(text)
    ? text
    : [...Buffer.from(text, 'utf8')]
        .map((byte) =>
          byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x25
            ? String.fromCharCode(byte)
            : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        )
        .join('');
