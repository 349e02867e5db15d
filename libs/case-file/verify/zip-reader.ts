import { inflateRawSync } from 'node:zlib';

/** Why an archive is not looked into further. */
export class Unreadable extends Error {
  constructor(
    readonly code:
      | 'not_a_zip'
      | 'not_a_bag'
      | 'bag_incomplete'
      | 'zip_damaged'
      | 'zip_too_large'
      | 'zip_unsafe_name'
      | 'zip_duplicate_name'
      | 'zip_lookalike_name',
    readonly detail: string,
  ) {
    super(detail);
    this.name = 'Unreadable';
  }
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LIMIT = 2 * 1024 ** 3;
const RATIO = 200;

/**
 * Reads a whole ZIP into memory with Node alone (APPNOTE 6.3 sections 4.3.7, 4.3.12, 4.3.16; stored
 * and deflated entries). Names that leave the folder, stand twice, differ only in Unicode form or
 * letter case, or look like others are refused, as is what would expand beyond reason.
 */
export const readZip = (bytes: Buffer): ReadonlyMap<string, Buffer> => {
  const end = endRecord(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const files = new Map<string, Buffer>();
  const folded = new Set<string>();
  let total = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL)
      throw new Unreadable('zip_damaged', 'the directory of the archive is damaged');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, nameEnd);
    checkName(name, folded);
    total += bytes.readUInt32LE(at + 24);
    if (total > LIMIT) throw new Unreadable('zip_too_large', 'the archive expands beyond 2 GiB');
    if (!name.endsWith('/')) files.set(name, content(bytes, at, name));
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
};

const endRecord = (bytes: Buffer): number => {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1)
    if (bytes.readUInt32LE(at) === END) return at;
  throw new Unreadable('not_a_zip', 'this is not a ZIP archive, or its end is missing');
};

const checkName = (name: string, folded: Set<string>): void => {
  const parts = name.split('/');
  if (
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    name.includes('\\') ||
    name.includes('\0') ||
    parts.includes('..') ||
    parts.includes('.')
  )
    throw new Unreadable(
      'zip_unsafe_name',
      `the archive holds a name that leaves its folder: ${JSON.stringify(name)}`,
    );
  if (looksLikeAnother(name))
    throw new Unreadable(
      'zip_lookalike_name',
      `the archive holds a name with signs that only look like others: ${JSON.stringify(name)}`,
    );
  const key = name.normalize('NFKC').toLowerCase();
  if (folded.has(key))
    throw new Unreadable(
      'zip_duplicate_name',
      `two entries have the same name, or names that differ only in letter case: ${JSON.stringify(name)}`,
    );
  folded.add(key);
};

/**
 * Our names are of Latin letters, digits and Chinese signs. Other letters (Cyrillic, Greek, full
 * width), combining or invisible signs have no use there but to be taken for those.
 */
const looksLikeAnother = (name: string): boolean =>
  name !== name.normalize('NFC') ||
  /[\p{C}\p{M}\p{Zl}\p{Zp}]/u.test(name) ||
  /[\p{L}\p{N}]/u.test(name.replaceAll(/[A-Za-z0-9\p{Script=Han}]/gu, ''));

const content = (bytes: Buffer, central: number, name: string): Buffer => {
  const damaged = (): Unreadable =>
    new Unreadable('zip_damaged', `entry ${JSON.stringify(name)} is damaged`);
  const method = bytes.readUInt16LE(central + 10);
  const packed = bytes.readUInt32LE(central + 20);
  const size = bytes.readUInt32LE(central + 24);
  const local = bytes.readUInt32LE(central + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw damaged();
  const nameLength = bytes.readUInt16LE(local + 26);
  if (bytes.toString('utf8', local + 30, local + 30 + nameLength) !== name) throw damaged();
  const start = local + 30 + nameLength + bytes.readUInt16LE(local + 28);
  const raw = bytes.subarray(start, start + packed);
  if (raw.length !== packed || size > Math.max(packed * RATIO, 1024)) throw damaged();
  const plain = method === 0 ? raw : method === 8 ? inflated(raw, size, damaged) : undefined;
  // The CRC is no protection against people; a mismatch means a broken copy, and the manifest will name the file.
  if (plain?.length !== size) throw damaged();
  return plain;
};

const inflated = (raw: Buffer, size: number, damaged: () => Unreadable): Buffer => {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw damaged();
  }
};
