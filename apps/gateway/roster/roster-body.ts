import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Problem } from '../../../libs/platform/problem.js';

/** 64 MiB, before and after decompression. */
export const ROSTER_BODY_LIMIT = 64 * 1024 * 1024;

const inflate = promisify(gunzip);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The request's bytes as a JSON object.
 *
 * @throws Problem 415 for another content type or encoding, 413 when too large, 400 when unreadable
 */
export const readRosterBody = async (
  bytes: unknown,
  mediaType: string | undefined,
  encoding: string | undefined,
): Promise<Readonly<Record<string, unknown>>> => {
  if (!/^application\/json\s*(;|$)/i.test(mediaType ?? '')) {
    throw new Problem(415, 'unsupported_media_type', 'this route takes application/json');
  }
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    throw new Problem(400, 'malformed_json', 'the body is empty', { pointer: '' });
  }
  return parsed(await plain(bytes, encoding));
};

const plain = async (bytes: Buffer, encoding: string | undefined): Promise<Buffer> => {
  if (encoding === undefined || encoding === 'identity') return bytes;
  if (encoding.toLowerCase() !== 'gzip') {
    throw new Problem(415, 'unsupported_encoding', 'the body may be plain or gzip');
  }
  try {
    return await inflate(bytes, { maxOutputLength: ROSTER_BODY_LIMIT });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Problem(413, 'too_large', 'the roster is larger than 64 MiB decompressed');
    }
    throw new Problem(400, 'malformed_gzip', 'the body is not gzip');
  }
};

const parsed = (bytes: Buffer): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new Problem(400, 'malformed_json', 'the body is not JSON in UTF-8', { pointer: '' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(400, 'invalid', 'the body must be an object of tables', { pointer: '' });
  }
  return value as Readonly<Record<string, unknown>>;
};
