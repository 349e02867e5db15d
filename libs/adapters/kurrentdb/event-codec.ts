import {
  jsonEvent,
  type EventData,
  type JSONType,
  type RecordedEvent as Stored,
} from '@eventstore/db-client';
import { createHash } from 'node:crypto';
import type { Metadata, NewEvent, RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { positionOf } from './positions.js';

/** What stands in the server's metadata beside the event. */
interface Envelope {
  readonly id: string;
  readonly salt: string;
  readonly metadata: Metadata;
  /** The server's own names for what belongs together; its projections follow them. */
  readonly $correlationId?: string;
  readonly $causationId?: string;
}

/** @param salt 16 bytes in hex, drawn for this event alone */
export const toStored = (event: NewEvent, salt: string): EventData => {
  const { correlationId, causationId } = event.metadata;
  const envelope: Envelope = {
    id: event.id,
    salt,
    metadata: event.metadata,
    ...(correlationId === undefined ? {} : { $correlationId: correlationId }),
    ...(causationId === undefined ? {} : { $causationId: causationId }),
  };
  return jsonEvent({
    id: uuidOf(event.id),
    type: event.type,
    data: event.data as JSONType,
    metadata: envelope as unknown as JSONType,
  });
};

/** An event of a stream that is ours; its name is without the prefix. */
export const fromStored = (stored: Stored, prefix: string): RecordedEvent => {
  const { id, salt, metadata } = stored.metadata as unknown as Envelope;
  return {
    id,
    stream: stored.streamId.slice(prefix.length),
    version: versionOf(stored),
    position: positionOf(stored.position),
    type: stored.type,
    data: stored.data,
    metadata,
    salt,
  };
};

export const idOf = (stored: Stored): string => (stored.metadata as unknown as Envelope).id;

/** Revisions count from 0 there, versions from 1 here. */
export const versionOf = ({ revision }: Stored): number => Number(revision) + 1;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The server knows events by UUID; another id becomes one by its hash (RFC 9562, version 8). */
export const uuidOf = (id: string): string => {
  if (UUID.test(id)) return id;
  const bytes = createHash('sha256').update(id).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
