import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { LIMITS } from '../../../libs/activity/intake/limits.js';
import { Problem } from '../../../libs/platform/problem.js';

/** Learning events shrink 20 to 60 times; beyond this somebody packs air (decompression bomb). */
const MAX_RATIO = 500;

const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
};

/** The body as it was before `Content-Encoding`. Throws 400, 413 or 415. */
export const decompress = async (body: Buffer, encoding: string | undefined): Promise<Buffer> => {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') return body;
  const unpack = unpackers[name as keyof typeof unpackers] as
    (typeof unpackers)['gzip'] | undefined;
  if (!unpack)
    throw new Problem(415, 'unsupported_encoding', 'Content-Encoding is gzip, deflate or none');
  const most = Math.min(LIMITS.bodyBytes, body.length * MAX_RATIO);
  try {
    return await unpack(body, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Problem(413, 'too_large', 'the body is too large once decompressed');
    throw new Problem(400, 'malformed', `the body is not ${name}`);
  }
};
