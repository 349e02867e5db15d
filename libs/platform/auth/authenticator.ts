import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { Principal } from '../principal.js';
import { localTokenKeyFile, type Settings } from '../settings.js';
import { KEY_RING, SETTINGS } from '../tokens.js';
import { readDevToken } from './dev-token.js';
import type { KeyRing } from './key-ring.js';
import { loadTokenKey, verifyLocalToken } from './local-tokens.js';
import { OidcVerifier } from './oidc.js';

export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
}

/** Turns the `Authorization` header into a principal, by whichever kind of token it carries. */
@Injectable()
export class Authenticator {
  private readonly oidc: OidcVerifier | undefined;
  private readonly localKey: Uint8Array | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(KEY_RING) private readonly keys: KeyRing,
  ) {
    this.oidc = settings.oidc && new OidcVerifier(settings.oidc);
    // With an identity provider there is one place that says who somebody is.
    this.localKey = settings.oidc ? undefined : loadTokenKey(localTokenKeyFile(settings.dataDir));
  }

  /** Undefined when nobody vouches for the caller. */
  async authenticate({ headers, remoteAddress }: Credentials): Promise<Principal | undefined> {
    const [scheme, value] = split(headers.authorization);
    if (!value) return undefined;
    if (scheme === 'basic') return this.byKey(value);
    if (scheme !== 'bearer') return undefined;
    if (value.startsWith('dev:'))
      return this.settings.dev && isLoopback(remoteAddress) && isLoopbackHost(headers.host)
        ? readDevToken(value)
        : undefined;
    if (!value.includes('.')) return this.vendor(value);
    if (this.oidc) return this.oidc.verify(value, textOf(headers['probity-role']));
    return this.localKey && verifyLocalToken(this.localKey, value);
  }

  private vendor(secret: string): Principal | undefined {
    const source = this.keys.sourceOf(secret);
    return source === undefined ? undefined : { role: 'vendor', name: source };
  }

  /** Basic credentials, as xAPI clients send them: the source as user, the key as password. */
  private byKey(encoded: string): Principal | undefined {
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const found = colon < 0 ? undefined : this.vendor(text.slice(colon + 1));
    return found?.name === text.slice(0, colon) ? found : undefined;
  }
}

const split = (header: string | undefined): readonly [string, string] => {
  const match = /^(\w+) +(\S.*)$/.exec(header ?? '');
  return [match?.[1]?.toLowerCase() ?? '', match?.[2]?.trim() ?? ''];
};

const textOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);

/** A page elsewhere whose name was made to point at this machine (DNS rebinding) shows here. */
const isLoopbackHost = (host: string | undefined): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host ?? '');
