/** A value in DER (ITU-T X.690): its tag octet, its content, and both with the length between them. */
export interface Der {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [0] and [1], constructed. */
  zero: 0xa0,
  one: 0xa1,
} as const;

/** Low tag numbers and definite lengths, as DER has them in CMS and RFC 3161. @throws RangeError */
export const readDer = (bytes: Buffer, at = 0): Der => {
  const tag = byteAt(bytes, at);
  const first = byteAt(bytes, at + 1);
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if ((tag & 0x1f) === 0x1f || first === 0x80 || octets > 4) throw new RangeError('no DER');
  let length = first < 0x80 ? first : 0;
  for (let octet = 0; octet < octets; octet += 1)
    length = length * 256 + byteAt(bytes, at + 2 + octet);
  const start = at + 2 + octets;
  if (start + length > bytes.length) throw new RangeError('no DER');
  const end = start + length;
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
};

const byteAt = (bytes: Buffer, at: number): number => {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('no DER');
  return byte;
};

/** The values within a constructed one. */
export const parts = ({ content }: Der): readonly Der[] => {
  const found: Der[] = [];
  for (let at = 0; at < content.length;) {
    const one = readDer(content, at);
    found.push(one);
    at += one.whole.length;
  }
  return found;
};

/** The part at an index, of that tag. @throws RangeError */
export const partAt = (of: Der, index: number, tag: number): Der => {
  const found = parts(of)[index];
  if (found?.tag !== tag) throw new RangeError('no DER of the expected kind');
  return found;
};

/** Dotted form of an object identifier. */
export const oidOf = ({ content }: Der): string => {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
};

/** GeneralizedTime `yyyymmddhhmmss[.f]Z` as RFC 3339. */
export const timeOf = ({ content }: Der): string => {
  const text = content.toString('latin1');
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text);
  if (!found) throw new RangeError('no time');
  const [, year, month, day, hour, minute, second, rest = ''] = found as unknown as string[];
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}${rest}Z`;
};

/** Writes a value. */
export const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.concat([Buffer.of(tag, 0x80 | octets.length, ...octets), content]);
};
