import { crc32 } from 'node:zlib';
import { Unreadable } from './unreadable.js';

/** Names that leave the folder, stand twice, differ only in form or letter case, or look like others are refused. */
export const checkName = (name: string, folded: Set<string>): void => {
  if (leavesItsFolder(name))
    throw new Unreadable(
      'zip_unsafe_name',
      `it holds a name that leaves its folder: ${JSON.stringify(name)}`,
    );
  if (looksLikeAnother(name))
    throw new Unreadable(
      'zip_lookalike_name',
      `it holds a name with signs that only look like others: ${JSON.stringify(name)}`,
    );
  const key = name.normalize('NFKC').toLowerCase();
  if (folded.has(key))
    throw new Unreadable(
      'zip_duplicate_name',
      `two entries have the same name, or names that differ only in letter case: ${JSON.stringify(name)}`,
    );
  folded.add(key);
};

const leavesItsFolder = (name: string): boolean => {
  const parts = name.split('/');
  return (
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    name.includes('\\') ||
    name.includes('\0') ||
    parts.includes('..') ||
    parts.includes('.')
  );
};

/**
 * Our names are of Latin letters, digits and Chinese signs. Other letters (Cyrillic, Greek, full
 * width), combining or invisible signs have no use there but to be taken for those.
 */
const looksLikeAnother = (name: string): boolean =>
  name !== name.normalize('NFC') ||
  /[\p{C}\p{M}\p{Zl}\p{Zp}]/u.test(name) ||
  /[\p{L}\p{N}]/u.test(name.replaceAll(/[A-Za-z0-9\p{Script=Han}]/gu, ''));

const UTF8_NAME = 0x0800;
/** Info-ZIP's Unicode path: version, CRC of the plain name, the name in UTF-8 (APPNOTE 6.3 section 4.6.9). */
const UNICODE_PATH = 0x7075;

/**
 * An entry's name as its packer meant it: UTF-8 where it says so or is, else the Unicode path beside
 * it, else GB 18030, which Chinese Windows writes without saying so.
 */
export const entryName = (name: Buffer, flags: number, extra: Buffer): string => {
  const unicode = (flags & UTF8_NAME) === 0 ? unicodePath(name, extra) : undefined;
  if (unicode === undefined)
    return decoded(name, 'utf-8') ?? decoded(name, 'gb18030') ?? unread(name);
  const meant = decoded(unicode, 'utf-8') ?? unread(unicode);
  const plain = name.toString('latin1');
  if (!isSameName(plain, meant))
    throw new Unreadable(
      'zip_ambiguous',
      `an entry has two names, ${JSON.stringify(plain)} and ${JSON.stringify(meant)}: programs may see different files in it`,
    );
  return meant;
};

/** Whoever does not know the extra field unpacks to the plain name: the same up to the first sign that it cannot hold. */
const isSameName = (plain: string, meant: string): boolean => {
  const [latin = ''] = /^[\x20-\x7e]*/.exec(meant) ?? [];
  if (leavesItsFolder(plain)) return false;
  return latin === meant ? plain === meant : plain.startsWith(latin);
};

const decoded = (bytes: Buffer, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const unread = (name: Buffer): never => {
  throw new Unreadable(
    'zip_unsupported',
    `it holds a name in neither UTF-8 nor GB 18030: ${JSON.stringify(name.toString('latin1'))}`,
  );
};

const unicodePath = (name: Buffer, extra: Buffer): Buffer | undefined => {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    if (extra.readUInt16LE(at) !== UNICODE_PATH || field.length < 5) continue;
    return field[0] === 1 && field.readUInt32LE(1) === crc32(name) ? field.subarray(5) : undefined;
  }
  return undefined;
};
