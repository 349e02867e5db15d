import type { Actor, Happening } from '../../event.js';
import { play, UNTOUCHED } from '../../habits/player.js';
import { closed, opened } from '../../habits/study.js';
import type { Random } from '../../random.js';
import { SEC } from '../../world/calendar.js';
import type { World } from '../../world/world.js';
import type { Effort, Pair } from '../label.js';
import { actorAs, ownDesk } from '../machines.js';
import type { Draw, Family } from '../scheme.js';
import type { Run } from './runs.js';
import { brushing, hasVideos, plannedRuns } from './scheme.js';

/** A script that drives the genuine player (threats.md 1.0, F3). */
export interface Script {
  readonly speed: number;
  readonly muted: boolean;
  readonly foreground: boolean;
  /** Seconds between one video and the next. */
  readonly gap: (random: Random) => number;
  /** Chance per minute that something pauses the player, and seconds until the script goes on. */
  readonly pauses: number;
  readonly resumesAfterSec: number;
}

const SCRIPTS = 3;

/** Settings that users of a script share, and those of one user's care. */
export function scriptOf(world: World, effort: Effort, random: Random): Script {
  const own = world.random.fork('script', random.int(1, SCRIPTS));
  const base = own.pick([1, 3, 5, 10, own.between(5, 90)]);
  const fixed = {
    speed: own.pick([1, 1, 1.5, 2]),
    muted: own.chance(0.7),
    foreground: own.chance(0.6),
    pauses: own.pick([0, 0.03, 0.1]),
    resumesAfterSec: own.pick([0.2, 1, 1, own.between(0.3, 5)]),
  };
  // Pages take their time to load, whoever asks for them.
  const load = (each: Random): number => 0.3 + each.exponential(0.25);
  if (effort === 'blatant') return { ...fixed, gap: (each) => base + load(each) };
  if (effort === 'moderate')
    return { ...fixed, gap: (each) => base * each.between(0.5, 1.5) + load(each) };
  const median = random.between(15, 60);
  return {
    ...fixed,
    muted: false,
    foreground: true,
    pauses: 0,
    speed: random.pick([1, 1.25, 1.5]),
    gap: (each) => each.lognormal(median, 0.9),
  };
}

/** One video after the other, and nobody's hand on anything. */
export function* drive(
  actor: Actor,
  { offering }: Pair,
  script: Script,
  run: Run,
  random: Random,
): Generator<Happening> {
  yield* opened(actor, offering, run.at);
  let at = run.at + (4 + script.gap(random)) * SEC;
  const { gap, ...manner } = script;
  for (const video of run.videos) {
    const view = { ...UNTOUCHED, ...manner, actor, offering, video, from: at };
    at = (yield* play(view, random)).at + gap(random) * SEC;
  }
  yield* closed(actor, offering, at, random);
}

const family = (name: string, efforts: readonly Effort[]): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const pair = pool.take(hasVideos, random);
    if (!pair) return undefined;
    const { effort, runs } = plannedRuns(world, pair, efforts, random.fork('plan'));
    const script = scriptOf(world, effort, random.fork('script'));
    const { student, offering } = pair;
    const happen = (run: Run, wrong: string, own: Random) => {
      const { client } = ownDesk(world, student, run.day, own.fork('desk'));
      const actor = actorAs(student, offering, client, own, wrong);
      return drive(actor, pair, script, run, own);
    };
    return brushing(world, { pair, family: name, effort, runs, happen }, random.fork('case'));
  },
});

export const DRIVEN: readonly Family[] = [
  family('f3_driven', ['blatant', 'moderate']),
  family('f3_driven_by_hours', ['adaptive']),
];
