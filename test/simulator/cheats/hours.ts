import { inClass } from '../habits/presence.js';
import { instantOn } from '../habits/rhythm.js';
import { weekOf, type Errand } from '../habits/week.js';
import type { Random } from '../random.js';
import { dayOf, HOUR, midnight, MIN, SEC } from '../world/calendar.js';
import type { SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';

/** The own hours of somebody, out of class and not in the dead of night. */
export function saneInstant(student: SimStudent, day: number, random: Random): number {
  for (let tries = 0; tries < 8; tries++) {
    const at = Math.max(instantOn(student, day, random), midnight(day) + 7.5 * HOUR);
    if (!inClass(student, at) && !inClass(student, at + 25 * MIN)) return at;
  }
  return midnight(day) + random.between(19, 21.5) * HOUR;
}

/**
 * An instant between two at which somebody has an hour or so for something besides an honest life:
 * neither in class nor at what else was meant to be done. Undefined where there is none.
 */
export function freeInstant(
  world: World,
  student: SimStudent,
  from: number,
  until: number,
  minutes: number,
  random: Random,
): number | undefined {
  for (let tries = 0; tries < 24; tries++) {
    const day = random.int(dayOf(from), Math.max(dayOf(from), dayOf(until - 1)));
    const at = saneInstant(student, day, random);
    if (at >= from && at + minutes * MIN <= until && isFreeAt(world, student, at, minutes))
      return at;
  }
  return undefined;
}

/** Whether nothing else was meant to be done then, with a margin. */
export function isFreeAt(world: World, student: SimStudent, at: number, minutes: number): boolean {
  const need = minutes * MIN;
  const lesson = [0, 0.5, 1].some((share) => inClass(student, at + share * need));
  return !lesson && !isBusy(world, student, at, at + need);
}

const weeks = new WeakMap<SimStudent, Map<number, Errand[]>>();

/** A week's errands, drawn once. */
function errandsOf(world: World, student: SimStudent, week: number): readonly Errand[] {
  const own = weeks.get(student) ?? new Map<number, Errand[]>();
  weeks.set(student, own);
  const found = own.get(week) ?? weekOf(world, student, week);
  own.set(week, found);
  return found;
}

/** What was meant to be done, one after the other, with a margin: errands are put off by others. */
function isBusy(world: World, student: SimStudent, from: number, until: number): boolean {
  let freeAt = 0;
  for (const errand of errandsOf(world, student, Math.floor(dayOf(from) / 7))) {
    if (errand.kind === 'look') continue;
    const begins = Math.max(errand.at, freeAt);
    const needs =
      errand.kind === 'study'
        ? errand.videos.reduce((sum, { lengthSec }) => sum + lengthSec * 1.3, 900) * SEC
        : (errand.assessment.kind === 'exam' ? errand.assessment.minutes : 30) * MIN;
    freeAt = begins + needs;
    if (begins < until + 45 * MIN && freeAt + 45 * MIN > from) return true;
  }
  const { trip } = student;
  return trip !== undefined && from < trip.backAt + HOUR && until > trip.leavesAt - HOUR;
}

/** Days of a week that lie in the term. */
export const weekDays = (world: World, week: number): number[] =>
  Array.from({ length: 7 }, (_, n) => week * 7 + n).filter((day) => day < world.days);
