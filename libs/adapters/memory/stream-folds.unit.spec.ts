import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryEventStore } from './memory-event-store.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { StreamFolds, type Folding } from '../../event-sourcing/stream-folds.js';

/** The ids of a stream's events, one after the other. */
const IDS: Folding<string> = { initial: '', evolve: (ids, { id }) => `${ids} ${id}` };

const metadata = { at: '2026-03-01T00:00:00Z', actor: { role: 'system', person: 'spec' } };

const filled = async (streams: readonly string[]): Promise<EventStore> => {
  const store = new MemoryEventStore();
  for (const [at, stream] of streams.entries())
    await store.append(stream, 'any', [
      { id: `e${String(at)}`, type: 'Happened', data: {}, metadata },
    ]);
  return store;
};

const counting = (store: EventStore) => {
  const reads: string[] = [];
  const counted = Object.create(store) as EventStore;
  counted.readStream = (stream, options) => {
    reads.push(stream);
    return store.readStream(stream, options);
  };
  return { counted, reads };
};

const all = async (store: EventStore): Promise<readonly RecordedEvent[]> =>
  (await store.readAll({ after: 0, limit: 10_000 })).events;

const whole = async (store: EventStore, stream: string): Promise<string> =>
  (await store.readStream(stream)).map(({ id }) => ` ${id}`).join('');

describe('folds of streams', () => {
  it('given streams from their first event on, then nothing is read', async () => {
    const { counted, reads } = counting(await filled(['a', 'b', 'a', 'a', 'b']));
    const folds = new StreamFolds(counted, IDS);
    const events = await all(counted);
    expect([...(await folds.follow(events.slice(0, 2)))]).toEqual([
      ['a', ' e0'],
      ['b', ' e1'],
    ]);
    expect([...(await folds.follow(events.slice(2)))]).toEqual([
      ['a', ' e0 e2 e3'],
      ['b', ' e1 e4'],
    ]);
    expect(reads).toEqual([]);
  });

  it('given a stream that is not known, then it is read once, as it stands', async () => {
    const { counted, reads } = counting(await filled(['a', 'a', 'a']));
    const folds = new StreamFolds(counted, IDS);
    const events = await all(counted);
    expect((await folds.follow(events.slice(1, 2))).get('a')).toBe(' e0 e1 e2');
    expect((await folds.follow(events.slice(2))).get('a')).toBe(' e0 e1 e2');
    expect(reads).toEqual(['a']);
  });

  it('given a repeated page, then nothing is folded twice', async () => {
    const store = await filled(['a', 'a']);
    const folds = new StreamFolds(store, IDS);
    const events = await all(store);
    await folds.follow(events);
    expect((await folds.follow(events)).get('a')).toBe(' e0 e1');
  });

  it('given little memory, pages of any size and repeats, then each state is that of the stream', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.boolean())),
        fc.integer({ min: 1, max: 12 }),
        async (streams, pages, mostEvents) => {
          const store = await filled(streams);
          const events = await all(store);
          const folds = new StreamFolds(store, IDS, mostEvents);
          const last = new Map<string, string>();
          for (let at = 0; at < events.length;) {
            const [size, again] = pages.next().value as [number, boolean];
            const page = events.slice(at, at + size);
            if (again) await folds.follow(page);
            for (const [stream, state] of await folds.follow(page)) last.set(stream, state);
            at += size;
          }
          for (const [stream, state] of last) expect(state).toBe(await whole(store, stream));
        },
      ),
      { numRuns: 200 },
    );
  });
});
