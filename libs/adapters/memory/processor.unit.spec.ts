import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../event-sourcing/clock.js';
import type { DeadLetters } from '../../event-sourcing/dead-letters.js';
import { backOff, PATIENT } from '../../event-sourcing/failure.js';
import {
  Processor,
  type ProcessorOptions,
  type ProcessorState,
} from '../../event-sourcing/processor.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { eventsOf } from '../../event-sourcing/source.js';
import { noted, textsOf } from '../../event-sourcing/testing/facts.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';
import { MemoryDeadLetters } from './memory-dead-letters.js';
import { MemoryEventStore } from './memory-event-store.js';

type Options = ProcessorOptions<RecordedEvent>;

/** A world with a store, and a processor that writes down what it did and how long it waited. */
const world = () => {
  const store = new MemoryEventStore();
  const checkpoints = new MemoryCheckpoints();
  const deadLetters = new MemoryDeadLetters();
  const done: string[] = [];
  const waits: number[] = [];
  const states: ProcessorState[] = [];
  const processor = (options: Partial<Options> = {}) =>
    new Processor<RecordedEvent>({
      reader: 'notes',
      source: eventsOf(store, ['Noted']),
      checkpoints,
      deadLetters,
      clock: new FixedClock(1_000),
      handle: async (events) => void done.push(...textsOf(events)),
      delay: async (ms) => void waits.push(ms),
      onState: (state) => states.push(state),
      batchSize: 3,
      ...options,
    });
  const append = (...texts: string[]) =>
    store.append(
      's',
      'any',
      texts.map((text) => noted(text, text === 'x' ? 'Other' : 'Noted')),
    );
  return { store, checkpoints, deadLetters, done, waits, states, processor, append };
};

/** Resolves when the processor stopped by itself. */
const failure = (processor: Processor<RecordedEvent>) =>
  expect(processor.caughtUp()).rejects.toThrow();

