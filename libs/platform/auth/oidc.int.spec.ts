import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OidcVerifier } from './oidc.js';

describe('OidcVerifier', () => {
  let server: Server;
  let issuer: string;
  let key: CryptoKey;
  const token = (
    claims: Record<string, unknown> = {},
    changes: { exp?: number; aud?: string; iss?: string } = {},
  ) =>
    new SignJWT({ role: 'officer', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject('li')
      .setIssuer(changes.iss ?? issuer)
      .setAudience(changes.aud ?? 'probity')
      .setExpirationTime(changes.exp ?? Math.floor(Date.now() / 1000) + 60)
      .sign(key);
  const verifier = () => new OidcVerifier({ issuer, audience: 'probity' });

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
    server = createServer((request, response) => {
      const discovery = request.url === '/.well-known/openid-configuration';
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(discovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('given a token of the issuer, when verified, then its person and role are known', async () => {
    expect(await verifier().verify(await token(), undefined)).toEqual({
      role: 'officer',
      name: 'li',
    });
  });

  it('given a token that is not good, when verified, then nobody is known', async () => {
    const other = await generateKeyPair('ES256');
    const forged = new SignJWT({ role: 'admin' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject('li')
      .setIssuer(issuer)
      .setAudience('probity')
      .setExpirationTime('1m')
      .sign(other.privateKey);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(
      JSON.stringify({ sub: 'li', role: 'admin', iss: issuer, aud: 'probity', exp: 4e9 }),
    ).toString('base64url')}.`;
    const shared = new SignJWT({ role: 'admin', sub: 'li', iss: issuer, aud: 'probity', exp: 4e9 })
      .setProtectedHeader({ alg: 'HS256', kid: 'k' })
      .sign(new Uint8Array(32));
    for (const bad of [
      await token({}, { exp: Math.floor(Date.now() / 1000) - 60 }),
      await token({}, { aud: 'another' }),
      await token({}, { iss: 'https://elsewhere.example' }),
      await forged,
      unsigned,
      await shared,
    ])
      expect(await verifier().verify(bad, undefined)).toBeUndefined();
  });

  it('given a person of several roles, when verified, then the wanted one holds and none is guessed', async () => {
    const both = await token({ role: undefined, roles: ['reviewer', 'officer', 'cook'] });
    expect(await verifier().verify(both, 'officer')).toEqual({ role: 'officer', name: 'li' });
    await expect(verifier().verify(both, undefined)).rejects.toMatchObject({
      code: 'role_ambiguous',
    });
    await expect(verifier().verify(both, 'admin')).rejects.toMatchObject({ code: 'role_missing' });
    const none = await token({ role: 'cook' });
    await expect(verifier().verify(none, undefined)).rejects.toMatchObject({ status: 403 });
  });

  it('given an issuer that cannot be reached, when verified, then 503 and not 401', async () => {
    const lost = new OidcVerifier({ issuer: 'http://127.0.0.1:9', audience: 'probity' });
    await expect(lost.verify(await token(), undefined)).rejects.toMatchObject({ status: 503 });
  });
});
