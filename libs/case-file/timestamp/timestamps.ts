import { createHash } from 'node:crypto';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Metadata, RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { checkpointText, type Checkpoint } from '../log/checkpoint.js';
import { readTimestamp } from '../verify/timestamp-token.js';
import { timestampRequest } from './timestamp-request.js';

/** Stream of the tokens that an authority gave for checkpoints. */
export const TIMESTAMP_STREAM = 'log-timestamp';

export interface CheckpointTimestamped {
  readonly type: 'CheckpointTimestamped';
  readonly data: {
    readonly size: number;
    /** Hex. */
    readonly root: string;
    /** Base64 of the whole `TimeStampResp`. */
    readonly token: string;
    /** RFC 3339, as the authority says. */
    readonly time: string;
    readonly authority: string;
  };
}

/** A time-stamping authority: takes a `TimeStampReq`, answers a `TimeStampResp`. */
export interface TimestampAuthority {
  readonly name: string;
  /** Rejects where it cannot be reached or answers something else. */
  ask(request: Uint8Array): Promise<Uint8Array>;
  /** 8 random bytes. */
  nonce(): Uint8Array;
  /** For the event that keeps the token. */
  newId(): string;
}

export interface Stamped {
  /** `token`, `none`, or `unavailable: …` and why. */
  readonly state: string;
  readonly token?: Uint8Array;
}

/**
 * Tokens over checkpoints (RFC 3161), asked for once and kept as events: the earliest proves most. An
 * authority that does not answer, or answers wrongly, holds up no export; the file then says so.
 */
export class Timestamps {
  constructor(
    private readonly store: EventStore,
    private readonly authority: TimestampAuthority,
  ) {}

  async over(
    checkpoint: Checkpoint,
    { metadata }: { readonly metadata: Metadata },
  ): Promise<Stamped> {
    const known = await this.store.readStream<CheckpointTimestamped>(TIMESTAMP_STREAM);
    const before = known.find(({ data }) => data.root === checkpoint.root);
    if (before) return stampedBy(before);
    try {
      const data = await this.ask(checkpoint);
      const id = this.authority.newId();
      await this.store.append<CheckpointTimestamped>(TIMESTAMP_STREAM, 'any', [
        { id, type: 'CheckpointTimestamped', data, metadata },
      ]);
      return { state: 'token', token: Buffer.from(data.token, 'base64') };
    } catch (error) {
      return { state: `unavailable: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /** @throws where the answer is no token over this checkpoint and this request */
  private async ask({ size, root }: Checkpoint): Promise<CheckpointTimestamped['data']> {
    const digest = createHash('sha256').update(checkpointText(size, root)).digest();
    const nonce = positive(this.authority.nonce());
    const response = Buffer.from(await this.authority.ask(timestampRequest(digest, nonce)));
    const answer = readTimestamp(response);
    if (answer.kind === 'refused')
      throw new Error(`the authority refused with status ${String(answer.status)}`);
    if (answer.imprint !== digest.toString('hex'))
      throw new Error('the token is over another hash');
    if (answer.nonce !== Buffer.from(nonce).toString('hex'))
      throw new Error('the token answers another request');
    if (!answer.signed) throw new Error('the token bears no valid signature');
    const { name: authority } = this.authority;
    return { size, root, token: response.toString('base64'), time: answer.time, authority };
  }
}

const stampedBy = ({ data }: RecordedEvent<CheckpointTimestamped>): Stamped => ({
  state: 'token',
  token: Buffer.from(data.token, 'base64'),
});

/** DER integers are signed and as short as can be: a first octet of 1–127 keeps all eight. */
const positive = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(bytes, (byte, at) => (at === 0 ? (byte & 0x7f) | 0x01 : byte));
