import { describe, expect, it } from '@jest/globals';
import { Sealer } from '../../activity/sealer.js';
import { heartbeat } from '../../activity/testing/event-samples.js';
import { FixedClock } from '../../event-sourcing/clock.js';
import { LEDGER_STREAM, type SegmentsSealed } from '../../event-sourcing/sealed.js';
import { MemoryActivityLedger } from './memory-activity-ledger.js';
import { MemoryEventStore } from './memory-event-store.js';

const DAY = 86_400_000;

const setUp = (ledger = new MemoryActivityLedger(), store = new MemoryEventStore()) => {
  const clock = new FixedClock(Date.UTC(2026, 2, 3));
  let ids = Math.floor(Math.random() * 1e9);
  const ports = {
    ...{ ledger, store, clock, newId: () => `e-${ids++}`, floor: () => ledger.head() },
  };
  const sealer = new Sealer(ports, { minEvents: 4, longestWait: DAY });
  const told = async () => {
    const events = await store.readStream<SegmentsSealed>(LEDGER_STREAM);
    return events.flatMap(({ data }) => data.segments);
  };
  return { ledger, store, clock, ports, sealer, told };
};
const append = (ledger: MemoryActivityLedger, count: number, receivedAt: number) =>
  ledger.append(
    Array.from({ length: count }, (_, n) => heartbeat(n)),
    receivedAt,
  );

describe('sealer', () => {
  it('given enough events or a long wait, then it seals and tells the roots', async () => {
    const { ledger, clock, sealer, told } = setUp();
    await append(ledger, 34, clock.now());
    expect(await sealer.run()).toBe(4);
    clock.advance(DAY + 1);
    expect(await sealer.run()).toBe(6);
    expect(await sealer.run()).toBe(0);
    const segments = await told();
    expect(segments.map(({ count }) => count)).toEqual([4, 4, 4, 4, 3, 3, 3, 3, 3, 3]);
    const proof = await ledger.proof(1);
    expect(segments.find(({ segment }) => segment === proof?.segment)?.root).toBe(proof?.root);
    expect(await ledger.unrecordedSeals()).toEqual([]);
  });

  it('given readers that lag, then nothing past the slowest is sealed', async () => {
    const { ledger, clock, ports } = setUp();
    await append(ledger, 40, clock.now());
    const sealer = new Sealer(
      { ...ports, floor: async () => 20 },
      { minEvents: 1, longestWait: 0 },
    );
    await sealer.run();
    expect((await ledger.figures()).sealed).toBe(20);
  });

  it('given a crash before or after the record, then every segment is told exactly once', async () => {
    const { ledger, store, clock, sealer, told } = setUp();
    await append(ledger, 40, clock.now());
    // Sealed but not told.
    const lost = await ledger.seal({ upTo: 40, minEvents: 4, receivedBefore: 0 });
    // Told, but the ledger did not hear of it.
    const forgetful = Object.assign(Object.create(ledger) as MemoryActivityLedger, {
      sealsRecorded: () => Promise.reject(new Error('killed')),
    });
    await expect(setUp(forgetful, store).sealer.run()).rejects.toThrow('killed');
    await ledger.append(
      Array.from({ length: 40 }, (_, n) => heartbeat(100 + n)),
      clock.now(),
    );
    await sealer.run();
    const segments = (await told()).map(({ segment }) => segment);
    expect(segments.slice(0, lost.length)).toEqual(lost.map(({ segment }) => segment));
    expect(new Set(segments).size).toBe(segments.length);
    expect(segments).toHaveLength(20);
    expect(await ledger.unrecordedSeals()).toEqual([]);
  });
});
