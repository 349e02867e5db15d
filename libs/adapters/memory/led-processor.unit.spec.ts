import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { FixedClock } from '../../event-sourcing/clock.js';
import { LedProcessor } from '../../event-sourcing/led-processor.js';
import { systemActor } from '../../event-sourcing/recorded-event.js';
import { eventsOf } from '../../event-sourcing/source.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';
import { MemoryDeadLetters } from './memory-dead-letters.js';
import { MemoryEventStore } from './memory-event-store.js';
import { MemoryOwnerships } from './memory-ownerships.js';

const shared = () => {
  const store = new MemoryEventStore();
  const ownerships = new MemoryOwnerships();
  const checkpoints = new MemoryCheckpoints();
  const seen: string[] = [];
  const instance = (name: string, works: () => boolean = () => true) =>
    new LedProcessor({
      ...{ reader: 'reader', checkpoints, deadLetters: new MemoryDeadLetters() },
      ...{ clock: new FixedClock(0), source: eventsOf(store, ['Said']) },
      ownership: ownerships.of('reader', 1),
      delay: async (ms) => void (await pause(ms)),
      handle: async (events) => {
        if (!works()) throw new Error('out of order');
        for (const { position } of events) seen.push(`${name} ${position}`);
      },
    });
  const say = async (type = 'Said') => {
    const metadata = { at: '2026-03-02T00:00:00Z', actor: systemActor('test') };
    await store.append('stream', 'any', [{ id: randomUUID(), type, data: {}, metadata }]);
  };
  return { instance, say, seen };
};

describe('a reader of which one instance works at a time', () => {
  it('given two, when something is said, then one deals with it and the other knows when', async () => {
    const { instance, say, seen } = shared();
    const [one, two] = [instance('one'), instance('two')];
    await one.start();
    await two.start();
    await say();
    await say('Unheard');
    await two.caughtUp();
    expect(seen).toEqual(['one 1']);
    expect(await two.lag()).toBe(0);
    await two.stop();
    await one.stop();
  });

  it('when the one at work ends, then the other goes on from its checkpoint', async () => {
    const { instance, say, seen } = shared();
    const [one, two] = [instance('one'), instance('two')];
    await one.start();
    await two.start();
    await say();
    await one.caughtUp();
    await one.stop();
    await say();
    await two.caughtUp();
    expect(seen).toEqual(['one 1', 'two 2']);
    expect(two.state).toEqual({ kind: 'running' });
    await expect(one.caughtUp()).rejects.toThrow('stopped');
    await two.stop();
  });

  it('one that fails says so, and lets the other try', async () => {
    const { instance, say, seen } = shared();
    const [one, two] = [instance('one', () => false), instance('two')];
    await one.start();
    await two.start();
    await say();
    await two.caughtUp();
    expect(one.state).toMatchObject({ kind: 'failed', position: 0 });
    expect(seen).toEqual(['two 1']);
    await one.stop();
    await two.stop();
  });

  it('given nobody at work, then what waits is behind', async () => {
    const { instance, say } = shared();
    const one = instance('one');
    await say();
    expect(await one.lag()).toBe(1);
    await one.start();
    await one.caughtUp();
    expect(await one.lag()).toBe(0);
    await one.stop();
  });

  it('given an engine that is away since before it could begin, when told to stop, then it stops', async () => {
    const away = Object.assign(new Error('away'), { storeUnavailable: true });
    const states: string[] = [];
    let isAway = true;
    let asked: () => void = () => undefined;
    const untilAsked = new Promise<void>((resolve) => (asked = resolve));
    const checkpoints = new MemoryCheckpoints();
    const one = new LedProcessor({
      ...{ reader: 'reader', deadLetters: new MemoryDeadLetters(), clock: new FixedClock(0) },
      source: eventsOf(new MemoryEventStore(), ['Said']),
      ownership: new MemoryOwnerships().of('reader', 1),
      checkpoints: {
        save: (reader, position) => checkpoints.save(reader, position),
        load: async (reader) => {
          asked();
          if (isAway) throw away;
          return checkpoints.load(reader);
        },
      },
      delay: async () => void (await new Promise(setImmediate)),
      handle: async () => undefined,
      onState: ({ kind }) => states.push(kind),
    });
    const started = one.start().catch(() => undefined);
    await untilAsked;
    const stopped = one.stop().then(() => 'stopped');
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    const soon = await Promise.race([stopped, Promise.resolve('not yet')]);
    isAway = false;
    await Promise.all([stopped, started]);
    expect(soon).toBe('stopped');
    expect(states).toEqual(['running', 'stopped']);
  });
});
