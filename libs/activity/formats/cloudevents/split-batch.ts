/** Byte range of one element, `end` exclusive. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

export type BatchSplit =
  | { readonly ok: true; readonly slices: readonly Slice[] }
  /** Byte offset at which the body stops being a JSON array. */
  | { readonly ok: false; readonly offset: number; readonly message: string };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LIST_OPEN = 0x5b;
const LIST_CLOSE = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Finds the exact byte range of each element of a JSON array, so that the raw unit which is kept
 * and hashed is what the vendor sent. Looks at brackets and strings only: an element whose inside
 * is no JSON is somebody else's to refuse, alone.
 */
export const splitBatch = (body: Uint8Array): BatchSplit => {
  let at = afterBlanks(body, 0);
  if (body[at] !== LIST_OPEN) return fault(at, 'a batch is a JSON array');
  at = afterBlanks(body, at + 1);
  const slices: Slice[] = [];
  if (body[at] === LIST_CLOSE) return ended(body, at, slices);
  for (;;) {
    const end = elementEnd(body, at);
    if (end < 0) return fault(body.length, 'the array is not closed');
    if (end === at) return fault(at, 'an element is missing');
    slices.push({ start: at, end });
    at = afterBlanks(body, end);
    if (body[at] === LIST_CLOSE) return ended(body, at, slices);
    if (body[at] !== COMMA) return fault(at, 'a comma or the end of the array is missing');
    at = afterBlanks(body, at + 1);
  }
};

const ended = (body: Uint8Array, close: number, slices: readonly Slice[]): BatchSplit => {
  const rest = afterBlanks(body, close + 1);
  return rest === body.length ? { ok: true, slices } : fault(rest, 'text after the array');
};

const fault = (offset: number, message: string): BatchSplit => ({ ok: false, offset, message });

/** RFC 8259: space, tab, line feed, carriage return. */
const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const afterBlanks = (body: Uint8Array, from: number): number => {
  let at = from;
  while (isBlank(body[at])) at += 1;
  return at;
};

/** Index behind the element that starts at `from`; `from` itself where none starts; -1 unclosed. */
const elementEnd = (body: Uint8Array, from: number): number => {
  const first = body[from];
  if (first === OPEN || first === LIST_OPEN) return nestedEnd(body, from);
  if (first === QUOTE) return stringEnd(body, from);
  return bareEnd(body, from);
};

const nestedEnd = (body: Uint8Array, from: number): number => {
  const { length } = body;
  let depth = 0;
  for (let at = from; at < length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = stringEnd(body, at) - 1;
      if (at < 0) return -1;
    } else if (byte === OPEN || byte === LIST_OPEN) depth += 1;
    else if (byte === CLOSE || byte === LIST_CLOSE) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
};

/** Index behind the closing quote of the string that opens at `from`, or -1. */
const stringEnd = (body: Uint8Array, from: number): number => {
  const { length } = body;
  for (let at = from + 1; at < length; at += 1) {
    const byte = body[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) return at + 1;
  }
  return -1;
};

/** A number or a word; it is refused later, but its neighbours are not. */
const bareEnd = (body: Uint8Array, from: number): number => {
  let at = from;
  for (; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === COMMA || byte === LIST_CLOSE || byte === CLOSE || isBlank(byte)) break;
  }
  return at === body.length ? -1 : at;
};
