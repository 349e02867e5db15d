import { median, round } from '../reading.js';
import { lasted, quantile, rightShare, type Sat } from '../sittings/class.js';
import { evenNats, evennessOf, type Evenness } from '../sittings/evenness.js';
import { easeOf, type Ease } from '../sittings/beyond-ability.js';
import type { Limits } from './limits.js';

/** What the class shows of one assessment. */
export interface ClassPace {
  readonly n: number;
  /** Spread that the evenest fifth of the class stays below, or a hand's, whichever is less. */
  readonly spread: number;
  /** Usual seconds of a whole sitting. */
  readonly lastsSec: number;
  /** Students whose answers came at one instant, of `told` whose answers were vouched for. */
  readonly atOnce: number;
  readonly told: number;
  /** Usual seconds between two answers; undefined of none. */
  readonly gapSec: number | undefined;
  readonly ease: Ease;
}

export interface Weighed {
  readonly sitting: Sat;
  readonly nats: number;
  readonly even: Evenness | undefined;
  readonly pace: ClassPace;
  /** May have been worked out before it was typed in. */
  readonly prepared: boolean;
}

/** `own`: first sittings of one assessment, a student each. */
export function classPace(own: readonly Sat[], limit: Limits): ClassPace {
  const evens = own.flatMap((sitting) => evennessOf(sitting, limit.fewestGaps) ?? []);
  const even = evens.map(({ spread }) => spread);
  const told = own.filter((sitting) => sitting.told !== 'late');
  return {
    n: even.length,
    spread: even.length < limit.fewestClass ? limit.handSpread : evenest(even, limit),
    lastsSec: median(own.map(lasted)) ?? 0,
    atOnce: told.filter((sitting) => sitting.told === 'at_once').length,
    told: told.length,
    gapSec: median(evens.map(({ meanSec }) => meanSec)),
    ease: easeOf(own),
  };
}

/** The evenest fifth, less a few cheats: where a fifth is even, it is the platform's pace. */
const evenest = (spreads: readonly number[], limit: Limits): number =>
  Math.min(limit.handSpread, quantile(spreads, 0.2) ?? limit.handSpread);

const MOST_OF_SITTING = 8;

/** What one sitting weighs, nats. What a habit of steadiness leaves of it is said of all together (habit.ts). */
export function weighSitting(sitting: Sat, pace: ClassPace, limit: Limits): Weighed {
  const even = evennessOf(sitting, limit.fewestGaps);
  const nats = even
    ? Math.min(MOST_OF_SITTING, evenNats(even, pace.spread)) * explained(sitting, even, pace, limit)
    : atOnceNats(sitting, pace, limit);
  return { sitting, nats: round(nats, 3), even, pace, prepared: isPrepared(sitting, pace) };
}

function isPrepared(sitting: Sat, pace: ClassPace): boolean {
  const lead = sitting.begun ? (sitting.items[0]?.[1] ?? 0) : 0;
  return sitting.kind === 'homework' || sitting.again || lead >= Math.max(60, pace.lastsSec * 0.4);
}

/**
 * Answers worked out beforehand are typed in evenly: homework done on paper, a second attempt, a
 * sitting that was open for long before the first answer. A third of the weight then; more where no
 * hand is as steady.
 */
function explained(sitting: Sat, even: Evenness, pace: ClassPace, limit: Limits): number {
  if (isGuessed(rightShare(sitting), limit)) return GUESSED;
  if (!isPrepared(sitting, pace)) return 1;
  return even.spread < limit.machineSpread ? 0.6 : 0.33;
}

/** Whoever gives up, or hands in one letter to see the key, clicks in a rhythm and is mostly wrong. */
const GUESSED = 0.2;

/** Fewer right than nobody pays a program for; untold (-1) is no guess. */
const isGuessed = (right: number, limit: Limits): boolean =>
  right >= 0 && right < limit.usefulShare;

/** Items of all a student's paced sittings taken together: what was right of those told; untold is useful. */
export function isUseful(own: readonly Weighed[], limit: Limits): boolean {
  const told = own.flatMap(({ sitting }) => {
    const right = rightShare(sitting);
    return right < 0 ? [] : [{ right, items: sitting.items.length }];
  });
  const items = told.reduce((sum, one) => sum + one.items, 0);
  const right = told.reduce((sum, one) => sum + one.right * one.items, 0);
  return items === 0 || !isGuessed(right / items, limit);
}

/**
 * Answers that all bear one instant where the class's come one by one: a program that hands in the
 * whole paper, or a client that tells it so. As rare as it is in the class, and never much: an old
 * version of the app is one student's in every assessment.
 */
function atOnceNats(sitting: Sat, pace: ClassPace, limit: Limits): number {
  if (sitting.told !== 'at_once' || sitting.items.length < limit.atOnceItems) return 0;
  if (pace.told < limit.fewestClass || pace.atOnce > pace.told * limit.atOnceShare + 1) return 0;
  return Math.min(2, Math.max(0, Math.log((pace.told + 2) / (pace.atOnce + 1)) - 1));
}
