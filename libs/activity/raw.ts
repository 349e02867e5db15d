import { isUtf8 } from 'node:buffer';
import type { RawMode } from './activity.js';

/** A CloudEvent as a JSON object, whatever the binding it came by. */
export type Envelope = Readonly<Record<string, unknown>>;

/**
 * The raw unit of a binary-mode event: the CloudEvents headers and `content-type` as received, one
 * `name: value` line each in their order (names in lower case, values byte for byte), a blank line,
 * then the body. Other headers, such as credentials, are no part of the event and are left out.
 *
 * @param headers pairs as Node gives them: values hold one byte a character (latin1)
 */
export const binaryRaw = (
  headers: Iterable<readonly [name: string, value: string]>,
  body: Uint8Array,
): Uint8Array => {
  let head = '';
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower.startsWith('ce-') || lower === 'content-type') head += `${lower}: ${value}\r\n`;
  }
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body]);
};

/**
 * The structured-mode equivalent of a raw unit (CloudEvents HTTP binding 3.1). Headers' values stay
 * strings; data of a JSON content type, or of none, is parsed; other text becomes a string, other
 * bytes `data_base64`.
 *
 * @throws SyntaxError when the JSON cannot be parsed
 */
export const envelopeOf = (raw: Uint8Array, mode: RawMode): Envelope =>
  mode === 'structured' ? withPlainData(parseObject(textOf(raw))) : fromHeaders(raw);

/** The course an event names, whatever its type: unmapped types keep their place by offering too. */
export const offeringIn = ({ data }: Envelope): string | null => {
  if (typeof data !== 'object' || data === null) return null;
  const { offering } = data as { readonly offering?: unknown };
  return typeof offering === 'string' ? offering : null;
};

/** JSON that came as `data_base64` is given as `data` (JSON format 3.1.1); other bytes stay. */
const withPlainData = (envelope: Envelope): Envelope => {
  if (typeof envelope['data_base64'] !== 'string' || 'data' in envelope) return envelope;
  const { data_base64: encoded, ...rest } = envelope;
  const mediaType = envelope['datacontenttype'] ?? 'application/json';
  if (typeof mediaType !== 'string' || !isJson(mediaType)) return envelope;
  try {
    return {
      ...rest,
      data: JSON.parse(Buffer.from(encoded as string, 'base64').toString('utf8')) as unknown,
    };
  } catch {
    return envelope;
  }
};

/** UTF-8 bytes to text without copying them first. */
export const textOf = (raw: Uint8Array): string =>
  (Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)).toString(
    'utf8',
  );

/** Whether a media type says JSON: `application/json`, `text/json` or any `…+json`. */
export const isJson = (mediaType: string): boolean => /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);

const parseObject = (text: string): Envelope => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('a CloudEvent is a JSON object');
  return value as Envelope;
};

const fromHeaders = (raw: Uint8Array): Envelope => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  // Without any header the unit begins with the blank line.
  const bare = bytes.subarray(0, 2).equals(Buffer.from('\r\n'));
  const end = bare ? 0 : bytes.indexOf('\r\n\r\n');
  if (end < 0) throw new SyntaxError('a binary-mode event has headers and a blank line');
  const envelope: Record<string, unknown> = {};
  for (const line of bytes.toString('latin1', 0, end).split('\r\n')) {
    const colon = line.indexOf(': ');
    if (colon < 0) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 2);
    if (name === 'content-type') envelope['datacontenttype'] = value;
    else envelope[name.slice('ce-'.length)] = percentDecoded(value);
  }
  const body = bytes.subarray(end + (bare ? 2 : 4));
  return body.length === 0 ? envelope : { ...envelope, ...dataOf(envelope, body) };
};

const dataOf = (envelope: Envelope, body: Buffer): Envelope => {
  const mediaType = envelope['datacontenttype'];
  if (typeof mediaType !== 'string' || isJson(mediaType)) {
    // What is no UTF-8 would be read with signs that nobody sent.
    if (!isUtf8(body)) throw new SyntaxError('JSON is UTF-8');
    return { data: JSON.parse(body.toString('utf8')) as unknown };
  }
  if (/^text\//i.test(mediaType)) return { data: body.toString('utf8') };
  return { data_base64: body.toString('base64') };
};

/** CloudEvents HTTP binding 3.1.3.2: quoted or not, then percent-encoded UTF-8. */
const percentDecoded = (value: string): string => {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  const text = quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1');
  if (!/[%\x80-\xff]/.test(text)) return text;
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
};
