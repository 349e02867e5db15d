import type { Actor, Happening } from '../../event.js';
import { play, UNTOUCHED } from '../../habits/player.js';
import type { Random } from '../../random.js';
import { HOUR, SEC } from '../../world/calendar.js';
import type { SimVideo } from '../../world/offerings.js';
import type { World } from '../../world/world.js';
import type { Effort, Pair } from '../label.js';
import { actorAs, ownDesk } from '../machines.js';
import type { Draw, Family } from '../scheme.js';
import { scriptOf, type Script } from './driven.js';
import { penOf } from './forge.js';
import type { Run } from './runs.js';
import { brushing, hasVideos, plannedRuns, toolActor } from './scheme.js';
import { toolOf, type Tool } from './tools.js';

/** Hours of one video over and over, to push the time that counts. */
export const replays: Family = {
  name: 'equal_time',
  draw({ world, pool, random }: Draw) {
    const pair = pool.take(hasVideos, random);
    if (!pair) return undefined;
    const efforts: readonly Effort[] = ['blatant', 'moderate'];
    const { effort, runs } = plannedRuns(world, pair, efforts, random.fork('plan'));
    const hours = effort === 'blatant' ? random.between(6, 20) : random.between(2, 5);
    const tool = toolOf(world, 'equal_time', random.fork('tool'));
    const script = scriptOf(world, effort, random.fork('script'));
    const forged = random.chance(0.4);
    const happen = (run: Run, wrong: string, own: Random) =>
      forged
        ? pushed(toolActor(world, pair, tool, run.day, wrong, own), pair, tool, run, hours, own)
        : looped(onLaptop(world, pair, run, wrong, own), pair, script, run, hours, own);
    return brushing(
      world,
      { pair, family: 'equal_time', effort, lent: forged && tool.hosted, runs, happen },
      random.fork('case'),
    );
  },
};

const onLaptop = (world: World, pair: Pair, { day }: Run, wrong: string, random: Random): Actor =>
  actorAs(
    pair.student,
    pair.offering,
    ownDesk(world, pair.student, day, random.fork('desk')).client,
    random,
    wrong,
  );

/** The genuine player, from the end back to the beginning. */
function* looped(
  actor: Actor,
  { offering }: Pair,
  { gap, ...manner }: Script,
  run: Run,
  hours: number,
  random: Random,
): Generator<Happening> {
  const until = run.at + hours * HOUR;
  let at = run.at;
  while (at < until)
    for (const video of few(run)) {
      const view = { ...UNTOUCHED, ...manner, actor, offering, video, from: at, until };
      at = (yield* play(view, random)).at + gap(random) * SEC;
      if (at >= until) break;
    }
}

/** Packets alone: the position hardly moves, the clock does. */
function* pushed(
  actor: Actor,
  { offering }: Pair,
  tool: Tool,
  run: Run,
  hours: number,
  random: Random,
): Generator<Happening> {
  const until = run.at + hours * HOUR;
  const every = Math.max(10, tool.everySec);
  for (const video of few(run)) {
    const pen = penOf({ actor, offering, video, from: run.at, tool });
    let n = 0;
    for (let at = run.at; at < until; at += (every + random.exponential(0.1)) * SEC, n++)
      yield pen.beat(at, (n * every) % video.lengthSec, n + 1);
    yield pen.completed(until);
  }
}

const few = ({ videos }: Run): readonly SimVideo[] => videos.slice(0, 2);
