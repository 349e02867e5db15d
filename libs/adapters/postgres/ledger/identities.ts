import { hash } from 'node:crypto';

/** 96 bits: at a billion events, one accidental match in 10^11 installations. */
export const KEY_BYTES = 12;
export const DIGEST_BYTES = 6;

/** Keyed, so that what stays after an erasure says nothing to whoever has no access to the rest. */
export class Identities {
  constructor(private readonly secret: Buffer) {}

  keyOf(source: string, id: string): Buffer {
    const text = `${this.secret.toString('latin1')}${source.length}:${source}${id}`;
    return hash('sha256', text, 'buffer').subarray(0, KEY_BYTES);
  }

  digestOf(raw: Uint8Array): Buffer {
    return hash('sha256', Buffer.concat([this.secret, raw]), 'buffer').subarray(0, DIGEST_BYTES);
  }
}
