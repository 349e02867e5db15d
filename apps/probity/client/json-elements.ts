const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);
const LIST = 0x5b;
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c]);

/**
 * Cuts a stream of bytes into the objects of an NDJSON file or of one JSON array, whichever it is,
 * without parsing them: memory is bounded by one element.
 *
 * `feed` answers the elements completed by a chunk. A line that is no object is an element too:
 * whoever parses it finds out.
 */
export class JsonElements {
  private rest: Uint8Array = new Uint8Array(0);
  private started = false;
  private inList = false;

  feed(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const elements: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      at = this.skipBlanks(bytes, at);
      const end = elementEnd(bytes, at);
      if (end < 0) break;
      elements.push(bytes.subarray(at, end));
      at = end;
    }
    this.rest = bytes.slice(at);
    return elements;
  }

  /** What was left open at the end of the input, if anything: a last line cut short. */
  end(): Uint8Array | undefined {
    return this.rest.length === 0 ? undefined : this.rest;
  }

  private skipBlanks(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at] as number;
      const listStart = !this.started && byte === LIST;
      const listEnd = this.inList && byte === 0x5d;
      if (!BLANK.has(byte) && !listStart && !listEnd) break;
      if (listStart) this.inList = true;
      if (listStart || listEnd) this.started = true;
      at += 1;
    }
    if (at < bytes.length) this.started = true;
    return at;
  }
}

/** Index behind the element that starts at `from`, or -1 when it is not complete yet. */
const elementEnd = (bytes: Uint8Array, from: number): number => {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (quoted) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (OPEN.has(byte)) depth += 1;
    else if (CLOSE.has(byte)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && byte === 0x0a) return at; // A broken NDJSON line is an element too.
  }
  return -1;
};
