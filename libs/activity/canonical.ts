import { jcs } from '../event-sourcing/jcs.js';
import type { RawMode } from './activity.js';
import { envelopeOf, isJson, type Envelope } from './raw.js';

/**
 * One byte form (JCS, RFC 8785) for one content, whatever the key order, binding or encoding:
 * - attributes that are null are absent (CloudEvents JSON format 2.2);
 * - integers and booleans among the attributes read as in headers, as text;
 * - JSON data is the same whether given as `data`, as `data_base64` or as a body, and a JSON
 *   `datacontenttype` says no more than its absence.
 *
 * @throws where there is no such form: not JSON, a number beyond a double, a lone surrogate
 */
export const canonicalForm = (raw: Uint8Array, mode: RawMode): string =>
  jcs(normalised(envelopeOf(raw, mode)));

/** Whether two raw units say the same. Without a canonical form only equal bytes are the same. */
export const sameContent = (
  a: { readonly raw: Uint8Array; readonly mode: RawMode },
  b: { readonly raw: Uint8Array; readonly mode: RawMode },
): boolean => {
  if (a.mode === b.mode && Buffer.compare(a.raw, b.raw) === 0) return true;
  try {
    return canonicalForm(a.raw, a.mode) === canonicalForm(b.raw, b.mode);
  } catch {
    return false;
  }
};

const normalised = (envelope: Envelope): Envelope => {
  // Without a prototype `__proto__` is a member like any other.
  const form = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(envelope)) {
    if (name === 'data') form[name] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') form[name] = String(value);
    else if (value !== null) form[name] = value;
  }
  const mediaType = form['datacontenttype'];
  if (mediaType !== undefined && !(typeof mediaType === 'string' && isJson(mediaType))) return form;
  delete form['datacontenttype'];
  const encoded = form['data_base64'];
  if (typeof encoded !== 'string' || 'data' in form) return form;
  delete form['data_base64'];
  form['data'] = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as unknown;
  return form;
};
