import { logSpread } from '../../baselines/evenness.js';
import { COUNTDOWN_SEC } from '../../baselines/handling-values.js';
import type { HandledDay, Limits } from './day.js';
import type { Habit } from './habits.js';

/** The student's own other courses on the platform, held against the habits in one of them. */
export interface Contrast {
  /** Waits there are a person's; and as often as not somebody touches the player. */
  readonly waits: boolean;
  /** Here they are only close together, and no longer than a list counts down: a quick hand's as well. */
  readonly quick?: boolean;
  /** Nats that chance leaves room for: so few waits are a little closer in some course by chance. */
  readonly spare?: number;
  readonly touched: boolean;
  /** A person's waits there, and a player hardly ever touched: so that is his own habit. */
  readonly leavesAlone: boolean;
  /** Waits and viewings looked at there. */
  readonly n: number;
}

/**
 * A person's habits are his own in every course: whoever lets lists play on, or never touches a
 * player, does so elsewhere too.
 */
export function contrastOf(
  habits: readonly Habit[],
  others: readonly HandledDay[],
  limit: Limits,
): Contrast {
  const gaps = others.flatMap((day) => day.gaps);
  const long = others.reduce((sum, day) => sum + day.long, 0);
  const untouched = others.reduce((sum, day) => sum + day.untouched, 0);
  const has = (...names: readonly Habit['name'][]) =>
    habits.some(({ name }) => names.includes(name));
  const spread = gaps.length >= limit.ownGaps ? logSpread(gaps) : undefined;
  const waits = has('fixed_gaps', 'bounded_gaps') && (spread ?? 0) >= limit.ownSpread;
  const touched =
    has('untouched') && long >= limit.ownViewings && untouched <= (1 - limit.ownTouched) * long;
  const leavesAlone =
    waits && long >= limit.ownViewings && untouched >= (1 - limit.ownTouched / 2) * long;
  const spare = habits.find(({ name }) => name.endsWith('_gaps'))?.spare;
  const quick = habits.some(({ name, sec }) => name === 'bounded_gaps' && sec <= COUNTDOWN_SEC);
  return {
    waits,
    ...(waits && quick && { quick }),
    ...(waits && spare !== undefined && { spare }),
    touched,
    leavesAlone,
    n: (waits ? gaps.length : 0) + (touched ? long : 0),
  };
}

/**
 * Each habit that the student has in this course only: one and a half nats. One for waits that are merely
 * close and short: of several courses, the one of short lists and fixed evenings looks so by chance. Never
 * more than the chance of such waits allows.
 */
export const contrastNats = ({ waits, quick = false, touched, spare = 9 }: Contrast): number =>
  (waits ? Math.min(quick ? 1 : 1.5, Math.max(0, spare)) : 0) + (touched ? 1.5 : 0);
