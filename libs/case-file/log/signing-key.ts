import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';

/** The installation's Ed25519 key; `keyId` is the start of the hash of its public part. */
export interface SigningKey {
  readonly keyId: string;
  readonly publicPem: string;
  sign(bytes: Uint8Array): Uint8Array;
}

export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

/** From a PKCS#8 PEM. Ed25519 signatures are deterministic (RFC 8032). */
export const signingKey = (privatePem: string): SigningKey => {
  const key = createPrivateKey(privatePem);
  const publicKey = createPublicKey(key);
  return {
    keyId: keyIdOf(publicKey),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (bytes) => sign(null, bytes, key),
  };
};

export const newPrivatePem = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
