import { groupBy } from '../reading.js';
import type { Limits, Spot } from './day.js';
import type { Bond, DaySpot } from './parties.js';

/** Days on which two parties acted at once though nobody can. */
export interface Contradictions {
  readonly days: number;
  /** Days on which they did so within the same minute. */
  readonly moments: number;
  /** Days on which both acted at all, each in a place of its own. */
  readonly together: number;
  /** Days on which the stranger worked outside the university, the owner inside it. */
  readonly away: number;
}

/**
 * Parties that share no network contradict each other by places that lie too far apart; those that
 * may sit in one room only by two machines on tables in use at once, which one pair of hands is not.
 */
export function contradictionsOf(
  strange: readonly DaySpot[],
  own: readonly DaySpot[],
  bond: Bond,
  limit: Limits,
): Contradictions {
  const settled = [...settledIn(strange, limit), ...settledIn(own, limit)];
  const places = new Set(settled);
  const ownDays = groupBy(own, ({ day }) => day);
  let [days, moments, together, away] = [0, 0, 0, 0];
  for (const [day, theirs] of groupBy(strange, (spot) => spot.day)) {
    const pairs = theirs.flatMap((a) => (ownDays.get(day) ?? []).map((b) => [a, b] as const));
    const apart = (a: Spot, b: Spot): boolean =>
      bond === 'places' && places.has(a.net) && places.has(b.net) && walls(a) !== walls(b);
    const gaps = pairs.map(([a, b]) => {
      const within = apart(a, b) ? wayBetween(a, b, limit) : atDesks(a, b) ? limit.deskMin : 0;
      return { gap: nearest(a.acts, b.acts), within };
    });
    const acting = pairs.filter(([a, b]) => a.byHand && b.byHand);
    if (acting.some(([a, b]) => apart(a, b))) together++;
    else if (acting.some(([a, b]) => a.ground === 'line' && isInside(b))) away++;
    if (gaps.some(({ gap, within }) => gap < within)) days++;
    if (gaps.some(({ gap, within }) => within > 0 && gap < 1)) moments++;
  }
  return { days, moments, together, away };
}

const isInside = ({ ground }: Spot): boolean => ground !== 'line' && ground !== 'none';

/** Networks that tell where somebody is: registered places, and lines that do not change daily. */
function settledIn(spots: readonly DaySpot[], limit: Limits): string[] {
  const lines = groupBy(
    spots.filter(({ ground }) => ground === 'line'),
    ({ net }) => net,
  );
  const lasting = [...lines].filter(
    ([, own]) => new Set(own.map(({ day }) => day)).size > 1 || lines.size === 1,
  );
  const wanders = lines.size > limit.lines;
  const registered = spots.filter(isInside);
  return [...registered.map(({ net }) => net), ...(wanders ? [] : lasting.map(([net]) => net))];
}

const wayBetween = (a: Spot, b: Spot, limit: Limits): number =>
  a.ground === 'line' || b.ground === 'line' ? limit.wayMin : limit.walkMin;

const atDesks = (a: Spot, b: Spot): boolean =>
  !a.hand && !b.hand && a.agent !== '' && b.agent !== '' && a.agent !== b.agent;

/** Lecture halls and labs lie door to door. */
const walls = ({ ground, net }: Spot): string =>
  ground === 'lab' || ground === 'campus' ? 'campus' : net;

function nearest(a: readonly number[], b: readonly number[]): number {
  let least = Infinity;
  for (const x of a) for (const y of b) least = Math.min(least, Math.abs(x - y));
  return least;
}
