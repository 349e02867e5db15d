import { likeness } from '../../baselines/gap-likeness.js';
import {
  cadenceHasty,
  cadenceUntouched,
  cadenceUntouchedAgain,
  cadenceWait,
  cadenceWaitShare,
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
  /** Accounts behind what it was compared with; 0 where nothing was published. */
  readonly n: number;
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
  const share = read(cadenceWaitShare);
  const sec = share && read(cadenceWait)?.value;
  const wait = { sec: sec ?? 0, share: share?.value ?? 0, cite: share?.cite, n: share?.n ?? 0 };
  const resumes = days.flatMap((day) => day.resumes);
  const all = [
    instantResumes(resumes, limit, read(cadenceHasty)),
    fixedGaps(gaps, limit, wait) ?? boundedGaps(gaps, limit, wait),
    untouched(days, limit, read(cadenceUntouched), read(cadenceUntouchedAgain)),
  ];
  return all.filter((habit) => habit !== undefined);
}

type Read = ReturnType<JudgeContext['baselines']['read']>;

/** What the platform's own waits say; nothing cited where they are unknown. */
interface Wait {
  /** The commonest wait, seconds, and its share of all. */
  readonly sec: number;
  readonly share: number;
  readonly cite: string | undefined;
  readonly n: number;
}

/** Whether lists play on by themselves: many waits are alike, or some just as the student's are. */
const isAutomatic = (wait: Wait, sec: number, limit: Limits): boolean =>
  wait.share > 2 * limit.automatic ||
  (wait.share > limit.automatic && Math.abs(wait.sec - sec) <= Math.max(1, 0.15 * sec));

/**
 * Argued: people take from seconds to minutes after a pause, each time another. Five alike within
 * 0.3 s and all at once: 4.5; half a nat more for eight, one more for sixteen.
 */
function instantResumes(resumes: readonly number[], limit: Limits, hasty: Read): Habit | undefined {
  const alike = likeness(resumes, 0.3);
  if (!alike || resumes.length < limit.fewestResumes) return undefined;
  if (alike.share < limit.alike || alike.sec > limit.hastySec) return undefined;
  if (hasty && hasty.value > limit.hastyPlatform) return undefined;
  const full = resumes.length >= 16 ? 6 : resumes.length >= 8 ? 5 : 4.5;
  const llr = hasty ? full : full * UNKNOWN;
  return {
    name: 'instant_resumes',
    count: resumes.length,
    sec: alike.sec,
    llr,
    cite: hasty?.cite,
    n: hasty?.n ?? 0,
  };
}

/**
 * The same wait before each video. No person does that, a list that plays on by itself does: the
 * platform's own waits tell whether there is one. 2.5 for six, 3 for ten, 4 for twenty.
 */
function fixedGaps(gaps: readonly number[], limit: Limits, wait: Wait): Habit | undefined {
  const alike = likeness(gaps);
  if (!alike || gaps.length < limit.fewestGaps || alike.share < limit.alike) return undefined;
  if (isAutomatic(wait, alike.sec, limit)) return undefined;
  const full = gaps.length >= 20 ? 4 : gaps.length >= 10 ? 3 : 2.5;
  const llr = wait.cite === undefined ? full * UNKNOWN : full;
  return {
    name: 'fixed_gaps',
    count: gaps.length,
    sec: alike.sec,
    llr,
    cite: wait.cite,
    n: wait.n,
  };
}

/**
 * Waits drawn between two bounds. People's are heavy-tailed: of fourteen, one is short or one long.
 * With a log-normal spread of one, no gap below 0.3 and none above 2.5 times the median come
 * together in about 1 of 80; exponential gaps, in 1 of 150.
 */
function boundedGaps(gaps: readonly number[], limit: Limits, wait: Wait): Habit | undefined {
  const middle = median(gaps);
  if (middle === undefined || middle < 2 || gaps.length < limit.fewestEven) return undefined;
  const sorted = [...gaps].sort((a, b) => a - b);
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  if (least < 0.3 * middle || most > 2.5 * middle || isAutomatic(wait, middle, limit))
    return undefined;
  const llr = wait.cite === undefined ? 2.5 * UNKNOWN : 2.5;
  return { name: 'bounded_gaps', count: gaps.length, sec: middle, llr, cite: wait.cite, n: wait.n };
}

/**
 * The chance of so many long viewings untouched: the platform's share for the first, and its share
 * of another after one for each further. Some people never touch a player: at most 2.5.
 */
function untouched(
  days: readonly HandledDay[],
  limit: Limits,
  first: Read,
  again: Read,
): Habit | undefined {
  const viewings = days.reduce((sum, day) => sum + day.long, 0);
  const without = days.reduce((sum, day) => sum + day.untouched, 0);
  if (without < viewings || viewings < limit.untouchedViewings || !first || !again)
    return undefined;
  const chance = -Math.log(first.value + 0.01) - (viewings - 1) * Math.log(again.value + 0.01);
  const llr = Math.min(2.5, chance);
  return llr < 1
    ? undefined
    : { name: 'untouched', count: viewings, sec: limit.longSec, llr, cite: first.cite, n: first.n };
}
