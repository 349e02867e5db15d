import type { ActivityLedger, LedgerPosition } from '../../activity/activity-ledger.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { LEDGER_STREAM, type SegmentsSealed } from '../../event-sourcing/sealed.js';
import { leafHash } from '../../event-sourcing/merkle.js';
import type { Segments } from '../verify/segments-check.js';
import { leafEvent } from './event-leaf.js';
import type { MerkleLog } from './merkle-log.js';

export interface SegmentPorts {
  readonly store: EventStore;
  readonly ledger: ActivityLedger;
  readonly log: MerkleLog;
}

interface Placed {
  readonly source: string;
  readonly id: string;
  readonly position: LedgerPosition;
  readonly raw: Uint8Array;
}

/** Proofs of all events, with salt and leaf: what of them goes out depends on the profile. */
export interface SegmentProofs {
  readonly events: readonly (Segments['events'][number] & { readonly leaf: string })[];
  readonly seals: Segments['seals'];
}

type Seal = RecordedEvent<SegmentsSealed>;

/**
 * Binds vendors' bytes to the log: the proof of each within its segment, and of the segment's seal
 * in the tree of `size` leaves. Events whose segment was sealed later, or not yet, are left out.
 */
export const segmentProofs = async (
  { store, ledger, log }: SegmentPorts,
  events: readonly Placed[],
  size: number,
): Promise<SegmentProofs> => {
  const seals = new Seals(store);
  const used = new Map<number, { readonly seal: Seal; readonly index: number }>();
  const proven: SegmentProofs['events'][number][] = [];
  for (const { source, id, position, raw } of events) {
    const proof = await ledger.proof(position);
    const seal = proof && (await seals.of(proof.segment));
    const index = seal && (used.get(seal.version)?.index ?? (await log.indexOf(seal.position)));
    if (!proof || !seal || index === undefined || index >= size) continue;
    used.set(seal.version, { seal, index });
    const { segment, index: at, count, salt, path } = proof;
    const leaf = Buffer.from(leafHash(Buffer.from(salt, 'hex'), raw)).toString('hex');
    proven.push({ source, id, segment, index: at, count, salt, path, leaf });
  }
  const told = [...used.values()].sort((a, b) => a.index - b.index);
  const paths = await log.inclusions(
    told.map(({ index }) => index),
    size,
  );
  return {
    events: proven,
    seals: told.map(({ seal, index }, at) => ({
      event: leafEvent(seal),
      salt: seal.salt,
      index,
      path: (paths[at] ?? []).map((hash) => Buffer.from(hash).toString('hex')),
    })),
  };
};

/** Finds the event that told of a segment: segments grow along the stream. */
class Seals {
  private readonly read = new Map<number, Seal | undefined>();

  constructor(private readonly store: EventStore) {}

  async of(segment: number): Promise<Seal | undefined> {
    let below = 0;
    let above = 1;
    for (;;) {
      const seal = await this.at(above);
      if (!seal || lastOf(seal) >= segment) break;
      below = above;
      above *= 2;
    }
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      const seal = await this.at(middle);
      if (!seal || lastOf(seal) >= segment) above = middle;
      else below = middle;
    }
    const found = await this.at(above);
    return found?.data.segments.some((one) => one.segment === segment) ? found : undefined;
  }

  private async at(version: number): Promise<Seal | undefined> {
    if (!this.read.has(version)) {
      const options = { from: version, to: version };
      const [event] = await this.store.readStream<SegmentsSealed>(LEDGER_STREAM, options);
      this.read.set(version, event);
    }
    return this.read.get(version);
  }
}

/** Other events of the stream hold no segment: they count as before all of them. */
const lastOf = ({ type, data }: Seal): number =>
  type === 'SegmentsSealed' ? Math.max(...data.segments.map(({ segment }) => segment)) : 0;
