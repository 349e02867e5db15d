import { sittingEvents } from '../../habits/sitting.js';
import type { Random } from '../../random.js';
import { dayOf } from '../../world/calendar.js';
import type { World } from '../../world/world.js';
import { caseKey, labelOf, type Effort, type Pair } from '../label.js';
import type { Draw, Family } from '../scheme.js';
import { ownActor, sat, slotsFor } from './desk.js';
import { machineSitting, type Manner } from './machine.js';

export const hasQuizzes = ({ offering }: Pair): boolean => offering.assessments.length >= 2;

/** Bots of threats.md 1.3: a grid of seconds, faster than reading, or a bank's pace with jitter. */
type Sort = 'grid_pacing' | 'faster_than_reading' | 'bank_with_jitter';

const family = (name: Sort, efforts: readonly Effort[]): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const pair = pool.take(hasQuizzes, random, ({ student }) => -student.ability);
    if (!pair) return undefined;
    const { student, offering } = pair;
    const effort = random.pick(efforts);
    const share = effort === 'blatant' ? 1 : random.between(0.6, 0.9);
    const slots = slotsFor(world, pair, offering.assessments, random.fork('slots')).filter(
      ({ assessment }) => !assessment.proctored && random.fork(assessment.id).chance(share),
    );
    if (slots.length < 2) {
      pool.release(pair);
      return undefined;
    }
    const label = labelOf(pair, { violation: 'exam_brushing', family: name, effort });
    const manner = mannerOf(world, name, random.fork('tool'), random.fork('user'));
    return {
      cases: [label],
      replaces: [{ student, offering, ...sat(slots) }],
      acts: slots.map((slot) => ({
        day: dayOf(slot.at),
        happen: () => {
          const own = random.fork('sits', slot.assessment.id);
          const actor = ownActor(world, pair, slot, caseKey(label), own.fork('desk'));
          const sitting = machineSitting(slot.assessment, slot.at, manner, own.fork('answers'));
          return sittingEvents(actor, offering, sitting);
        },
      })),
    };
  },
});

/** Constants of the tool that several use, and what one user set. */
export function mannerOf(world: World, sort: Sort, pick: Random, user: Random): Manner {
  const tool = world.random.fork('quiz tool', sort, pick.int(1, 3));
  const grid = tool.pick([0.5, 1, 2, 3, 5, tool.between(0.5, 5)]);
  const [low, high] = [tool.between(1.5, 4), tool.between(5, 10)];
  const paces: Record<Sort, Manner['pace']> = {
    grid_pacing: (random) => grid + random.exponential(0.06),
    faster_than_reading: (random) => 0.2 + random.exponential(0.6),
    bank_with_jitter: (random) => random.between(low, high),
  };
  return {
    pace: paces[sort],
    hits: sort === 'faster_than_reading' ? user.between(0.9, 1) : user.between(0.75, 1),
    otherwise: tool.pick(['random', 'nonsense'] as const),
    waits: tool.pick([0.5, 3, 6]),
  };
}

export const EXAM_BRUSHING: readonly Family[] = [
  family('grid_pacing', ['blatant']),
  family('faster_than_reading', ['blatant', 'moderate']),
  family('bank_with_jitter', ['moderate']),
];
