import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Metadata, RecordedEvent } from '../../event-sourcing/recorded-event.js';
import {
  CHECKPOINT_STREAM,
  signCheckpoint,
  type Checkpoint,
  type CheckpointSigned,
} from './checkpoint.js';
import type { MerkleLog } from './merkle-log.js';
import type { SigningKey } from './signing-key.js';

const TRIES = 5;

/** Signs the log's state and finds which signed state came first for a leaf. */
export class SignedCheckpoints {
  constructor(
    private readonly store: EventStore,
    private readonly log: MerkleLog,
    private readonly key: SigningKey,
  ) {}

  /** Oldest first. */
  async all(): Promise<readonly Checkpoint[]> {
    return (await this.recorded()).map(({ data }) => data);
  }

  /**
   * The first checkpoint whose tree holds the leaf; a new one is signed and recorded where there is
   * none. Two at a time end with the same first.
   */
  async covering(leaf: number, event: { id: string; metadata: Metadata }): Promise<Checkpoint> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const known = await this.recorded();
      const found = known.find(({ data }) => data.size > leaf);
      if (found) return found.data;
      const size = await this.log.catchUp();
      if (size <= leaf) throw new RangeError(`leaf ${String(leaf)} is not in the log yet`);
      const root = Buffer.from(await this.log.root(size)).toString('hex');
      const data = signCheckpoint(size, root, this.key);
      const appended = await this.store.append<CheckpointSigned>(
        CHECKPOINT_STREAM,
        known.length === 0 ? 'none' : known.length,
        [{ ...event, type: 'CheckpointSigned', data }],
      );
      if (appended.ok) return data;
    }
    throw new Error('others keep signing checkpoints: try again');
  }

  private recorded(): Promise<readonly RecordedEvent<CheckpointSigned>[]> {
    return this.store.readStream<CheckpointSigned>(CHECKPOINT_STREAM);
  }
}
