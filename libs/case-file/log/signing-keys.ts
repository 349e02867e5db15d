import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Metadata, RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { SigningKey } from './signing-key.js';

/** Stream of the installation's signing keys. */
export const KEYS_STREAM = 'signing-keys';

/** From here on case files and checkpoints are signed with this key; the one before is retired. */
export interface SigningKeyAdopted {
  readonly type: 'SigningKeyAdopted';
  readonly data: { readonly keyId: string; readonly publicKey: string };
}

/** A public key as published; what it signed while it was in force stays valid. */
export interface PublishedKey {
  readonly kid: string;
  readonly alg: 'Ed25519';
  /** SPKI. */
  readonly pem: string;
  /** RFC 3339. */
  readonly from: string;
  /** Absent for the key in force. */
  readonly until?: string;
}

const TRIES = 5;

/** Which key signs, and which ones did. Public parts only: the log proves who signed when. */
export class SigningKeys {
  constructor(private readonly store: EventStore) {}

  /** Records a key that is not the one in force; a restart with the same key records nothing. */
  async adopt(
    { keyId, publicPem }: Pick<SigningKey, 'keyId' | 'publicPem'>,
    event: { readonly id: string; readonly metadata: Metadata },
  ): Promise<void> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const known = await this.recorded();
      if (known.at(-1)?.data.keyId === keyId) return;
      const appended = await this.store.append<SigningKeyAdopted>(
        KEYS_STREAM,
        known.length === 0 ? 'none' : known.length,
        [{ ...event, type: 'SigningKeyAdopted', data: { keyId, publicKey: publicPem } }],
      );
      if (appended.ok) return;
    }
    throw new Error('other processes keep changing the signing key: start one at a time');
  }

  /** The one in force first. */
  async all(): Promise<readonly PublishedKey[]> {
    const known = await this.recorded();
    return known
      .map(({ data, metadata }, at): PublishedKey => {
        const until = known[at + 1]?.metadata.at;
        const { keyId: kid, publicKey: pem } = data;
        return { kid, alg: 'Ed25519', pem, from: metadata.at, ...(until && { until }) };
      })
      .reverse();
  }

  private recorded(): Promise<readonly RecordedEvent<SigningKeyAdopted>[]> {
    return this.store.readStream<SigningKeyAdopted>(KEYS_STREAM);
  }
}
