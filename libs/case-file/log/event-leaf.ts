import { leafHash } from '../../event-sourcing/merkle.js';
import { jcs } from '../../event-sourcing/jcs.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';

/** What of a recorded event is hashed and exported: everything but its place in one store. */
export interface LeafEvent {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

export const leafEvent = ({
  id,
  stream,
  version,
  type,
  data,
  metadata,
}: RecordedEvent): LeafEvent => ({
  id,
  stream,
  version,
  type,
  data,
  metadata,
});

/**
 * Leaf of a domain event: SHA-256(0x00 ‖ salt ‖ JCS(event)). RFC 9162 section 2.1.1 with the salt
 * in front, so that a withheld or erased event cannot be guessed from its hash.
 */
export const eventLeaf = (event: RecordedEvent): Uint8Array =>
  leafHash(Buffer.from(event.salt, 'hex'), Buffer.from(jcs(leafEvent(event))));
