import type { Happening } from '../../event.js';
import type { Random } from '../../random.js';
import { HOUR, SEC } from '../../world/calendar.js';
import type { World } from '../../world/world.js';
import type { Pair } from '../label.js';
import type { Draw, Family } from '../scheme.js';
import { backDated, finished, outrun, postDated } from './forge.js';
import type { Run } from './runs.js';
import {
  brushing,
  entered,
  gapOf,
  hasVideos,
  plannedRuns,
  tellsClaims,
  toolActor,
} from './scheme.js';
import { toolOf, type Tool } from './tools.js';

/** Packet tools that care little for the clock (threats.md 1.0, F1). */
type Sort = 'f1_leap' | 'f1_overspeed' | 'f1_post_dated' | 'f1_back_dated' | 'f1_finish_only';

const family = (name: Sort): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const dated = name === 'f1_post_dated' || name === 'f1_back_dated';
    const pair = pool.take(dated ? tellsClaims : hasVideos, random);
    if (!pair) return undefined;
    const tool = toolOf(world, name, random.fork('tool'));
    const efforts = ['blatant', 'blatant', 'moderate'] as const;
    const { effort, runs } = plannedRuns(world, pair, efforts, random.fork('plan'));
    // A careful user turns the factor down.
    const factor = factorOf(name, effort === 'moderate', random.fork('factor'));
    const stepSec = random.fork('step').between(5, effort === 'moderate' ? 90 : 60);
    const happen = (run: Run, wrong: string, own: Random) =>
      forgeRun(world, { name, pair, tool, factor, stepSec, wrong }, run, own);
    return brushing(
      world,
      { pair, family: name, effort, lent: tool.hosted, runs, happen },
      random.fork('case'),
    );
  },
});

function factorOf(name: Sort, careful: boolean, random: Random): number {
  if (name === 'f1_leap') return careful ? random.between(8, 16) : random.between(20, 1000);
  return careful ? random.between(2.15, 3) : random.between(2.5, 16);
}

interface Forging {
  readonly name: Sort;
  readonly pair: Pair;
  readonly tool: Tool;
  readonly factor: number;
  readonly stepSec: number;
  readonly wrong: string;
}

function* forgeRun(
  world: World,
  { name, pair, tool, factor, stepSec, wrong }: Forging,
  run: Run,
  random: Random,
): Generator<Happening> {
  const actor = toolActor(world, pair, tool, run.day, wrong, random);
  let at = yield* entered(tool, actor, pair, run.at);
  let claimed = at - random.between(3, 14) * HOUR;
  for (const video of run.videos) {
    const one = { actor, offering: pair.offering, video, from: at, tool };
    switch (name) {
      case 'f1_leap':
      case 'f1_overspeed':
        at = yield* outrun(one, { factor, stepSec }, random);
        break;
      case 'f1_post_dated':
        at = yield* postDated(one, random);
        break;
      case 'f1_back_dated':
        claimed = yield* backDated(one, claimed, random);
        at += random.between(200, 900);
        break;
      case 'f1_finish_only':
        at = yield* finished(one, random);
        break;
    }
    at += gapOf(tool, random);
    claimed += random.between(0, 2) * SEC;
  }
}

export const FORGED: readonly Family[] = [
  family('f1_leap'),
  family('f1_overspeed'),
  family('f1_post_dated'),
  family('f1_back_dated'),
  family('f1_finish_only'),
];
