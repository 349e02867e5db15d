import { inflateRawSync } from 'node:zlib';
import { checkName } from './entry-names.js';
import { Unreadable } from './unreadable.js';
import { zipEntries, type ZipEntry } from './zip-directory.js';

const LIMIT = 2 * 1024 ** 3;
/** Beyond this, what is unpacked may be so many times the archive only. */
const ALWAYS = 256 * 1024 ** 2;
const RATIO = 200;
const STORED = 0;
const DEFLATED = 8;

/** Reads a whole ZIP into memory with Node alone: stored and deflated entries, as every packer writes them. */
export const readZip = (bytes: Buffer): ReadonlyMap<string, Buffer> => {
  const entries = zipEntries(bytes);
  checkSize(
    entries.reduce((sum, { size }) => sum + size, 0),
    bytes.length,
  );
  const files = new Map<string, Buffer>();
  const folded = new Set<string>();
  for (const entry of entries) {
    checkName(entry.name, folded);
    const content = contentOf(entry);
    if (!entry.name.endsWith('/')) files.set(entry.name, content);
    else if (content.length > 0) throw damaged(entry);
  }
  return files;
};

const checkSize = (total: number, archive: number): void => {
  if (total > LIMIT) throw new Unreadable('zip_too_large', 'it expands beyond 2 GiB');
  if (total > Math.max(ALWAYS, archive * RATIO))
    throw new Unreadable(
      'zip_too_large',
      `it expands to more than ${String(RATIO)} times its size`,
    );
};

const damaged = ({ name }: ZipEntry): Unreadable =>
  new Unreadable('zip_damaged', `entry ${JSON.stringify(name)} is damaged`);

/** Without a look at the CRC: it is no protection against people, and the manifest names a broken file. */
const contentOf = (entry: ZipEntry): Buffer => {
  const { method, packed, size, name } = entry;
  if (method !== STORED && method !== DEFLATED)
    throw new Unreadable(
      'zip_unsupported',
      `entry ${JSON.stringify(name)} is packed by method ${String(method)}; stored and deflated ones are read`,
    );
  const plain = method === STORED ? packed : inflated(entry);
  if (plain.length !== size) throw damaged(entry);
  return plain;
};

const inflated = (entry: ZipEntry): Buffer => {
  try {
    return inflateRawSync(entry.packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch {
    throw damaged(entry);
  }
};
