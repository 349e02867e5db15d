import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type CourseShare, type Limits, type RestlessDay } from './day.js';

type Days = readonly { readonly window: string; readonly measure: RestlessDay }[];

interface Restless {
  readonly longDays: number;
  readonly longestDaySec: number;
  /** Longest time without a rest. */
  readonly awakeSec: number;
}

/** One finding per course that had a good part in days that no person has. */
export function concludeNoRest(days: Days, context: JudgeContext): readonly Finding[] {
  const { subject } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const restless = restlessOf(days, limit);
  const llr = weigh(restless, limit);
  if (llr === 0) return [];
  const taking = days.filter(({ measure }) => takesPart(measure, restless, limit));
  const courses = groupBy(
    taking.flatMap(({ measure }) => measure.courses),
    ({ offering }) => offering,
  );
  return [...courses].flatMap(([offering, own]) => {
    const playedSec = own.reduce((sum, one) => sum + one.playedSec, 0);
    return playedSec < limit.offeringSec
      ? []
      : [findingOf(subject, offering, own, llr, restless, limit)];
  });
}

function restlessOf(days: Days, limit: Limits): Restless {
  const stretches = days
    .flatMap(({ measure }) => measure.stretches)
    .map(([from, to]) => ({ from, to }))
    .sort((a, b) => a.from - b.from);
  let awakeSec = 0;
  let from = Number.NaN;
  let to = Number.NaN;
  for (const one of stretches) {
    if (!(one.from - to <= limit.restSec * 1000)) from = one.from;
    to = Number.isNaN(to) ? one.to : Math.max(to, one.to);
    awakeSec = Math.max(awakeSec, (to - from) / 1000);
  }
  const long = days.filter(({ measure }) => measure.playedSec >= limit.longDaySec);
  return {
    longDays: long.length,
    longestDaySec: days.reduce((most, { measure }) => Math.max(most, measure.playedSec), 0),
    awakeSec,
  };
}

const takesPart = (day: RestlessDay, { longDays }: Restless, limit: Limits): boolean =>
  longDays === 0 || day.playedSec >= limit.longDaySec / 2;

/**
 * Argued, not fitted. Fourteen hours of play in a day are a deadline of the worst kind or a list
 * left running: 1.5, and each further such day 1 more. Eighteen hours in one day add 1. A day and a
 * half without three hours of rest adds 2, two days 3. At most 7.
 */
function weigh({ longDays, longestDaySec, awakeSec }: Restless, limit: Limits): number {
  const days = longDays === 0 ? 0 : 1.5 + (longDays - 1);
  const longest = longestDaySec >= 18 * 3600 ? 1 : 0;
  const awake = awakeSec >= 2 * limit.awakeSec ? 3 : awakeSec >= 1.5 * limit.awakeSec ? 2 : 0;
  return round(Math.min(7, days + longest + awake), 3);
}

function findingOf(
  subject: string,
  offering: string,
  own: readonly CourseShare[],
  llr: number,
  { longDays, longestDaySec, awakeSec }: Restless,
  limit: Limits,
): Finding {
  const hours = round(longestDaySec / 3600, 1);
  const awake = round(awakeSec / 3600);
  const without = awakeSec >= 1.5 * limit.awakeSec;
  return {
    anchor: offering,
    subject,
    offering,
    llr,
    events: citations(own.flatMap(({ events }) => events)),
    numbers: [
      { name: 'longest_day', value: round(longestDaySec), threshold: limit.longDaySec, unit: 's' },
      { name: 'long_days', value: longDays, threshold: 1, unit: 'days' },
      { name: 'without_rest', value: round(awakeSec), threshold: 1.5 * limit.awakeSec, unit: 's' },
    ],
    reason: {
      zh: `账号一天内播放视频最长达 ${hours} 小时${longDays > 1 ? `，这样的长日有 ${longDays} 天` : ''}${without ? `，并曾连续 ${awake} 小时没有三小时以上的间歇` : ''}，超出常人作息。`,
      en: `The account played videos for up to ${counted(hours, 'hour')} in a day${longDays > 1 ? `, ${counted(longDays, 'such day')} in all` : ''}${without ? `, and for ${counted(awake, 'hour')} without three hours of rest` : ''}, which people do not do.`,
    },
    innocent: [
      {
        name: 'left_running',
        tested: 'one night of a list left running weighs little; repetition is what counts',
        outcome: longDays > 2 ? 'unlikely' : 'possible',
      },
      {
        name: 'deadline_binge',
        tested: 'a binge of six to eight hours stays far below the threshold',
        outcome: 'unlikely',
      },
    ],
    firstAt: own.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
    lastAt: own.reduce((most, one) => Math.max(most, one.lastAt), -Infinity),
    baselines: [],
  };
}
