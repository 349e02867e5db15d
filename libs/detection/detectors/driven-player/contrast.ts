import { logSpread } from '../../baselines/evenness.js';
import type { HandledDay, Limits } from './day.js';
import type { Habit } from './habits.js';

/** The student's own other courses on the platform, held against the habits in one of them. */
export interface Contrast {
  /** Waits there are a person's; and as often as not somebody touches the player. */
  readonly waits: boolean;
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
  return { waits, touched, leavesAlone, n: (waits ? gaps.length : 0) + (touched ? long : 0) };
}

/** Each habit that the student has in this course only: one and a half nats. */
export const contrastNats = ({ waits, touched }: Contrast): number =>
  (waits ? 1.5 : 0) + (touched ? 1.5 : 0);
