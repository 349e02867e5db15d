import { Problem } from '../../../libs/platform/problem.js';

export const ATTACHMENT_LIMIT = 20 * 1024 * 1024;
/** Room for the multipart wrapping and the title. */
export const UPLOAD_LIMIT = ATTACHMENT_LIMIT + 64 * 1024;

/** A title is one line: no control characters, no line or paragraph ends, nothing that turns the text round. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

export interface Upload {
  readonly title: string;
  readonly bytes: Uint8Array;
  /** It holds data of other persons. */
  readonly thirdParty: boolean;
}

/** The part `file`, the field `title` and, where it is there, `thirdParty` of a multipart body. Throws 400, 413 or 415. */
export const readUpload = async (
  body: Buffer,
  contentType: string | undefined,
): Promise<Upload> => {
  if (!contentType?.toLowerCase().startsWith('multipart/form-data'))
    throw new Problem(415, 'unsupported_media_type', 'this route takes multipart/form-data');
  const form = await formOf(body, contentType);
  const file = form.get('file');
  const title = form.get('title');
  if (file === null || typeof file === 'string')
    throw new Problem(400, 'invalid', 'the part "file" is required', { pointer: '/file' });
  if (form.getAll('file').length > 1)
    throw new Problem(400, 'invalid', 'one file at a time', { pointer: '/file' });
  if (typeof title !== 'string' || title.trim() === '' || title.length > 1024)
    throw new Problem(400, 'invalid', 'must have 1 to 1024 characters', { pointer: '/title' });
  if (UNPRINTABLE.test(title))
    throw new Problem(400, 'invalid', 'holds a sign that is not printed', { pointer: '/title' });
  const thirdParty = form.get('thirdParty') ?? 'false';
  if (thirdParty !== 'true' && thirdParty !== 'false')
    throw new Problem(400, 'invalid', 'must be true or false', { pointer: '/thirdParty' });
  if (file.size > ATTACHMENT_LIMIT)
    throw new Problem(413, 'too_large', 'an attachment has at most 20 MiB', { pointer: '/file' });
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { title, bytes, thirdParty: thirdParty === 'true' };
};

/** The platform's own multipart reader (Fetch standard) on a body that is already bounded. */
const formOf = async (body: Buffer, contentType: string): Promise<FormData> => {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new Problem(400, 'malformed', 'the body is not multipart/form-data', { pointer: '' });
  }
};
