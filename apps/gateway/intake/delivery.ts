import type { FastifyRequest } from 'fastify';
import type { Delivery } from '../../../libs/activity/intake/take-batch.js';
import { binaryRaw } from '../../../libs/activity/raw.js';
import { Problem } from '../../../libs/platform/problem.js';
import { decompress } from './decompress.js';

const SINGLE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

/**
 * Which binding a request uses (CloudEvents HTTP binding, section 3): the content type tells
 * structured and batch, `ce-` headers tell binary.
 */
export const deliveryOf = async (request: FastifyRequest): Promise<Delivery> => {
  const [mediaType, charset] = contentType(request.headers['content-type']);
  const cloudEvent = mediaType.startsWith('application/cloudevents');
  if (!cloudEvent && request.headers['ce-specversion'] === undefined) throw unsupported();
  if (cloudEvent && ((mediaType !== SINGLE && mediaType !== BATCH) || !isUtf8(charset)))
    throw unsupported();
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = await decompress(sent, request.headers['content-encoding']);
  if (mediaType === BATCH) return { kind: 'batch', body };
  if (mediaType === SINGLE) return { kind: 'single', mode: 'structured', raw: body };
  const raw = binaryRaw(headerPairs(request.raw.rawHeaders), body);
  return { kind: 'single', mode: 'binary', raw };
};

const unsupported = (): Problem =>
  new Problem(415, 'unsupported_media_type', `send ${BATCH}, ${SINGLE}, or ce- headers, in UTF-8`);

const isUtf8 = (charset: string | undefined): boolean =>
  charset === undefined || /^"?(utf-?8|us-ascii)"?$/i.test(charset);

const contentType = (header: string | undefined): readonly [string, string | undefined] => {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim());
  const charset = parameters.find((parameter) => /^charset=/i.test(parameter));
  return [type.toLowerCase(), charset?.slice('charset='.length)];
};

const headerPairs = (flat: readonly string[]): (readonly [string, string])[] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ''] as const] : []));
