import type { IncomingEvent, LedgerEvent } from '../../../activity/activity-ledger.js';

/**
 * Events as one block of bytes that threads hand over instead of copying object by object:
 * `count, names, ids, raws` (lengths in bytes, 4 × u32) · position, time, receivedAt (f64 each) ·
 * source, type, account, mode, id length, raw length (u32 each) · names (JSON) · ids · raws.
 */
const HEAD = 16;
const FLOATS = 3;
const INTEGERS = 6;
const NONE = 0xffff_ffff;

/** An event on its way in has no position yet. */
type Packable = IncomingEvent & Partial<Pick<LedgerEvent, 'position' | 'receivedAt'>>;

export const packEvents = (events: readonly Packable[]): ArrayBuffer => {
  const names = new NameTable();
  const integers = new Uint32Array(events.length * INTEGERS);
  let idBytes = 0;
  let rawBytes = 0;
  let at = 0;
  for (const { source, type, account, mode, id, raw } of events) {
    const idLength = Buffer.byteLength(id);
    integers[at++] = names.indexOf(source);
    integers[at++] = names.indexOf(type);
    integers[at++] = account === undefined ? NONE : names.indexOf(account);
    integers[at++] = mode === 'binary' ? 1 : 0;
    integers[at++] = idLength;
    integers[at++] = raw.byteLength;
    idBytes += idLength;
    rawBytes += raw.byteLength;
  }
  const nameText = Buffer.from(JSON.stringify(names.list));
  const start = HEAD + events.length * (FLOATS * 8 + INTEGERS * 4);
  const block = new ArrayBuffer(start + nameText.length + idBytes + rawBytes);
  new Uint32Array(block, 0, 4).set([events.length, nameText.length, idBytes, rawBytes]);
  new Uint32Array(block, HEAD + events.length * FLOATS * 8, integers.length).set(integers);
  const floats = new Float64Array(block, HEAD, events.length * FLOATS);
  const bytes = Buffer.from(block);
  bytes.set(nameText, start);
  let idAt = start + nameText.length;
  let rawAt = idAt + idBytes;
  at = 0;
  for (const { position = 0, time, receivedAt = 0, id, raw } of events) {
    floats[at++] = position;
    floats[at++] = time;
    floats[at++] = receivedAt;
    idAt += bytes.write(id, idAt, 'utf8');
    bytes.set(raw, rawAt);
    rawAt += raw.byteLength;
  }
  return block;
};

/** The events' raw bytes are views into the block. */
export const unpackEvents = (block: ArrayBuffer): LedgerEvent[] => {
  const [count = 0, nameBytes = 0, idBytes = 0] = new Uint32Array(block, 0, 4);
  const floats = new Float64Array(block, HEAD, count * FLOATS);
  const integers = new Uint32Array(block, HEAD + count * FLOATS * 8, count * INTEGERS);
  const start = HEAD + count * (FLOATS * 8 + INTEGERS * 4);
  const bytes = Buffer.from(block);
  const names = JSON.parse(bytes.toString('utf8', start, start + nameBytes)) as string[];
  const name = (index: number | undefined): string => names[index ?? NONE] ?? '';
  let idAt = start + nameBytes;
  let rawAt = idAt + idBytes;
  const events: LedgerEvent[] = [];
  for (let event = 0, f = 0, i = 0; event < count; event++, f += FLOATS, i += INTEGERS) {
    const account = integers[i + 2];
    const idLength = integers[i + 4] ?? 0;
    const rawLength = integers[i + 5] ?? 0;
    events.push({
      position: floats[f] ?? 0,
      source: name(integers[i]),
      id: bytes.toString('utf8', idAt, idAt + idLength),
      account: account === NONE ? undefined : name(account),
      time: floats[f + 1] ?? 0,
      type: name(integers[i + 1]),
      mode: integers[i + 3] === 1 ? 'binary' : 'structured',
      receivedAt: floats[f + 2] ?? 0,
      raw: Buffer.from(block, rawAt, rawLength),
    });
    idAt += idLength;
    rawAt += rawLength;
  }
  return events;
};

class NameTable {
  readonly list: string[] = [];
  private readonly indexes = new Map<string, number>();

  indexOf(name: string): number {
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    this.indexes.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}
