import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../problem.js';
import type { Principal, Role } from '../principal.js';
import type { OidcSettings } from '../settings.js';
import { isRole } from './dev-token.js';

/** Asymmetric only: a shared secret would let every reader of the configuration sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
];

/**
 * Verifies OIDC access tokens: signature by the issuer's published keys, issuer, audience, expiry,
 * algorithm. The role is the claim `role`, or the one entry of `roles` that is ours; a person of
 * several roles says with the header `Probity-Role` in which of them they act.
 */
export class OidcVerifier {
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(private readonly settings: OidcSettings) {}

  /** Undefined for a token that does not verify. Throws 503 when the issuer cannot be reached. */
  async verify(token: string, wantedRole: string | undefined): Promise<Principal | undefined> {
    const keys = await this.issuerKeys();
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, {
        issuer: this.settings.issuer,
        audience: this.settings.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 5,
      }));
    } catch {
      return undefined;
    }
    return payload.sub ? principal(payload.sub, rolesOf(payload), wantedRole) : undefined;
  }

  private issuerKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= discover(this.settings.issuer).catch((error: unknown) => {
      // The next request asks again.
      this.keys = undefined;
      throw error;
    });
    return this.keys;
  }
}

/** OpenID Connect Discovery 1.0, section 4. */
const discover = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(5_000) });
    const document = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (document.issuer !== issuer || typeof document.jwks_uri !== 'string')
      throw new Error('the discovery document names another issuer');
    return createRemoteJWKSet(new URL(document.jwks_uri));
  } catch (error) {
    throw new Problem(
      503,
      'issuer_unreachable',
      `OIDC_ISSUER cannot be asked for its keys: ${(error as Error).message}`,
      { retryAfter: 10 },
    );
  }
};

const rolesOf = (payload: JWTPayload): readonly Role[] => {
  const claimed = [payload['role'], payload['roles']].flat();
  return [...new Set(claimed.filter(isRole))];
};

const principal = (name: string, roles: readonly Role[], wanted: string | undefined): Principal => {
  const role = wanted ? roles.find((one) => one === wanted) : roles[0];
  if (!role) throw new Problem(403, 'role_missing', 'the token carries no such role');
  if (!wanted && roles.length > 1)
    throw new Problem(403, 'role_ambiguous', `say with Probity-Role which: ${roles.join(', ')}`);
  return { role, name };
};
