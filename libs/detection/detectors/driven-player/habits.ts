import { likeness } from '../../baselines/gap-likeness.js';
import {
  cadenceAlikeHigh,
  cadenceHasty,
  cadenceUntouched,
  PLATFORM_CADENCE,
} from '../../baselines/names.js';
import type { JudgeContext } from '../../detector.js';
import { median } from '../reading.js';
import type { HandledDay, Limits } from './day.js';

/** A way of handling the player that few people have. */
export interface Habit {
  readonly name: 'instant_resumes' | 'fixed_gaps' | 'bounded_gaps' | 'untouched';
  /** How often, or for how many seconds; and how many seconds each took, where that says more. */
  readonly count: number;
  readonly sec: number;
  readonly llr: number;
  readonly cite: string | undefined;
}

/** What the population says, with half the evidence where it says nothing yet. */
const UNKNOWN = 0.5;

export function habitsOf(
  days: readonly HandledDay[],
  limit: Limits,
  context: JudgeContext,
): readonly Habit[] {
  const read = (key: (source: string) => string) => {
    const last = days.at(-1);
    const found = last && context.baselines.read(PLATFORM_CADENCE, key(last.source), last.lastAt);
    return found && found.n >= limit.population / 2 ? found : undefined;
  };
  const gaps = days.flatMap((day) => day.gaps);
  const high = read(cadenceAlikeHigh);
  const all = [
    instantResumes(
      days.flatMap((day) => day.resumes),
      limit,
      read(cadenceHasty),
    ),
    fixedGaps(gaps, limit, high) ?? boundedGaps(gaps, limit, high),
    untouched(days, limit, read(cadenceUntouched)),
  ];
  return all.filter((habit) => habit !== undefined);
}

type Read = ReturnType<JudgeContext['baselines']['read']>;

/**
 * Argued: people take from seconds to minutes after a pause, each time another. Eight alike within
 * half a second and all at once: 5; a nat more for sixteen.
 */
function instantResumes(resumes: readonly number[], limit: Limits, hasty: Read): Habit | undefined {
  const alike = likeness(resumes);
  if (!alike || resumes.length < limit.fewestResumes) return undefined;
  if (alike.share < limit.alike || alike.sec > limit.hastySec) return undefined;
  if (hasty && hasty.value > limit.hastyPlatform) return undefined;
  const llr = (resumes.length >= 2 * limit.fewestResumes ? 6 : 5) * (hasty ? 1 : UNKNOWN);
  return { name: 'instant_resumes', count: resumes.length, sec: alike.sec, llr, cite: hasty?.cite };
}

/** The same wait before each video: a list that plays on, unless the platform's do not. At most 4. */
function fixedGaps(gaps: readonly number[], limit: Limits, high: Read): Habit | undefined {
  const alike = likeness(gaps);
  if (!alike || gaps.length < limit.fewestGaps || alike.share < limit.alike) return undefined;
  if (high && high.value > limit.automatic) return undefined;
  const llr = (gaps.length >= 2 * limit.fewestGaps ? 4 : 3) * (high ? 1 : UNKNOWN);
  return { name: 'fixed_gaps', count: gaps.length, sec: alike.sec, llr, cite: high?.cite };
}

/**
 * Waits drawn between two bounds. People's are heavy-tailed: of sixteen, one is short and one long.
 * With a log-normal spread of one, no gap below 0.3 and none above 2.5 times the median come
 * together in less than 1 of 100; exponential gaps, in 1 of 200. Fifty thousand draws of each.
 */
function boundedGaps(gaps: readonly number[], limit: Limits, high: Read): Habit | undefined {
  const middle = median(gaps);
  if (middle === undefined || middle < 2 || gaps.length < limit.fewestEven) return undefined;
  if (high && high.value > limit.automatic) return undefined;
  const sorted = [...gaps].sort((a, b) => a - b);
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  if (least < 0.3 * middle || most > 2.5 * middle) return undefined;
  return {
    name: 'bounded_gaps',
    count: gaps.length,
    sec: middle,
    llr: high ? 3 : 3 * UNKNOWN,
    cite: high?.cite,
  };
}

/** ln(1 / the platform's share of accounts with an hour or more untouched), one per cent granted. */
function untouched(days: readonly HandledDay[], limit: Limits, share: Read): Habit | undefined {
  const playedSec = days.reduce((sum, day) => sum + day.playedSec, 0);
  const viewings = days.reduce((sum, day) => sum + day.viewings, 0);
  const hands = days.reduce((sum, day) => sum + day.hands, 0);
  if (hands > 0 || playedSec < limit.untouchedSec || viewings < limit.untouchedViewings)
    return undefined;
  if (!share || share.value > 0.3) return undefined;
  const llr = Math.min(3, -Math.log(share.value + 0.01));
  return { name: 'untouched', count: viewings, sec: playedSec, llr, cite: share.cite };
}
