import type { Happening } from '../../event.js';
import type { Random } from '../../random.js';
import { SEC } from '../../world/calendar.js';
import type { SimVideo } from '../../world/offerings.js';
import type { World } from '../../world/world.js';
import type { Effort, Pair } from '../label.js';
import type { Draw, Family, Scheme } from '../scheme.js';
import { disguised, paced } from './forge.js';
import type { Run } from './runs.js';
import { brushing, entered, gapOf, hasVideos, plannedRuns, toolActor } from './scheme.js';
import { toolOf, type Tool } from './tools.js';

/** Packet tools that keep to the clock, one video at a time or several (threats.md 1.0, F2). */
interface Work {
  readonly pair: Pair;
  readonly tool: Tool;
  readonly workers: number;
  readonly disguises: boolean;
}

const family = (
  name: string,
  efforts: readonly Effort[],
  settings: (effort: Effort, random: Random) => Pick<Work, 'workers' | 'disguises'>,
): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const pair = pool.take(hasVideos, random);
    if (!pair) return undefined;
    const tool = toolOf(world, name, random.fork('tool'));
    const { effort, runs } = plannedRuns(world, pair, efforts, random.fork('plan'));
    const work = { pair, tool, ...settings(effort, random.fork('settings')) };
    const happen = (run: Run, wrong: string, own: Random) => workOn(world, work, run, wrong, own);
    return brushing(
      world,
      { pair, family: name, effort, lent: tool.hosted, runs, happen },
      random.fork('case'),
    );
  },
});

/** As many workers as the tool has threads; each takes the next video at once. */
export function* workOn(
  world: World,
  { pair, tool, workers, disguises }: Work,
  run: Run,
  wrong: string,
  random: Random,
): Generator<Happening> {
  const actor = toolActor(world, pair, tool, run.day, wrong, random);
  const start = yield* entered(tool, actor, pair, run.at);
  const stagger = random.between(0, 1500);
  const free = Array.from({ length: workers }, (_, n) => start + n * stagger);
  for (const video of run.videos) {
    const from = Math.min(...free);
    const one = { actor, offering: pair.offering, video, from, tool };
    const end = yield* disguises ? disguised(one, random) : paced(one, random);
    free[free.indexOf(from)] = end + gapOf(tool, random);
  }
}

/** One account in two courses or more, on as many platforms as it has, at once. */
const acrossPlatforms: Family = {
  name: 'f2_across_platforms',
  draw({ world, pool, random }: Draw) {
    const first = pool.take(hasTwoPlatforms, random);
    if (!first) return undefined;
    const others = first.student.offerings
      .map((offering) => ({ student: first.student, offering }))
      .filter((pair) => elsewhere(pair, first) && pool.isFree(pair));
    if (others.length === 0) {
      pool.release(first);
      return undefined;
    }
    const pairs = [first, ...others.map((pair) => pool.claim(pair))];
    const { effort, runs } = plannedRuns(world, first, ['moderate'], random.fork('plan'));
    const begins = runs.map(({ day, at }) => ({ day, at }));
    return joined(
      pairs.map((pair, n) => {
        const own = random.fork('course', n);
        const tool = toolOf(world, `across ${pair.offering.platform.source}`, own);
        const work = { pair, tool, workers: 1, disguises: own.chance(0.4) };
        const happen = (run: Run, wrong: string, each: Random) =>
          workOn(world, work, run, wrong, each);
        const together = dealt(pair.offering.videos, begins, own.fork('starts'));
        const plan = { pair, family: 'f2_across_platforms', effort, lent: tool.hosted };
        return brushing(world, { ...plan, runs: together, happen }, own.fork('case'));
      }),
    );
  },
};

const elsewhere = ({ offering }: Pair, first: Pair): boolean =>
  offering.platform !== first.offering.platform && offering.videos.length >= 2;

const hasTwoPlatforms = (pair: Pair): boolean =>
  hasVideos(pair) &&
  pair.student.offerings.some((offering) => elsewhere({ ...pair, offering }, pair));

/** The same evenings, a few seconds apart. */
const dealt = (
  videos: readonly SimVideo[],
  begins: readonly { readonly day: number; readonly at: number }[],
  random: Random,
): Run[] => {
  const size = Math.ceil(videos.length / begins.length);
  return begins
    .map(({ day, at }, n) => ({
      day,
      at: at + random.between(0, 40) * SEC,
      videos: videos.slice(n * size, (n + 1) * size),
    }))
    .filter((run) => run.videos.length > 0);
};

export const joined = (schemes: readonly Scheme[]): Scheme => ({
  cases: schemes.flatMap((one) => one.cases),
  replaces: schemes.flatMap((one) => one.replaces),
  acts: schemes.flatMap((one) => one.acts),
});

export const PACED: readonly Family[] = [
  family('f2_parallel', ['blatant', 'blatant', 'moderate'], (effort, random) => ({
    workers: effort === 'blatant' ? random.int(4, 20) : random.int(2, 3),
    disguises: random.chance(0.2),
  })),
  acrossPlatforms,
  family('f2_serial', ['moderate', 'adaptive'], () => ({ workers: 1, disguises: false })),
  family('f2_serial_disguised', ['adaptive'], () => ({ workers: 1, disguises: true })),
];
