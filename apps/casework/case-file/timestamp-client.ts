import { randomBytes, randomUUID } from 'node:crypto';
import type { TimestampAuthority } from '../../../libs/case-file/timestamp/timestamps.js';

const PATIENCE_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** A time-stamping authority over HTTP (RFC 3161 section 3.4). */
export const timestampClient = (url: string): TimestampAuthority => ({
  name: new URL(url).host,
  nonce: () => randomBytes(8),
  newId: randomUUID,
  ask: async (request) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: Uint8Array.from(request),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: unknown) => {
      const { cause } = error as { cause?: { code?: unknown } };
      throw new Error(`no answer from the authority (${String(cause?.code ?? 'timeout')})`);
    });
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || !type.startsWith('application/timestamp-reply'))
      throw new Error(`the authority answered ${String(response.status)} ${type}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > MOST_BYTES) throw new Error('the authority answered too much');
    return bytes;
  },
});
