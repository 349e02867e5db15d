import { entryName } from './entry-names.js';
import { Unreadable } from './unreadable.js';

/** An entry as the archive's directory and its own header have it; both say the same. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: Buffer;
  readonly size: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const END_LENGTH = 22;
const COMMENT = 0xffff;
const ENCRYPTED = 0x0001;
/** Sizes follow the content (bit 3), as packers to a pipe write it. */
const STREAMED = 0x0008;
const IN_ZIP64 = 0xffffffff;

/**
 * The entries of an archive (APPNOTE 6.3 sections 4.3.7, 4.3.9, 4.3.12, 4.3.16), in order of the
 * directory. Header and directory must agree, and entries, directory and end must fill the archive
 * without a gap: else some programs would unpack other files than those that are verified here.
 */
export const zipEntries = (bytes: Buffer): readonly ZipEntry[] => {
  const end = endRecord(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  const found: (ZipEntry & Extent)[] = [];
  let at = start;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL)
      throw new Unreadable('zip_damaged', 'the directory of the archive is damaged');
    found.push(entryAt(bytes, at, start));
    at += 46 + lengths(bytes, at + 28) + bytes.readUInt16LE(at + 32);
  }
  if (at !== end) throw gap();
  checkExtents(bytes, found, start);
  return found;
};

/** Where an entry begins and its content ends. */
interface Extent {
  readonly from: number;
  readonly to: number;
  readonly streamed: boolean;
}

/** Of name and extra field. */
const lengths = (bytes: Buffer, at: number): number =>
  bytes.readUInt16LE(at) + bytes.readUInt16LE(at + 2);

const gap = (): Unreadable =>
  new Unreadable(
    'zip_ambiguous',
    'it holds bytes that belong to no entry: programs may see different files in it',
  );

/** The end record, whose comment ends with the archive; that of an archive within a comment would be a second. */
const endRecord = (bytes: Buffer): number => {
  const found: number[] = [];
  const first = Math.max(0, bytes.length - END_LENGTH - COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1)
    if (
      bytes.readUInt32LE(at) === END &&
      at + END_LENGTH + bytes.readUInt16LE(at + 20) === bytes.length
    )
      found.push(at);
  const [end, more] = found;
  if (end === undefined)
    throw new Unreadable('not_a_zip', 'this is not a ZIP archive, or its end is missing');
  if (more !== undefined) throw gap();
  return end;
};

const entryAt = (bytes: Buffer, at: number, limit: number): ZipEntry & Extent => {
  const flags = bytes.readUInt16LE(at + 8);
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
  const plain = bytes.subarray(at + 46, nameEnd);
  const extra = bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(at + 30));
  const name = entryName(plain, flags, extra);
  const packed = bytes.readUInt32LE(at + 20);
  const size = bytes.readUInt32LE(at + 24);
  if (packed === IN_ZIP64 || size === IN_ZIP64)
    throw new Unreadable('zip_too_large', 'it holds an entry of 4 GiB or more (ZIP64)');
  if ((flags & ENCRYPTED) !== 0)
    throw new Unreadable('zip_unsupported', `entry ${JSON.stringify(name)} is encrypted`);
  const from = bytes.readUInt32LE(at + 42);
  const damaged = () => new Unreadable('zip_damaged', `entry ${JSON.stringify(name)} is damaged`);
  if (from + 30 > limit || bytes.readUInt32LE(from) !== LOCAL) throw damaged();
  const content = from + 30 + lengths(bytes, from + 26);
  const to = content + packed;
  if (to > limit) throw damaged();
  const streamed = (flags & STREAMED) !== 0;
  const named = bytes.subarray(from + 30, from + 30 + bytes.readUInt16LE(from + 26));
  if (!named.equals(plain) || !agrees(bytes, at, from, streamed))
    throw new Unreadable(
      'zip_ambiguous',
      `the directory of the archive says otherwise than entry ${JSON.stringify(name)} itself: programs may see different files in it`,
    );
  const method = bytes.readUInt16LE(at + 10);
  return { name, method, size, packed: bytes.subarray(content, to), from, to, streamed };
};

/** Flags, method, CRC and sizes of directory and header; a header may leave to others what follows later. */
const agrees = (bytes: Buffer, central: number, local: number, streamed: boolean): boolean => {
  const same = (field: number): boolean => {
    const own = bytes.readUInt32LE(local + field);
    const open = (streamed && own === 0) || (field > 14 && own === IN_ZIP64);
    return open || own === bytes.readUInt32LE(central + 2 + field);
  };
  return (
    bytes.readUInt32LE(local + 6) === bytes.readUInt32LE(central + 8) && [14, 18, 22].every(same)
  );
};

/** One entry begins where the one before ends, the first at 0; behind a streamed one may stand its sizes. */
const checkExtents = (bytes: Buffer, entries: readonly Extent[], start: number): void => {
  let at = 0;
  for (const { from, to, streamed } of [...entries].sort((a, b) => a.from - b.from)) {
    if (from !== at) throw gap();
    at = to;
    const next = streamed ? descriptorLength(bytes, to) : 0;
    at += next;
  }
  if (at !== start) throw gap();
};

/** With or without signature; with sizes of four bytes or, in ZIP64, eight. */
const descriptorLength = (bytes: Buffer, at: number): number => {
  const isHeader = (offset: number): boolean =>
    offset + 4 <= bytes.length && [LOCAL, CENTRAL, END].includes(bytes.readUInt32LE(offset));
  const signed = at + 4 <= bytes.length && bytes.readUInt32LE(at) === DESCRIPTOR;
  const candidates = signed ? [16, 24] : [12, 20];
  return candidates.find((length) => isHeader(at + length)) ?? 0;
};
