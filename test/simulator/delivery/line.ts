import type { Happening } from '../event.js';
import type { Random } from '../random.js';
import { HOUR } from '../world/calendar.js';
import type { SimStudent } from '../world/students.js';

/** A happening and the instant at which its device gets it out. */
export interface OnLine {
  readonly what: Happening;
  readonly leavesAt: number;
}

/**
 * One student's own line of a day: latency, and for some a lost connection after which an hour
 * comes in one batch, late and out of order.
 */
export function* onLine(
  student: SimStudent,
  happenings: readonly Happening[],
  random: Random,
): Generator<OnLine> {
  const lost = student.traits.has('late_upload') && random.chance(0.3);
  const start = lost ? happenings[random.int(0, Math.max(0, happenings.length - 1))] : undefined;
  const from = start?.at ?? Infinity;
  const until = from + random.between(0.5, 1.5) * HOUR;
  let held = 0;
  for (const what of happenings) {
    const late = !what.live && what.at >= from && what.at < until;
    const leavesAt = late
      ? until + 2000 + (held++ % 7) * 3 + random.int(0, 900)
      : what.at + 40 + random.exponential(120);
    yield { what, leavesAt };
  }
}
