import { Problem } from '../../../libs/platform/problem.js';

export const ATTACHMENT_LIMIT = 20 * 1024 * 1024;
/** Room for the multipart wrapping and the title. */
export const UPLOAD_LIMIT = ATTACHMENT_LIMIT + 64 * 1024;

export interface Upload {
  readonly title: string;
  readonly bytes: Uint8Array;
}

/** The part `file` and the field `title` of a multipart body. Throws 400, 413 or 415. */
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
  if (typeof title !== 'string' || title.trim() === '' || title.length > 1024)
    throw new Problem(400, 'invalid', 'must have 1 to 1024 characters', { pointer: '/title' });
  if (file.size > ATTACHMENT_LIMIT)
    throw new Problem(413, 'too_large', 'an attachment has at most 20 MiB', { pointer: '/file' });
  return { title, bytes: new Uint8Array(await file.arrayBuffer()) };
};

/** The platform's own multipart reader (Fetch standard) on a body that is already bounded. */
const formOf = async (body: Buffer, contentType: string): Promise<FormData> => {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new Problem(400, 'malformed', 'the body is not multipart/form-data', { pointer: '' });
  }
};
