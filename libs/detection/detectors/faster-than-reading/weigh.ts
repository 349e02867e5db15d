import { round } from '../reading.js';
import { lasted, rightShare, type Sat } from '../sittings/class.js';
import { evennessOf } from '../sittings/evenness.js';
import { rightTimes, type ClassTimes } from './class-times.js';
import { hasteOf, QUICK_PERSON } from './own-pace.js';
import type { Limits } from './limits.js';

export interface Hasty {
  readonly sitting: Sat;
  readonly nats: number;
  /** Right answers within the item's quick time, of those that have one; 0 of 0 where untold. */
  readonly quick: number;
  readonly compared: number;
  readonly times: ClassTimes;
}

/** Chance that a right answer is quicker than the quick time: of the fastest people, of those who are not, of a program. */
const PERSON = 0.4;
const OTHERS = 0.2;
const PROGRAM = 0.9;
/** Answers of one sitting share a person and a day: three fifths of their weight. */
const DEPENDENT = 0.6;
/** A sitting alone is no case, but an examination can be: nobody had the paper before. */
const MOST = { quiz: 4.5, homework: 1.5, exam: 8, unknown: 3 } as const;

/**
 * What one sitting's haste weighs, nats; 0 for second sittings and those with many wrong answers.
 * `tempo`: deviations below the class's middle that this person may be at, by own other papers.
 */
export function weighHaste(
  sitting: Sat,
  times: ClassTimes,
  limit: Limits,
  tempo: number = QUICK_PERSON,
): Hasty {
  // A paper told at once is as long as its longest pause: nothing of a tempo follows from that.
  const quickest = sitting.told === 'each' ? tempo : QUICK_PERSON;
  const none = { sitting, times, nats: 0, quick: 0, compared: 0 };
  const right = rightShare(sitting);
  if (sitting.again || sitting.told === 'late' || right < limit.partlyRight) return none;
  // Some of the right answers of a paper partly right may be luck.
  const part = right < limit.rightShare ? 0.7 : 1;
  const whole =
    part * Math.max(ofWhole(sitting, times, limit), ofProgram(sitting, times, limit, quickest));
  const timed = rightTimes(sitting, limit).flatMap(([item, sec]) => {
    const quick = times.quick.get(item);
    return quick === undefined ? [] : [sec < quick];
  });
  if (timed.length < limit.fewestItems) return { ...none, nats: round(whole, 3) };
  const quick = timed.filter(Boolean).length;
  const person = OTHERS + (PERSON - OTHERS) * (quickest / QUICK_PERSON);
  const raw =
    quick * Math.log(PROGRAM / person) +
    (timed.length - quick) * Math.log((1 - PROGRAM) / (1 - person));
  const nats = Math.max(
    0,
    Math.min(
      Math.max(whole, part * raw * DEPENDENT),
      MOST[sitting.kind],
      ...ceiling(sitting, times),
    ),
  );
  return { ...none, nats: round(nats, 3), quick, compared: timed.length };
}

/** A wait that may have been work: seconds, and half of the sitting. */
const PREPARED_SEC = 40;

/**
 * Worked out on paper first, then typed in: the quick answers stand behind a long wait. What waited
 * as long as the class needs in all is no haste, however often; of what took not much less, a nat stays. A
 * quicker person waits less: behind a wait only the whole counts, a nat for each halving of the class's time after the first.
 */
function ceiling(sitting: Sat, times: ClassTimes): readonly number[] {
  const whole = lasted(sitting);
  if (!sitting.begun) return [];
  if (whole >= times.usualSec * 0.6) return whole < times.usualSec ? [1] : [0];
  const lead = sitting.items[0]?.[1] ?? 0;
  const halvings = Math.log2(times.usualSec / Math.max(1, whole));
  return lead >= PREPARED_SEC && lead >= whole / 2 ? [Math.max(0, halvings - 1)] : [];
}

/**
 * The whole sitting against the quickest tenth: a sum is steadier than the times it is made of, and half of
 * what the quickest tenth needs is below one in a hundred. A nat there, and one and a half for each halving.
 */
function ofWhole(sitting: Sat, { quickSitting }: ClassTimes, limit: Limits): number {
  if (quickSitting === undefined || !sitting.begun) return 0;
  if (sitting.items.length < limit.fewestItems) return 0;
  const halvings = Math.log2((quickSitting * 0.5) / Math.max(1, lasted(sitting)));
  return halvings > 0 ? Math.min(MOST[sitting.kind], 4, 1 + 1.5 * halvings) : 0;
}

/** Nats for each deviation further below the class's middle than the person may be at. */
const EACH_DEVIATION = 1.5;
/**
 * A person's gaps follow the items: long ones, hard ones, a pause. A program's, with whatever jitter it was
 * given, are drawn from one narrow range (U(2, 8) s: 0.4). Neighbouring gaps share a mood: seven tenths.
 */
const PROGRAM_SPREAD = 0.4;
const GAPS_SHARE = 0.7;
/** A few gaps are even by chance; wide ones are nobody's grid. */
const MOST_GAPS = 1.5;
const LEAST_GAPS = -3;

/**
 * Haste and evenness together, which no honest habit has: whoever types in what stands on paper is even, and
 * was there for as long as it took to work it out; who reads quickly still takes longer over the long items.
 */
function ofProgram(sitting: Sat, times: ClassTimes, limit: Limits, quickest: number): number {
  const below = hasteOf(sitting, times);
  if (below === undefined || sitting.items.length < limit.fewestItems) return 0;
  const haste = EACH_DEVIATION * (below - quickest);
  if (haste <= 0) return 0;
  return Math.max(0, Math.min(MOST[sitting.kind], haste + gapNats(sitting, times.gapSpread)));
}

/** Log-likelihood ratio of the gaps' spread: a program's against the class's usual; both log-normal. */
function gapNats(sitting: Sat, usual: number | undefined): number {
  const even = evennessOf(sitting, FEWEST_GAPS);
  if (!even || usual === undefined || usual <= PROGRAM_SPREAD) return 0;
  const narrower = 1 / PROGRAM_SPREAD ** 2 - 1 / usual ** 2;
  const each = Math.log(usual / PROGRAM_SPREAD) - 0.5 * even.spread ** 2 * narrower;
  return Math.max(LEAST_GAPS, Math.min(MOST_GAPS, GAPS_SHARE * (even.gaps - 1) * each));
}
const FEWEST_GAPS = 4;
