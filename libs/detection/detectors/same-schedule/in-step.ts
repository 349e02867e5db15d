import type { AttributedActivity } from '../../detector.js';
import { cite, known, round } from '../reading.js';
import type { InStep, Limits } from './day.js';

interface Finisher {
  readonly subject: string;
  readonly finished: ReadonlyMap<string, AttributedActivity>;
}

/** The videos that two accounts finished at the same distance; undefined of too few. */
export function inStep(
  a: Finisher,
  b: Finisher,
  limit: Limits,
  isAway: (event: AttributedActivity) => boolean,
): InStep | undefined {
  const common = [...a.finished].flatMap(([video, mine]) => {
    const theirs = b.finished.get(video);
    return theirs ? [{ mine, theirs, offset: (theirs.at - mine.at) / 1000 }] : [];
  });
  if (common.length < limit.fewestInDay) return undefined;
  const loose = closest(common, limit.withinSec);
  // Two of a day's videos keep their distance by chance now and then, unless it is to the instant.
  const cluster = loose.length < limit.severalInDay ? closest(common, limit.exactSec) : loose;
  if (cluster.length < Math.max(limit.fewestInDay, limit.leastShare * common.length))
    return undefined;
  const first = known(cluster[0]).offset;
  const last = known(cluster.at(-1)).offset;
  const instants = cluster.flatMap(({ mine, theirs }) => [mine.at, theirs.at]);
  // Records of one instant are one upload, not a schedule.
  const spanMs = Math.max(...instants) - Math.min(...instants);
  if (spanMs < LEAST_SPAN_MS * cluster.length) return undefined;
  return {
    a: a.subject,
    b: b.subject,
    videos: cluster.length,
    offsetSec: round((first + last) / 2, 1),
    widthSec: round(last - first, 2),
    away: cluster.every(({ mine, theirs }) => isAway(mine) && isAway(theirs)),
    firstAt: Math.min(...instants),
    lastAt: Math.max(...instants),
    ofA: cluster.map(({ mine }) => cite(mine)),
    ofB: cluster.map(({ theirs }) => cite(theirs)),
  };
}

/** A video takes a minute at least, per video finished. */
const LEAST_SPAN_MS = 30_000;

/** The largest group of offsets that lie within a width, sorted. */
function closest<T extends { readonly offset: number }>(items: readonly T[], width: number): T[] {
  const sorted = [...items].sort((a, b) => a.offset - b.offset);
  let best: T[] = [];
  let low = 0;
  for (let high = 0; high < sorted.length; high++) {
    while (known(sorted[high]).offset - known(sorted[low]).offset > width) low++;
    if (high - low + 1 > best.length) best = sorted.slice(low, high + 1);
  }
  return best;
}
