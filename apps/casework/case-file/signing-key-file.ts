import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  newPrivatePem,
  signingKey,
  type SigningKey,
} from '../../../libs/case-file/log/signing-key.js';

/**
 * The installation's signing key, made at the first start: `signing-key.pem` (PKCS#8, mode 0600) in a
 * folder of its own, which a backup of the data does not carry along.
 */
export const loadSigningKey = (keyDir: string): SigningKey => {
  const file = join(keyDir, 'signing-key.pem');
  mkdirSync(keyDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, newPrivatePem(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  }
  try {
    return signingKey(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} is no Ed25519 private key in PEM: restore it, or move it away`, {
      cause,
    });
  }
};
