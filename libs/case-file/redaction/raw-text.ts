import { isUtf8 } from 'node:buffer';
import { envelopeOf, isJson, textOf } from '../../activity/raw.js';
import type { RawMode } from '../../activity/activity.js';
import { readableJson } from './readable-json.js';

export interface RawUnit {
  readonly bytes: Uint8Array;
  readonly mode: RawMode;
}

/** The key of a vendor's event among redacted texts and recorded places; no vault id looks like it. */
export const rawKey = ({ source, id }: { readonly source: string; readonly id: string }): string =>
  JSON.stringify([source, id]);

/** The key of places recorded in an event's id, which copies of evidence name beside its text. */
export const idKey = ({ source, id }: { readonly source: string; readonly id: string }): string =>
  JSON.stringify([source, id, 'id']);

/**
 * A vendor's event as people read it: JSON in which no letter is escaped, whatever the binding it came
 * by. Bytes that are no CloudEvent are read as text.
 */
export const rawText = (unit: RawUnit): string => {
  try {
    return `${readableJson(jsonOf(unit))}\n`;
  } catch {
    return textOf(unit.bytes);
  }
};

/** One JSON text, its data as it was written: other bytes than text hold no name that could be found. */
const jsonOf = ({ bytes, mode }: RawUnit): string => {
  const envelope = envelopeOf(bytes, mode);
  if (mode === 'binary') {
    const { data, data_base64: encoded, ...head } = envelope;
    if (data !== undefined && typeof data !== 'string') return joined(head, bodyOf(bytes));
    return typeof encoded === 'string' ? withText(head, encoded) : JSON.stringify(envelope);
  }
  const text = textOf(bytes);
  const { data_base64: encoded, ...head } = JSON.parse(text) as Record<string, unknown>;
  return typeof encoded === 'string' ? withText(head, encoded) : text;
};

const bodyOf = (bytes: Uint8Array): string => {
  const text = textOf(bytes);
  return text.startsWith('\r\n') ? text.slice(2) : text.slice(text.indexOf('\r\n\r\n') + 4);
};

const withText = (head: Record<string, unknown>, encoded: string): string => {
  const bytes = Buffer.from(encoded, 'base64');
  if (!isUtf8(bytes)) return JSON.stringify({ ...head, data_base64: encoded });
  const text = bytes.toString('utf8');
  const mediaType = head['datacontenttype'] ?? 'application/json';
  const isData = typeof mediaType === 'string' && isJson(mediaType) && isValid(text);
  return joined(head, isData ? text : JSON.stringify(text));
};

const joined = (head: object, data: string): string => {
  const members = JSON.stringify(head).slice(1, -1);
  return `{${members}${members === '' ? '' : ','}"data":${data}}`;
};

const isValid = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
