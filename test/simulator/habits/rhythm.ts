import type { Random } from '../random.js';
import { HOUR, midnight } from '../world/calendar.js';
import type { SimStudent } from '../world/students.js';

/**
 * Shares of the day's hours from six on, in per cent (threats.md, Moodle): 11 h 15.1 %, 20 to 23 h
 * 14.7 % together, the hours before six 4.6 % and apart. What lies between is filled in smoothly.
 */
const BY_DAY = [
  0.8, 1.8, 5, 7.6, 9, 15.1, 7, 8, 6.5, 4.6, 4, 3, 2.6, 3.7, 5.2, 5.2, 4.3, 2,
] as const;
const BY_NIGHT = [1.6, 1, 0.6, 0.4, 0.3, 0.7] as const;

/** An instant at which this student would look at a course on that day. */
export function instantOn(student: SimStudent, day: number, random: Random): number {
  const fraction = random.unit();
  if (random.chance(student.nightShare))
    return midnight(day) + (random.weighted(BY_NIGHT) + fraction) * HOUR;
  const early = student.traits.has('early_bird');
  const weights = early ? BY_DAY.map((share, at) => (at < 3 ? share * 5 : share)) : BY_DAY;
  return midnight(day) + (6 + random.weighted(weights) + fraction) * HOUR;
}

/** A day of the week: a third of it on the offering's busy day, 5 % Saturday, 11 % Sunday. */
export function dayIn(week: number, busyDay: number, random: Random): number {
  const weights = [0, 1, 2, 3, 4, 5, 6].map((weekday) =>
    weekday === busyDay ? 0.33 : weekday === 5 ? 0.05 : weekday === 6 ? 0.11 : 0.1275,
  );
  return week * 7 + random.weighted(weights);
}

/** A number of happenings with that mean. */
export function poisson(mean: number, random: Random): number {
  const floor = Math.exp(-mean);
  let n = 0;
  for (let product = random.unit(); product > floor; product *= random.unit()) n++;
  return n;
}
