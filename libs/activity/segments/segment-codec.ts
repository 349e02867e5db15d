import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DICTIONARIES, NEWEST_DICTIONARY } from './dictionaries.js';
import type { Row } from './row.js';
import { VarintReader, VarintWriter } from './varints.js';

/** Names the format and the dictionary that a segment was packed with. */
export const CODEC = NEWEST_DICTIONARY;

/**
 * Packs one account's events, ascending by position: number columns, ids, raw bytes, deflated with
 * a preset dictionary. An id usually stands in its event's raw bytes, so only its place is kept.
 */
export const packSegment = (rows: readonly Row[]): Buffer => {
  const columns = new VarintWriter();
  columns.unsigned(rows.length);
  deltas(columns, rows, ({ position }) => position);
  deltas(columns, rows, ({ received }) => received);
  deltas(columns, rows, ({ time }) => time);
  for (const { type, mode } of rows) columns.unsigned(type * 2 + (mode === 'binary' ? 1 : 0));
  for (const { raw } of rows) columns.unsigned(raw.byteLength);
  const spelledOut: Buffer[] = [];
  for (const { id, raw } of rows) {
    const bytes = Buffer.from(id, 'utf8');
    const at = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).indexOf(bytes);
    columns.unsigned(at + 1);
    columns.unsigned(bytes.byteLength);
    if (at < 0) spelledOut.push(bytes);
  }
  const plain = Buffer.concat([columns.written(), ...spelledOut, ...rows.map(({ raw }) => raw)]);
  return deflateRawSync(plain, { level: 6, memLevel: 9, dictionary: dictionaryOf(CODEC) });
};

export const unpackSegment = (codec: number, account: number, data: Uint8Array): Row[] => {
  const plain = inflateRawSync(data, { dictionary: dictionaryOf(codec) });
  const columns = new VarintReader(plain);
  const count = columns.unsigned();
  const column = (read: () => number): number[] => Array.from({ length: count }, read);
  const positions = column(summed(columns));
  const received = column(summed(columns));
  const times = column(summed(columns));
  const types = column(() => columns.unsigned());
  const lengths = column(() => columns.unsigned());
  const idPlaces: number[] = [];
  for (let index = 0; index < count * 2; index++) idPlaces.push(columns.unsigned());
  let idAt = columns.offset;
  let rawAt = idAt;
  for (let index = 0; index < count; index++)
    if (idPlaces[index * 2] === 0) rawAt += idPlaces[index * 2 + 1] ?? 0;
  const rows: Row[] = [];
  for (let index = 0; index < count; index++) {
    const place = idPlaces[index * 2] ?? 0;
    const idLength = idPlaces[index * 2 + 1] ?? 0;
    const from = place === 0 ? idAt : rawAt + place - 1;
    if (place === 0) idAt += idLength;
    const end = rawAt + (lengths[index] ?? 0);
    const type = types[index] ?? 0;
    rows.push({
      position: positions[index] ?? 0,
      account,
      time: times[index] ?? 0,
      received: received[index] ?? 0,
      type: Math.floor(type / 2),
      mode: type % 2 === 1 ? 'binary' : 'structured',
      id: plain.toString('utf8', from, from + idLength),
      raw: plain.subarray(rawAt, end),
    });
    rawAt = end;
  }
  return rows;
};

const deltas = (columns: VarintWriter, rows: readonly Row[], value: (row: Row) => number): void => {
  let before = 0;
  for (const row of rows) {
    columns.signed(value(row) - before);
    before = value(row);
  }
};

const summed = (columns: VarintReader): (() => number) => {
  let sum = 0;
  return () => (sum += columns.signed());
};

const dictionaryOf = (codec: number): Buffer => {
  const dictionary = DICTIONARIES[codec];
  if (dictionary === undefined) throw new Error(`no dictionary ${codec}: a newer version wrote it`);
  return dictionary;
};