describe('processor', () => {
  it('given events before and after the start, when caught up, then each was done once', async () => {
    const { append, done, processor, checkpoints, store } = world();
    await append('a', 'b', 'c', 'd', 'x');
    const running = processor();
    expect(await running.lag()).toBe(5);
    await running.start();
    await running.caughtUp();
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    await append('e');
    await running.caughtUp();
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await running.lag()).toBe(0);
    await append('x');
    await running.caughtUp();
    await running.stop();
    expect(running.state).toEqual({ kind: 'stopped' });
    expect(await checkpoints.load('notes')).toBe(await store.head());
  });

  it('given a log that ends in holes, when all is read, then nothing lags and it rests', async () => {
    const { append, processor, store } = world();
    await append('a');
    let reads = 0;
    const source = eventsOf(store);
    const running = processor({
      source: {
        ...source,
        read: (after, limit) => {
          reads += 1;
          return source.read(after, limit);
        },
        head: async () => 9,
      },
    });
    await running.start();
    await running.caughtUp();
    expect(await running.lag()).toBe(0);
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    await running.stop();
    // The page, the one asked for early behind it, and one more to be sure.
    expect(reads).toBe(3);
  });

  it('given a checkpoint, when started again, then it goes on behind it', async () => {
    const { append, done, processor } = world();
    await append('a', 'b');
    const first = processor();
    await first.start();
    await first.caughtUp();
    await first.stop();
    await append('c');
    const second = processor();
    await second.start();
    await second.caughtUp();
    await second.stop();
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('given an effect that fails, when nothing is said, then it stops and keeps its place', async () => {
    const { append, processor, checkpoints, states, deadLetters } = world();
    await append('a', 'b', 'c', 'd');
    const running = processor({
      handle: async (events) => {
        if (textsOf(events).includes('d')) throw new TypeError('no such thing');
      },
    });
    await running.start();
    await failure(running);
    expect(running.state).toEqual({
      kind: 'failed',
      reason: 'TypeError: no such thing',
      position: 3,
    });
    expect(states.map(({ kind }) => kind)).toEqual(['running', 'failed']);
    expect(await checkpoints.load('notes')).toBe(3);
    expect(await running.lag()).toBe(1);
    expect(await deadLetters.list()).toEqual([]);
    await running.stop();
    expect(running.state.kind).toBe('failed');
  });

  it('given a passing failure, when retried, then it waits longer each time and goes on', async () => {
    const { append, processor, done, waits } = world();
    await append('a');
    let failures = 3;
    const running = processor({
      onFailure: () => 'retry',
      handle: async (events) => {
        if ((failures -= 1) >= 0) throw new Error('busy');
        done.push(...textsOf(events));
      },
    });
    await running.start();
    await running.caughtUp();
    expect(done).toEqual(['a']);
    expect(waits).toEqual([50, 100, 200]);
    await running.stop();
  });

  it('given a lasting failure, when retries are used up, then it stops', async () => {
    const { append, processor, waits } = world();
    await append('a');
    const running = processor({
      onFailure: () => 'retry',
      handle: () => Promise.reject(new Error('down')),
    });
    await running.start();
    await failure(running);
    expect(running.state).toMatchObject({ kind: 'failed', reason: 'Error: down', position: 0 });
    expect(waits).toHaveLength(PATIENT.attempts);
    expect(Math.max(...waits)).toBeLessThanOrEqual(PATIENT.longestDelay);
    expect(backOff(PATIENT, 60)).toBe(PATIENT.longestDelay);
  });

  it('given an engine that is away for long, when it is back, then the reader goes on where it was', async () => {
    const { append, processor, done, waits, checkpoints } = world();
    await append('a');
    const away = Object.assign(new Error('away'), { storeUnavailable: true });
    let [loads, effects, saves] = [20, 20, 20];
    const running = processor({
      onFailure: () => 'skip',
      checkpoints: {
        load: async (reader) => {
          if ((loads -= 1) >= 0) throw away;
          return checkpoints.load(reader);
        },
        save: async (reader, position) => {
          if ((saves -= 1) >= 0) throw away;
          await checkpoints.save(reader, position);
        },
      },
      handle: async (events) => {
        if ((effects -= 1) >= 0) throw away;
        done.push(...textsOf(events));
      },
    });
    await running.start();
    await running.caughtUp();
    expect(done).toEqual(['a']);
    expect(waits).toHaveLength(60);
    expect(Math.max(...waits)).toBe(PATIENT.longestDelay);
    expect(await checkpoints.load('notes')).toBe(1);
    await running.stop();
  });

  it('given an engine that is away, when told to stop, then it has stopped and not failed', async () => {
    const { append, processor, checkpoints } = world();
    await append('a');
    const away = Object.assign(new Error('away'), { storeUnavailable: true });
    const running = processor({
      handle: async () => {
        throw away;
      },
      delay: async () => void (await new Promise(setImmediate)),
    });
    await running.start();
    await new Promise(setImmediate);
    await running.stop();
    expect(running.state).toEqual({ kind: 'stopped' });
    const reading = processor({
      source: { ...eventsOf(world().store), head: () => Promise.reject(away) },
      delay: async () => void (await new Promise(setImmediate)),
    });
    await reading.start();
    await reading.stop();
    expect(reading.state).toEqual({ kind: 'stopped' });
    expect(await checkpoints.load('notes')).toBe(0);
  });

  it('given one bad event in a batch, when skipped, then it alone becomes a dead letter', async () => {
    const { append, processor, done, deadLetters, checkpoints } = world();
    await append('a', 'bad', 'c', 'd');
    const running = processor({
      onFailure: () => 'skip',
      handle: async (events) => {
        if (textsOf(events).includes('bad')) throw new Error('cannot');
        done.push(...textsOf(events));
      },
    });
    await running.start();
    await running.caughtUp();
    await running.stop();
    expect(done).toEqual(['a', 'c', 'd']);
    expect(await deadLetters.list()).toEqual([
      { reader: 'notes', position: 2, reason: 'Error: cannot', at: 1_000 },
    ]);
    expect(await checkpoints.load('notes')).toBe(4);
  });

  it('given a dead letter that cannot be written, when skipping, then it stops', async () => {
    const { append, processor, checkpoints } = world();
    await append('bad');
    const full: DeadLetters = {
      put: () => Promise.reject(new Error('disk full')),
      list: async () => [],
    };
    const running = processor({
      deadLetters: full,
      onFailure: () => 'skip',
      handle: () => Promise.reject(new Error('cannot')),
    });
    await running.start();
    await failure(running);
    expect(running.state).toMatchObject({ reason: expect.stringContaining('disk full') });
    expect(await checkpoints.load('notes')).toBe(0);
  });

  it('given a batch at hand, when stopped, then it is finished and checkpointed', async () => {
    const { append, processor, done, checkpoints } = world();
    await append('a', 'b', 'c', 'd');
    let begun: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    const running = processor({
      handle: async (events) => {
        begun();
        await mayGoOn;
        done.push(...textsOf(events));
      },
    });
    await running.start();
    await hasBegun;
    const stopped = running.stop();
    goOn();
    await stopped;
    expect(done).toEqual(['a', 'b', 'c']);
    expect(await checkpoints.load('notes')).toBe(3);
    await expect(running.caughtUp()).rejects.toThrow('stopped');
  });

  it('given an effect that saves its own checkpoint, when done, then nobody else does', async () => {
    const { append, processor, checkpoints, done } = world();
    await append('a', 'b');
    const running = processor({
      handleSavesCheckpoint: true,
      handle: async (events, next) => {
        done.push(...textsOf(events));
        await checkpoints.save('notes', next);
      },
      checkpoints: {
        load: (name) => checkpoints.load(name),
        save: () => Promise.reject(new Error('second save')),
      },
    });
    await running.start();
    await running.caughtUp();
    await running.stop();
    expect(running.state).toEqual({ kind: 'stopped' });
    expect(await checkpoints.load('notes')).toBe(2);
  });

  it('given others whose turn it is, then events gather, and are done together afterwards', async () => {
    const { append, processor, done } = world();
    const batches: string[][] = [];
    let goOn: () => void = () => undefined;
    const running = processor({
      turn: () => new Promise<void>((resolve) => (goOn = resolve)),
      handle: async (events) => {
        batches.push(textsOf(events));
        done.push(...textsOf(events));
      },
    });
    await append('a');
    await running.start();
    while (done.length < 1) await new Promise(setImmediate);
    await append('b');
    await append('c');
    for (let n = 0; n < 5; n += 1) await new Promise(setImmediate);
    expect(done).toEqual(['a']);
    goOn();
    while (done.length < 3) await new Promise(setImmediate);
    expect(batches).toEqual([['a'], ['b', 'c']]);
    await running.stop();
    expect(running.state).toEqual({ kind: 'stopped' });
  });

  it('given a turn that never comes, then who waits for the reader does not wait for it, nor does the end', async () => {
    const { append, processor, done } = world();
    const running = processor({ turn: () => new Promise<void>(() => undefined) });
    await running.start();
    await running.caughtUp();
    for (const text of ['a', 'b']) {
      await append(text);
      await new Promise(setImmediate);
      await running.caughtUp();
    }
    expect(done).toEqual(['a', 'b']);
    await running.stop();
    expect(running.state).toEqual({ kind: 'stopped' });
  });
});
