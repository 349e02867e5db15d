import type { Random } from '../../random.js';
import type { World } from '../../world/world.js';
import { GUISES, writtenAgent, type Guise } from '../machines.js';

/** A packet tool as its users get it. Of each sort a campus knows a few; their constants are drawn. */
export interface Tool {
  readonly guise: Guise;
  readonly agent: string;
  /** Between reports of one video, seconds, and how that varies. */
  readonly everySec: number;
  readonly shape: 'fixed' | 'normal' | 'uniform';
  readonly spread: number;
  /** Seconds of video per second of clock. */
  readonly speed: number;
  /** What it says of its rate: the truth, or always 1. */
  readonly saysRate: 'true' | 'one';
  /** Whether it sends all members that the player sends (`seq`, `intervalSec` …). */
  readonly members: 'all' | 'few';
  readonly seq: 'counts' | 'constant';
  /** What it sends first: nothing, position 0, or "ended" with the whole length. */
  readonly begins: 'zero' | 'nothing' | 'ended';
  /** Share of the video after which it stops. */
  readonly until: number;
  /** Between one video and the next, seconds, at least and at most. */
  readonly gapSec: readonly [number, number];
  /** Login and pages beside the videos. */
  readonly opens: boolean;
  /** Run at home, or for its users on a server to which they gave their passwords. */
  readonly hosted: boolean;
}

const TOOLS_OF_A_SORT = 3;

/** Users of one tool share its constants. */
export function toolOf(world: World, sort: string, random: Random): Tool {
  const own = world.random.fork('tool', sort, random.int(1, TOOLS_OF_A_SORT));
  const shape = own.pick(['fixed', 'normal', 'uniform'] as const);
  const gap = own.pick([0, 0.5, 1, 2, 5, 30]);
  return {
    guise: own.pick(GUISES),
    agent: writtenAgent(own),
    everySec: own.pick([5, 10, own.between(15, 45), 30, 59.8, own.between(45, 90)]),
    shape,
    spread: { fixed: 0, normal: own.between(0.005, 0.03), uniform: own.between(0.3, 0.55) }[shape],
    speed: own.pick([1, 1, 1, 1.25, 1.5, 2]),
    saysRate: own.pick(['true', 'one'] as const),
    members: own.pick(['all', 'all', 'few'] as const),
    seq: own.pick(['counts', 'constant'] as const),
    begins: own.pick(['zero', 'nothing', 'ended'] as const),
    until: own.pick([1, 1, 1, own.between(0.9, 0.96)]),
    gapSec: own.chance(0.6) ? [gap, gap] : [gap, gap * own.between(1.5, 3) + 1],
    opens: own.chance(0.4),
    hosted: own.chance(0.25),
  };
}

/** The seconds until the next report. */
export function stepOf({ everySec, shape, spread }: Tool, random: Random): number {
  switch (shape) {
    case 'fixed':
      return everySec;
    case 'normal':
      return Math.max(0.5, everySec * (1 + random.normal(0, spread)));
    case 'uniform':
      return everySec * random.between(1 - spread, 1 + spread);
  }
}
