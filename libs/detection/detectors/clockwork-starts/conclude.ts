import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type Limits, type Start, type StartsDay } from './day.js';

type Days = readonly { readonly window: string; readonly measure: StartsDay }[];

interface Dated extends Start {
  readonly window: string;
}

const DAY_SEC = 86_400;
/** At night there is no class that begins and no stream that opens: what is left is a program. */
const MOST_AT_NIGHT = 7;
const MOST_BY_DAY = 4;

/** One finding per platform and course that was begun by the clock. */
export function concludeStarts(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const { subject } = known(days[0]).measure;
  const starts = days.flatMap(({ window, measure }) =>
    measure.starts.map((one): Dated => ({ ...one, window })),
  );
  return [...groupBy(starts, ({ source, offering }) => `${source}\n${offering}`).values()].flatMap(
    (own) => findingOf(subject, own, limit),
  );
}

/**
 * Chance that so many of a punctual person's starts lie within seconds of each other on different days,
 * whichever they are; less one nat for looking. At most 7 at night, 4 by day, where classes and streams
 * begin on time; a handful of days: 2 less.
 */
function findingOf(subject: string, own: readonly Dated[], limit: Limits): readonly Finding[] {
  const same = closest(own, limit.withinSec);
  if (same.length < limit.fewestDays) return [];
  const further = (same.length - 1) * Math.log(limit.habitSec / limit.withinSec);
  const chance = further - logChoose(own.length, same.length) - 1;
  const most = same.every(({ night }) => night) ? MOST_AT_NIGHT : MOST_BY_DAY;
  const handful = same.length === limit.fewestDays ? 2 : 0;
  const llr = round(Math.min(most - handful, chance), 3);
  if (llr < 1) return [];
  const { source, offering } = known(own[0]);
  const width = Math.max(1, Math.ceil(widthOf(same)));
  return [
    {
      anchor: `${source} ${offering}`,
      ...{ subject, offering, llr },
      events: citations(same.map(({ event }) => event)),
      numbers: [
        { name: 'same_time', value: same.length, threshold: limit.fewestDays, unit: 'days' },
      ],
      reason: {
        zh: `有 ${same.length} 天在同一时刻开始观看本课程，前后相差不超过 ${width} 秒；人的准时以分钟计。`,
        en: `On ${counted(same.length, 'day')} this course was begun at the same time of day, within ${counted(width, 'second')}; people are punctual to minutes.`,
      },
      innocent: [
        {
          name: 'punctual_person',
          tested: 'starts of somebody who always begins within the same ten minutes',
          outcome: 'unlikely',
        },
        {
          name: 'timetable',
          tested: 'whether the starts lie between midnight and six, when nothing else begins',
          outcome: most === MOST_AT_NIGHT ? 'excluded' : 'possible',
        },
      ],
      firstAt: same.reduce((least, { at }) => Math.min(least, at), Infinity),
      lastAt: same.reduce((last, { at }) => Math.max(last, at), -Infinity),
      baselines: [],
    },
  ];
}

/** The most starts of different days within so many seconds of the day, which is a circle. */
function closest(own: readonly Dated[], withinSec: number): readonly Dated[] {
  let best: readonly Dated[] = [];
  for (const { secOfDay } of own) {
    const near = own.filter((one) => (one.secOfDay - secOfDay + DAY_SEC) % DAY_SEC <= withinSec);
    const days = [...new Map(near.map((one) => [one.window, one])).values()];
    if (days.length > best.length) best = days;
  }
  return best;
}

const widthOf = (same: readonly Dated[]): number => {
  const first = known(same[0]).secOfDay;
  const apart = same.map(({ secOfDay }) => (secOfDay - first + 1.5 * DAY_SEC) % DAY_SEC);
  return Math.max(...apart) - Math.min(...apart);
};

/** ln of the ways to choose `some` of `all`. */
function logChoose(all: number, some: number): number {
  let sum = 0;
  for (let n = 1; n <= some; n++) sum += Math.log((all - some + n) / n);
  return sum;
}
