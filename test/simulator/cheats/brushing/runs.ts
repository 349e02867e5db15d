import type { Replacing } from '../scheme.js';
import type { Random } from '../../random.js';
import { DAY, HOUR, midnight } from '../../world/calendar.js';
import type { SimVideo } from '../../world/offerings.js';
import type { World } from '../../world/world.js';
import { saneInstant } from '../hours.js';
import type { Effort, Pair } from '../label.js';

/** Videos that a tool goes through in one go. */
export interface Run {
  readonly day: number;
  readonly at: number;
  readonly videos: readonly SimVideo[];
}

/** In one or two nights everything; in some evenings most; or week by week at sane hours a part. */
export function runsOf(world: World, pair: Pair, effort: Effort, random: Random): Run[] {
  const { student, offering } = pair;
  if (effort === 'adaptive') return weekly(world, pair, random);
  const share = effort === 'blatant' ? random.pick([0.8, 1, 1]) : random.between(0.5, 0.85);
  const count = Math.max(2, Math.round(offering.videos.length * share));
  const videos = offering.videos.slice(0, count);
  const parts = Math.min(videos.length, effort === 'blatant' ? random.int(1, 2) : random.int(2, 4));
  const first = random.int(1, Math.max(1, Math.floor(world.days / 3)));
  const days = random
    .some(
      Array.from({ length: Math.max(1, world.days - 1 - first) }, (_, n) => first + n),
      parts,
    )
    .sort((a, b) => a - b);
  const size = Math.ceil(videos.length / days.length);
  return days
    .map((day, n) => ({
      day,
      at:
        effort === 'moderate' || random.chance(0.4)
          ? saneInstant(student, day, random)
          : midnight(day) + random.pick([random.between(0, 5), random.between(19, 23)]) * HOUR,
      videos: videos.slice(n * size, (n + 1) * size),
    }))
    .filter((run) => run.videos.length > 0);
}

/** Two thirds or so of each week's videos, in that week. */
function weekly(world: World, { student, offering }: Pair, random: Random): Run[] {
  const share = random.between(0.6, 0.95);
  return Array.from({ length: world.weeks }, (_, week): Run => {
    const day = week * 7 + random.int(0, 6);
    const videos = offering.videos.filter((one) => one.week === week && random.chance(share));
    return { day, at: saneInstant(student, day, random), videos };
  }).filter((run) => run.videos.length > 0);
}

/** Some tools are let loose before the course has opened, or after it has closed. */
export function outsideWindow(pair: Pair, runs: readonly Run[], random: Random): Run[] {
  const { opensAt, closesAt } = pair.offering;
  const [first, ...rest] = runs;
  if (!first) return [];
  if (random.chance(0.5))
    return [{ ...first, day: 0, at: opensAt - random.between(3, 40) * HOUR }, ...rest];
  const last = runs[runs.length - 1] ?? first;
  const day = Math.floor((closesAt - 1 - midnight(0)) / DAY);
  return [...runs.slice(0, -1), { ...last, day, at: closesAt + random.between(0.2, 3) * HOUR }];
}

/** The brushed videos are not watched as well. */
export const replacing = (pair: Pair, runs: readonly Run[]): Replacing => ({
  ...pair,
  videos: new Set(runs.flatMap(({ videos }) => videos.map(({ id }) => id))),
});
