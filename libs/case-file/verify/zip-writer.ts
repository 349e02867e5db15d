import { crc32 } from 'node:zlib';

const UTF8_NAMES = 0x0800;
const VERSION = 20;
/** MS-DOS zero: 1980-01-01 00:00. It has no zone, so it is the same everywhere. */
const DOS_DATE = 0x0021;
const MADE_ON_UNIX = 0x0300 | VERSION;
const REGULAR_FILE = (0o100644 << 16) >>> 0;
const MAX_ENTRIES = 0xffff;
const MAX_BYTES = 0xffffffff;

export class ZipTooLarge extends RangeError {}

/**
 * The one ZIP of these files (APPNOTE 6.3 sections 4.3.7, 4.3.12, 4.3.16): entries in order of
 * name, stored (compression differs between releases of zlib), with a fixed time stamp. The
 * verifier writes it too and compares, so a change anywhere in an archive shows.
 *
 * @throws ZipTooLarge beyond 65,535 entries or 4 GiB: ZIP64 is not written
 */
export const writeZip = (files: ReadonlyMap<string, Uint8Array>): Buffer => {
  const names = [...files.keys()].sort();
  const locals: Uint8Array[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const bytes = files.get(name) ?? new Uint8Array();
    const entry = { name: Buffer.from(name, 'utf8'), crc: crc32(bytes), size: bytes.length };
    const local = localHeader(entry);
    centrals.push(centralHeader(entry, offset));
    locals.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const directory = Buffer.concat(centrals);
  if (names.length > MAX_ENTRIES || offset + directory.length > MAX_BYTES)
    throw new ZipTooLarge('too large for a ZIP without ZIP64: 65,535 entries or 4 GiB');
  return Buffer.concat([...locals, directory, endRecord(names.length, directory.length, offset)]);
};

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
}

/** Version, flags, method, time, date, CRC, sizes, name length: the same in both headers. */
const common = ({ name, crc, size }: Entry): Buffer => {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(VERSION, 0);
  bytes.writeUInt16LE(UTF8_NAMES, 2);
  bytes.writeUInt16LE(DOS_DATE, 8);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(size, 14);
  bytes.writeUInt32LE(size, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
};

const localHeader = (entry: Entry): Buffer =>
  Buffer.concat([signature(0x04034b50), common(entry), Buffer.alloc(2), entry.name]);

const centralHeader = (entry: Entry, offset: number): Buffer => {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_ON_UNIX);
  const rest = Buffer.alloc(16);
  rest.writeUInt32LE(REGULAR_FILE, 8);
  rest.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x02014b50), madeBy, common(entry), rest, entry.name]);
};

const endRecord = (count: number, size: number, offset: number): Buffer => {
  const bytes = Buffer.alloc(18);
  bytes.writeUInt16LE(count, 4);
  bytes.writeUInt16LE(count, 6);
  bytes.writeUInt32LE(size, 8);
  bytes.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), bytes]);
};

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
