import { Crash, Fleet, Instance, type Mishap } from '../../libs/detection/testing/fleet.js';
import type { BenchOptions, SentEvent } from '../../libs/detection/testing/detection-bench.js';
import { Random } from '../simulator/random.js';

/** What reaches the instances, in an order of its own: pieces of reference data between events. */
export interface Course {
  readonly events: readonly SentEvent[];
  /** The first is known from the start; empty ones are a pause. */
  readonly pieces: readonly unknown[];
}

export interface Trouble {
  readonly seed: number;
  readonly instances: number;
  readonly partitions: number;
}

/** Of a thousand calls on a port, so many are the last of their process. */
const CRASHES = 4;

/**
 * Judges a course by several instances that share everything but memory. Shares move at any time and
 * the old hands learn of it late; processes end in the middle of what they do, also right after an
 * append; each hears of reference data in its own time; their work interleaves call by call.
 */
export const amongInstances = async (
  { events, pieces }: Course,
  { seed, instances: count, partitions }: Trouble,
  options: BenchOptions,
): Promise<{ readonly fleet: Fleet; readonly crashes: number }> => {
  const random = new Random(seed);
  const fleet = new Fleet(partitions, { ...options, cachedEvents: 50 });
  let calm = false;
  let crashes = 0;
  const mishap: Mishap = async () => {
    if (random.unit() < 0.2) await new Promise(setImmediate);
    if (calm || random.unit() * 1000 >= CRASHES) return;
    crashes += 1;
    throw new Crash('the process has ended');
  };
  const shares = Array.from({ length: count }, () => [] as number[]);
  const running = shares.map(() => new Instance(fleet, mishap));
  /** A process that ends is followed by another, which reads the roster and gets the same shares. */
  const survive = async (at: number, work: (instance: Instance) => Promise<unknown>) => {
    for (let next = work; ;) {
      try {
        await next(running[at] as Instance);
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        running[at] = new Instance(fleet, mishap);
        next = async (instance) => {
          await instance.hear();
          await instance.takeInHand(shares[at] ?? []);
        };
      }
    }
  };
  const each = (work: (instance: Instance) => Promise<unknown>) =>
    Promise.all(running.map((_, at) => survive(at, work)));
  const tell = (at: number) => survive(at, (instance) => instance.takeInHand(shares[at] ?? []));
  const rebalance = async (work: () => Promise<unknown>) => {
    for (const own of shares) own.length = 0;
    for (let share = 0; share < partitions; share += 1)
      shares[Math.floor(random.unit() * count)]?.push(share);
    const order = shares.map((_, at) => ({ at, turn: random.unit() }));
    for (const { at } of order.sort((a, b) => a.turn - b.turn)) {
      await tell(at);
      if (random.unit() < 0.5) await work();
    }
  };
  const step = () => each((instance) => instance.step());
  const known = async (upTo: number) => {
    fleet.rosterLog.push(...pieces.slice(fleet.rosterLog.length, upTo));
    await each(async (instance) => random.unit() < 0.7 && instance.hear());
  };

  await known(1);
  await each((instance) => instance.hear());
  await rebalance(step);
  const every = Math.ceil(events.length / pieces.length);
  for (let from = 0; from < events.length;) {
    const size = 1 + Math.floor(random.unit() * 2 * every);
    await fleet.send(events.slice(from, from + size));
    from += size;
    for (let left = Math.floor(random.unit() * 6); left > 0; left -= 1) await step();
    await known(Math.floor((pieces.length * from) / events.length));
    if (random.unit() < 0.6) await rebalance(step);
  }
  await known(pieces.length);
  for (let left = 20; left > 0; left -= 1) await step();
  calm = true;
  await each((instance) => instance.hear());
  await fleet.settle(running);
  return { fleet, crashes };
};
