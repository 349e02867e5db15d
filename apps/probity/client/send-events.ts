import { setTimeout as pause } from 'node:timers/promises';
import { Refused, Unreachable, type ApiClient } from './api-client.js';

export interface Rejected {
  readonly index: number;
  readonly id?: string;
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
}

export interface BatchAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejected[];
}

export interface Tally {
  sent: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

const BATCH_EVENTS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;
const IN_FLIGHT = 4;
const TRIES = 8;
const BATCH_TYPE = 'application/cloudevents-batch+json';

/**
 * Sends raw CloudEvents in batches, a few in flight at a time, and tries again where the server
 * asks for patience or is away for a moment: identity makes repeating safe.
 *
 * @param onRejected gets the refused event's own bytes with the server's reason.
 */
export const sendEvents = async (
  client: ApiClient,
  events: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onProgress: (tally: Tally) => void,
  onRejected: (raw: Uint8Array, reason: Rejected) => void,
): Promise<Tally> => {
  const tally: Tally = { sent: 0, accepted: 0, duplicates: 0, rejected: 0 };
  const inFlight = new Set<Promise<void>>();
  const send = async (batch: readonly Uint8Array[]): Promise<void> => {
    const answer = await sendBatch(client, batch);
    tally.sent += batch.length;
    tally.accepted += answer.accepted;
    tally.duplicates += answer.duplicates;
    tally.rejected += answer.rejected.length;
    for (const reason of answer.rejected) {
      const raw = batch[reason.index];
      if (raw) onRejected(raw, reason);
    }
    onProgress(tally);
  };
  for await (const batch of batches(events)) {
    const sending: Promise<void> = send(batch).finally(() => inFlight.delete(sending));
    inFlight.add(sending);
    if (inFlight.size >= IN_FLIGHT) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  return tally;
};

async function* batches(
  events: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array[]> {
  let batch: Uint8Array[] = [];
  let bytes = 0;
  for await (const event of events) {
    if (batch.length >= BATCH_EVENTS || bytes + event.length > BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += event.length;
  }
  if (batch.length > 0) yield batch;
}

const sendBatch = async (client: ApiClient, batch: readonly Uint8Array[]): Promise<BatchAnswer> => {
  const body = joined(batch);
  for (let tried = 1; ; tried += 1) {
    try {
      // 422 carries the same body: every event of the batch was refused.
      return (await client.post<BatchAnswer>('/api/v1/events', body, BATCH_TYPE, [422])).body;
    } catch (error) {
      const wait = waitBefore(error, tried);
      if (wait === undefined || tried >= TRIES) throw error;
      await pause(wait);
    }
  }
};

/** Milliseconds to wait before trying again; undefined where that would not help. */
const waitBefore = (error: unknown, tried: number): number | undefined => {
  if (error instanceof Refused && (error.status === 429 || error.status === 503))
    return (error.retryAfter ?? tried) * 1000;
  return error instanceof Unreachable && tried > 1 ? 500 * 2 ** Math.min(tried, 5) : undefined;
};

const COMMA = Buffer.from(',');

const joined = (batch: readonly Uint8Array[]): Uint8Array => {
  const parts: Uint8Array[] = [Buffer.from('[')];
  batch.forEach((event, index) => {
    if (index > 0) parts.push(COMMA);
    parts.push(event);
  });
  parts.push(Buffer.from(']'));
  return Buffer.concat(parts);
};
