import type { Random } from '../random.js';
import { Campus } from './campus.js';
import { classOf, drawStudent } from './draw-student.js';
import { drawOffering, type OfferingPlan, type SimOffering } from './offerings.js';
import { drawPlatforms, type Platform } from './platforms.js';
import type { SimStudent } from './students.js';

export interface WorldOptions {
  readonly students: number;
  readonly weeks: number;
}

/**
 * Everything that stands before the term begins. Honest people and cheats draw from it alone: what
 * they do on a day is a function of the world, and of nothing done before.
 */
export interface World {
  readonly weeks: number;
  readonly days: number;
  readonly campus: Campus;
  readonly platforms: readonly Platform[];
  readonly offerings: readonly SimOffering[];
  readonly students: readonly SimStudent[];
  /** Who is enrolled in an offering, by its id; those who left are not. */
  readonly members: ReadonlyMap<string, readonly SimStudent[]>;
  /** Users of public labs, in the order in which they find seats. */
  readonly labUsers: ReadonlyMap<SimStudent, number>;
  readonly random: Random;
}

export function makeWorld({ students: count, weeks }: WorldOptions, random: Random): World {
  const days = weeks * 7;
  const plans = plansOf(count);
  const platforms = drawPlatforms(plans.length, days, random.fork('platforms'));
  const campus = new Campus(count, random.fork('campus'));
  const offerings = plans.map((plan, at) =>
    drawOffering(
      { at, plan, weeks, platforms, slots: slotsOf(plan, random), papers: random.fork('papers') },
      random.fork('offering', at),
    ),
  );
  const ofPair = (pair: number): SimOffering[] =>
    offerings.filter((_, at) => plans[at]?.kind === 'class' && plans[at].pair === pair);
  const electives = offerings.filter((_, at) => plans[at]?.kind === 'elective');
  const byPair = new Map<number, SimOffering[]>();
  const students = Array.from({ length: count }, (_, index) => {
    const pair = Math.floor(classOf(index) / 2);
    const classOfferings = byPair.get(pair) ?? ofPair(pair);
    byPair.set(pair, classOfferings);
    return drawStudent({ index, days, campus, platforms, classOfferings, electives }, random);
  });
  const members = new Map<string, SimStudent[]>(offerings.map(({ id }) => [id, []]));
  for (const student of students)
    for (const { id } of student.offerings) members.get(id)?.push(student);
  const labUsers = new Map(
    students.filter(({ traits }) => traits.has('shared_lab')).map((student, at) => [student, at]),
  );
  return { weeks, days, campus, platforms, offerings, students, members, labUsers, random };
}

/** Two courses for each pair of classes; an elective for every hundred students or so. */
function plansOf(students: number): OfferingPlan[] {
  const pairs = Math.floor(classOf(students - 1) / 2) + 1;
  const electives = Math.max(3, Math.round(students / 110));
  return [
    ...Array.from({ length: pairs * 2 }, (_, at): OfferingPlan => ({
      kind: 'class',
      pair: Math.floor(at / 2),
      n: at % 2,
    })),
    ...Array.from({ length: electives }, (_, n): OfferingPlan => ({ kind: 'elective', n })),
  ];
}

const HOURS = [8.5, 10.5, 14, 16];

/** A pair of classes is never in two rooms at once. */
function slotsOf(plan: OfferingPlan, world: Random): { weekday: number; hour: number }[] {
  if (plan.kind === 'elective') return [{ weekday: plan.n % 5, hour: 20 }];
  const all = [0, 1, 2, 3, 4].flatMap((weekday) => HOURS.map((hour) => ({ weekday, hour })));
  const random = world.fork('slots', plan.pair);
  const drawn = random.some(all, 4);
  return drawn
    .slice(plan.n * 2, plan.n * 2 + 2)
    .sort((a, b) => a.weekday - b.weekday || a.hour - b.hour);
}
