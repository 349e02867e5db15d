import { der, TAG } from '../verify/der.js';

/** 2.16.840.1.101.3.4.2.1 */
const SHA256 = Buffer.from('608648016503040201', 'hex');

/**
 * A `TimeStampReq` (RFC 3161 section 2.4.1) of version 1 over a SHA-256 hash, which asks for the
 * authority's certificate in the answer.
 *
 * @param nonce a positive integer, big-endian
 */
export const timestampRequest = (digest: Uint8Array, nonce: Uint8Array): Buffer =>
  der(
    TAG.sequence,
    der(TAG.integer, Buffer.of(1)),
    der(
      TAG.sequence,
      der(TAG.sequence, der(TAG.oid, SHA256), Buffer.of(0x05, 0x00)),
      der(TAG.octets, digest),
    ),
    der(TAG.integer, nonce),
    der(TAG.boolean, Buffer.of(0xff)),
  );
