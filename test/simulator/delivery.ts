import { sent, type Happening, type Sent } from './event.js';
import type { Random } from './random.js';
import { HOUR, MIN } from './world/calendar.js';
import type { SimStudent } from './world/students.js';

/** Share of events that a vendor sends twice: it never knows whether the first got through. */
const TWICE = 0.004;

/**
 * One student's happenings of a day on their way: latency, the device's clock, a lost connection
 * that uploads an hour in one batch, late and out of order, and duplicates.
 */
export function* deliver(
  student: SimStudent,
  day: number,
  happenings: Iterable<Happening>,
  random: Random,
): Generator<Sent> {
  const all = [...happenings].sort((a, b) => a.at - b.at);
  const outage =
    student.traits.has('late_upload') && random.chance(0.3) ? outageOf(all, random) : undefined;
  let held = 0;
  for (const [n, what] of all.entries()) {
    const id = `${student.index.toString(36)}-${day.toString(36)}-${n.toString(36)}`;
    const late = outage && !what.live && what.at >= outage.from && what.at < outage.to;
    const arrivesAt = late
      ? outage.to + 2000 + (held++ % 7) * 3 + random.int(0, 900)
      : what.at + 50 + random.exponential(150);
    const one = sent(what, id, arrivesAt, student.clockOffset);
    yield one;
    if (random.chance(TWICE)) yield { ...one, arrivesAt: arrivesAt + random.between(1, 60) * MIN };
  }
}

function outageOf(all: readonly Happening[], random: Random) {
  const start = all[random.int(0, Math.max(0, all.length - 1))];
  return start && { from: start.at, to: start.at + random.between(0.5, 1.5) * HOUR };
}
