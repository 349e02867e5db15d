import { groupBy } from '../reading.js';
import { lasted, quantile, rightShare, type Sat } from '../sittings/class.js';
import { evennessOf } from '../sittings/evenness.js';
import type { Limits } from './limits.js';

/** What the class needs for one assessment. */
export interface ClassTimes {
  /** By item: seconds that nine in ten of the right answers took longer than. */
  readonly quick: ReadonlyMap<string, number>;
  /** By item: seconds of the middle one of the right answers. */
  readonly usual: ReadonlyMap<string, number>;
  /** Usual seconds of all items together. */
  readonly usualSec: number;
  /** Students looked at. */
  readonly n: number;
  /** Seconds that nine in ten sittings, if possible well-scoring, lasted longer than. */
  readonly quickSitting: number | undefined;
  /** Logarithm of the seconds of whole sittings: the middle, and the spread below it. */
  readonly whole: { readonly middle: number; readonly spread: number } | undefined;
  /** Usual spread (deviation of logarithms) of one sitting's gaps between answers. */
  readonly gapSpread: number | undefined;
}

/** Classes are not taken to be more alike than this: a fifth quicker is nothing anywhere. */
const LEAST_SPREAD = 0.3;
/** One deviation below the middle; a few quick cheats do not reach so far up. */
const ONE_BELOW = 0.16;
const FEWEST_GAPS = 4;

/** `own`: first sittings of one assessment, a student each. */
export function classTimes(own: readonly Sat[], limit: Limits): ClassTimes {
  const right = own.flatMap((sitting) => rightTimes(sitting, limit));
  const quick = new Map<string, number>();
  const usual = new Map<string, number>();
  let usualSec = 0;
  for (const [item, times] of groupBy(right, ([name]) => name)) {
    if (times.length < limit.fewestClass) continue;
    const seconds = times.map(([, sec]) => sec);
    quick.set(item, quantile(seconds, limit.quickShare) ?? 0);
    const middle = quantile(seconds, 0.5) ?? 0;
    usual.set(item, Math.max(0.5, middle));
    usualSec += middle;
  }
  const whole = own.filter(({ begun, told }) => begun && told !== 'late');
  const good = whole.filter((sitting) => rightShare(sitting) >= limit.rightShare);
  // Where few score well, the haste of those who give up makes the measure milder, not harder.
  const well = good.length < limit.fewestClass ? whole : good;
  const evens = own.flatMap((sitting) => evennessOf(sitting, FEWEST_GAPS)?.spread ?? []);
  return {
    quick,
    usual,
    usualSec,
    n: own.length,
    whole: whole.length < limit.fewestClass ? undefined : spreadOf(whole.map(lasted)),
    gapSpread: evens.length < limit.fewestClass ? undefined : quantile(evens, 0.5),
    quickSitting:
      well.length < limit.fewestClass ? undefined : quantile(well.map(lasted), limit.quickShare),
  };
}

function spreadOf(seconds: readonly number[]): ClassTimes['whole'] {
  const logs = seconds.map((sec) => Math.log(Math.max(1, sec)));
  const middle = quantile(logs, 0.5) ?? 0;
  const below = middle - (quantile(logs, ONE_BELOW) ?? middle);
  return { middle, spread: Math.max(LEAST_SPREAD, below) };
}

/** Right answers and their seconds; where rightness is not told, those of sittings that score well. */
export const rightTimes = (
  sitting: Sat,
  { rightShare: well }: Pick<Limits, 'rightShare'>,
): readonly (readonly [item: string, sec: number])[] =>
  sitting.told === 'late'
    ? []
    : sitting.items
        .filter(
          ([, sec, right]) => sec >= 0 && (right === 1 || (right < 0 && sitting.score >= well)),
        )
        .map(([item, sec]) => [item, sec]);
