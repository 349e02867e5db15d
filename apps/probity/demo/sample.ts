import { simulate } from '../../../test/simulator/simulate.js';
import type { ApiClient } from '../client/api-client.js';
import { progressBar } from '../client/progress.js';
import { sendEvents, type Tally } from '../client/send-events.js';

export interface SampleScale {
  readonly students: number;
  readonly weeks: number;
  readonly seed: number;
}

export interface Streamed {
  readonly tally: Tally;
  readonly seconds: number;
  readonly sources: readonly string[];
}

/** Each source has its own way in: a vendor's key writes that vendor's events only. */
export type VendorClient = (source: string) => ApiClient;

/** Streams a synthetic semester through the intake, roster first, vendors side by side. */
export const streamSample = async (
  scale: SampleScale,
  registry: ApiClient,
  vendor: VendorClient,
): Promise<Streamed> => {
  const { roster, events } = simulate(scale);
  await registry.put('/api/v1/roster', JSON.stringify(roster));
  const queues = new Map<string, Uint8Array[]>();
  let total = 0;
  for (const event of events) {
    const queue = queues.get(event.source) ?? [];
    queue.push(Buffer.from(JSON.stringify(event)));
    queues.set(event.source, queue);
    total += 1;
  }
  const bar = progressBar('streaming', total, 'events');
  const tallies = new Map<string, Tally>();
  const started = performance.now();
  await Promise.all(
    [...queues].map(async ([source, queue]) => {
      const onProgress = (tally: Tally): void => {
        tallies.set(source, { ...tally });
        bar.update(summed(tallies).sent, '');
      };
      await sendEvents(vendor(source), queue, onProgress, () => undefined);
    }),
  ).finally(() => {
    bar.stop();
  });
  const seconds = (performance.now() - started) / 1000;
  return { tally: summed(tallies), seconds, sources: [...queues.keys()].sort() };
};

const summed = (tallies: ReadonlyMap<string, Tally>): Tally => {
  const sum: Tally = { sent: 0, accepted: 0, duplicates: 0, rejected: 0 };
  for (const tally of tallies.values()) {
    sum.sent += tally.sent;
    sum.accepted += tally.accepted;
    sum.duplicates += tally.duplicates;
    sum.rejected += tally.rejected;
  }
  return sum;
};
