import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../event-sourcing/clock.js';
import { Processor, type ProcessorOptions } from '../../event-sourcing/processor.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { eventsOf, type PositionedSource } from '../../event-sourcing/source.js';
import { noted, textsOf } from '../../event-sourcing/testing/facts.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';
import { MemoryDeadLetters } from './memory-dead-letters.js';
import { MemoryEventStore } from './memory-event-store.js';

type Source = PositionedSource<RecordedEvent>;

/** Five notes, read three at a time; `order` tells what was asked for and dealt with. */
const world = async () => {
  const store = new MemoryEventStore();
  const order: string[] = [];
  const waits: number[] = [];
  const append = (...texts: string[]) =>
    store.append(
      's',
      'any',
      texts.map((text) => noted(text)),
    );
  const processor = (
    change: (source: Source) => Partial<Source> = () => ({}),
    handle: ProcessorOptions<RecordedEvent>['handle'] = async () => undefined,
  ) => {
    const source = eventsOf(store);
    const changed = { ...source, ...change(source) };
    return new Processor<RecordedEvent>({
      reader: 'notes',
      source: {
        ...changed,
        read: (after, limit) => {
          order.push(`behind ${after}`);
          return changed.read(after, limit);
        },
      },
      checkpoints: new MemoryCheckpoints(),
      deadLetters: new MemoryDeadLetters(),
      clock: new FixedClock(1_000),
      handle: async (events, next) => {
        await new Promise(setImmediate);
        order.push(textsOf(events).join(''));
        await handle(events, next);
      },
      delay: async (ms) => void waits.push(ms),
      batchSize: 3,
    });
  };
  await append('a', 'b', 'c', 'd', 'e');
  return { append, order, waits, processor };
};

describe('the page behind the one at hand', () => {
  it('given more to read, when a page is dealt with, then the next one is asked for meanwhile', async () => {
    const { order, processor } = await world();
    const running = processor();
    await running.start();
    await running.caughtUp();
    await running.stop();
    expect(order.slice(0, 4)).toEqual(['behind 0', 'behind 3', 'abc', 'de']);
  });

  it('given it cannot be had, when asked for again, then nothing is missing', async () => {
    const { order, waits, processor } = await world();
    let refused = false;
    const running = processor(({ read }) => ({
      read: async (after, limit) => {
        if (after !== 3 || refused) return read(after, limit);
        refused = true;
        throw new Error('away');
      },
    }));
    await running.start();
    await running.caughtUp();
    await running.stop();
    expect(order.filter((one) => !one.startsWith('behind'))).toEqual(['abc', 'de']);
    expect(waits).toHaveLength(1);
  });

  it('given it was empty when asked for, when something came in since, then that is not slept over', async () => {
    const { append, order, processor } = await world();
    const handle = async (events: readonly RecordedEvent[]) => {
      if (!textsOf(events).includes('e')) return;
      await new Promise(setImmediate);
      await append('f');
    };
    // The log ends in holes: more seems to be behind the last event.
    const running = processor(() => ({ head: async () => 9 }), handle);
    await running.start();
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    await running.stop();
    expect(order.filter((one) => !one.startsWith('behind'))).toEqual(['abc', 'de', 'f']);
  });
});
