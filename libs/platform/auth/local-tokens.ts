import { jwtVerify, SignJWT } from 'jose';
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Principal } from '../principal.js';
import { isRole } from './dev-token.js';

const ISSUER = 'probity';
const ALGORITHM = 'HS256';

/**
 * The key that signs local tokens: 32 random bytes in the data folder, readable by its owner only.
 * Whoever can read the folder can make a token, as `probity token` does.
 */
export const loadTokenKey = (file: string): Uint8Array => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(32), { mode: 0o600 });
  try {
    // A link fails where the key exists: two starting processes agree on one key.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file);
};

/** `nowMs` in milliseconds, `ttlSec` in seconds. */
export const signLocalToken = (
  key: Uint8Array,
  { role, name }: Principal,
  nowMs: number,
  ttlSec: number,
): Promise<string> =>
  new SignJWT({ role })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(ISSUER)
    .setSubject(name)
    .setIssuedAt(Math.floor(nowMs / 1000))
    .setExpirationTime(Math.floor(nowMs / 1000) + ttlSec)
    .sign(key);

/** Undefined for a token that is not ours, was changed, or has expired by the machine's clock. */
export const verifyLocalToken = async (
  key: Uint8Array,
  token: string,
): Promise<Principal | undefined> => {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: ISSUER,
      audience: ISSUER,
      algorithms: [ALGORITHM],
      requiredClaims: ['exp', 'sub', 'role'],
    });
    const { sub, role } = payload;
    return sub && isRole(role) ? { role, name: sub } : undefined;
  } catch {
    return undefined;
  }
};
