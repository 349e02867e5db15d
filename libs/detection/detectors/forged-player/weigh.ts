import { bitsOf, type Mark } from '../../baselines/viewing-marks.js';
import { round } from '../reading.js';
import type { Judged, OddMark } from './odd.js';
import { TIMING_MARKS } from './odd.js';

/** How the odd viewings stand against the same student's others on the platform. */
export type Contrast =
  /** The same client sends what the platform's own does, at other times. */
  | 'same_client'
  /** The odd viewings' client does nothing else on the platform; another of the student's is normal. */
  | 'watching_only'
  /** The course is odd throughout, and the student's other courses are not. */
  | 'other_courses'
  /** Another client of the student's is normal: this one may be an app that says less. */
  | 'other_client'
  | 'none';

/** Normal viewings that make a contrast. */
const FEWEST_NORMAL = 3;

export function contrastOf(
  own: readonly Judged[],
  elsewhere: readonly Judged[],
  marks: readonly OddMark[],
  visiting: ReadonlySet<string>,
): Contrast {
  const bits = bitsOf(marks.map(({ mark }) => mark));
  const odd = own.filter((one) => (one.odd & bits) !== 0);
  const normal = [...own, ...elsewhere].filter((one) => (one.odd & bits) === 0);
  if (normal.length < FEWEST_NORMAL) return 'none';
  const clients = new Set(odd.map(({ kind }) => kind.client));
  const same = normal.filter(({ kind }) => kind.client !== '' && clients.has(kind.client));
  if (same.length >= FEWEST_NORMAL) return 'same_client';
  const visits = [...clients].some((client) => visiting.has(client));
  if (!visits && !clients.has('')) return 'watching_only';
  const apart = elsewhere.filter((one) => (one.odd & bits) === 0).length;
  // A client that also logs in and opens pages may well be an app that says less.
  if (visits) return 'other_client';
  const pure = odd.length >= 0.9 * own.length && apart >= 0.9 * elsewhere.length;
  return pure && apart >= FEWEST_NORMAL ? 'other_courses' : 'other_client';
}

/**
 * What no second client leaves, however little it says: numbers that do not count, a pace that its own
 * rate denies. Beside other marks each is worth what such a client's carelessness is rare: one in twelve.
 */
const CONTRADICTIONS: readonly Mark[] = ['counts', 'paced'];
const CONTRADICTION = 2.5;

/**
 * The rarest mark counts by the platform's own share, however many viewings there are: they come
 * from one client. Further marks of that client add 0.4 each, at most 1.2, and the first that contradicts
 * itself what is said above. A contrast within the
 * student's own viewings tests the other client: what it adds is below. Timing alone (the shape of
 * the beats) may be a bad line, so it adds no more than 1.5 there, and 4.5 in all; 3 where the beats are late
 * or uneven and not too even, for browsers hold back the timers of hidden tabs, and who listens in the
 * background also leaves the player alone. A handful of
 * viewings may be what one bad hour lost: 1.5 less. At most 8.5.
 */
const CONTRAST: Readonly<Record<Contrast, number>> = {
  same_client: 3.5,
  watching_only: 2.5,
  other_courses: 1.5,
  other_client: 0.5,
  none: 0,
};

/** Share of a platform's viewings beyond which its own player says the rate wrongly. */
const SAID_WRONGLY = 0.02;
const HANDFUL = 1.5;
const MOST_OF_TIMING = 4.5;
const MOST_HELD_BACK = 3;

function furtherOf(rarest: OddMark, others: readonly OddMark[]): number {
  const contradicts = ({ mark }: OddMark) => CONTRADICTIONS.includes(mark);
  const lacks = ({ mark }: OddMark) =>
    !CONTRADICTIONS.includes(mark) && !TIMING_MARKS.includes(mark);
  // Of another kind than the rarest; two contradictions, or a pace and a timer, may have one cause.
  const apart = others.find(
    contradicts(rarest) ? lacks : lacks(rarest) ? contradicts : () => false,
  );
  const alike = others.filter((one) => one !== apart);
  return Math.min(CONTRADICTION, apart?.rarity ?? 0) + Math.min(1.2, 0.4 * alike.length);
}

export function weigh(marks: readonly OddMark[], contrast: Contrast, handful = false): number {
  const [rarest, ...others] = marks;
  // Records that are late and nothing else are weighed once, with what their session's login says (backdated-records).
  if (!rarest || marks.every(({ mark }) => mark === 'prompt')) return 0;
  const further = furtherOf(rarest, others);
  const timingOnly = marks.every(({ mark }) => TIMING_MARKS.includes(mark));
  // What the same person's genuine viewings do by turns, its contrast speaks for: whole numbers are what a
  // timer says while nobody seeks, late records what a phone sends that was without connection.
  // A player whose beats never say how fast it runs outpaces them with everybody who watches a tedious course faster.
  const byTurns = marks.every(
    ({ mark, usually }) =>
      mark === 'fraction' || mark === 'prompt' || (mark === 'paced' && usually > SAID_WRONGLY),
  );
  const apart = byTurns ? 0 : CONTRAST[contrast];
  const nats = timingOnly
    ? Math.min(
        marks.some(({ mark }) => mark === 'rough') ? MOST_OF_TIMING : MOST_HELD_BACK,
        rarest.rarity + further + Math.min(1.5, apart),
      )
    : Math.min(8.5, rarest.rarity + further + apart);
  return round(Math.max(0, nats - (handful ? HANDFUL : 0)), 3);
}
