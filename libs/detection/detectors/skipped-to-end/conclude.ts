import { evennessOf, logSpread } from '../../baselines/evenness.js';
import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, limitsOf, median, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import { defaults, type Leap, type Limits, type SkippedDay } from './day.js';

type Days = readonly {
  readonly window: string;
  readonly subject?: string;
  readonly measure: SkippedDay;
}[];

interface Skipper {
  readonly subject: string;
  readonly leaps: readonly Leap[];
}

/** Spread (evenness.ts) of the moment that a practised hand takes: people's waits are thrice as wide. */
const HAND = 0.2;
const MOST = 5;

/** One finding per student whose jumps to the end come after always the same moment. */
export function concludeSkipped(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = context.key.slice('offering:'.length);
  const skippers = [...groupBy(days, ({ subject }) => subject)].flatMap(([subject, own]) => {
    const leaps = firstTime(own);
    return leaps.length === 0 ? [] : [{ subject, leaps }];
  });
  const students = new Set([
    ...context.roster.enrolledIn(offering),
    ...days.flatMap(({ subject }) => subject ?? []),
  ]).size;
  return skippers
    .filter(({ leaps }) => leaps.length >= limit.fewestVideos)
    .sort((a, b) => (a.subject < b.subject ? -1 : 1))
    .flatMap((one) => findingOf(one, { offering, students, skippers: skippers.length }, limit));
}

/** Those of videos that were not touched on an earlier day: a player goes on where it was left. */
function firstTime(own: Days): readonly Leap[] {
  const touched = new Set<string>();
  return own
    .toSorted((a, b) => (a.window < b.window ? -1 : 1))
    .flatMap(({ measure }) => {
      const first = measure.leaps.filter(({ video }) => !touched.has(video));
      for (const video of measure.touched) touched.add(video);
      return first;
    });
}

/**
 * How unlikely such evenness is of a practised hand, less one nat for looking; no more than how rare it is
 * in the class to skip a video so at all, since a player may do it of its own accord, and 5. A clock of whole
 * seconds hides what lies between two of them.
 */
function findingOf(
  { subject, leaps }: Skipper,
  { offering, students, skippers }: { offering: string; students: number; skippers: number },
  limit: Limits,
): readonly Finding[] {
  const lags = leaps.map(({ lagSec }) => lagSec);
  const middle = median(lags) ?? 0;
  const hidden = leaps.every(({ whole }) => whole) ? 0.5 / (1 + middle) : 0;
  const spread = Math.max(hidden, logSpread(lags) ?? HAND);
  const chance = evennessOf(spread, lags.length, HAND) - 1;
  const rarity = students < limit.population ? 2 : Math.log(students / (skippers - 0.5));
  const llr = round(Math.min(MOST, chance, rarity), 3);
  if (llr < 1) return [];
  const others = skippers - 1;
  return [
    {
      anchor: 'skips',
      ...{ subject, offering, llr },
      events: citations(leaps.flatMap(({ events }) => events)),
      numbers: [
        { name: 'skipped', value: leaps.length, threshold: limit.fewestVideos, unit: 'videos' },
      ],
      reason: {
        zh: `${leaps.length} 个视频开始后约 ${spoken(middle)} 秒即跳到结尾并报告看完，每次间隔几乎相同；全班 ${students} 人中${others === 0 ? '没有其他人' : `另有 ${others} 人`}这样跳过视频。`,
        en: `${counted(leaps.length, 'video')} were moved to the end about ${spoken(middle)} s after the start and reported as finished, each time after as long; of a class of ${students}, ${others === 0 ? 'nobody else' : counted(others, 'other')} skipped any so.`,
      },
      innocent: [
        {
          name: 'impatience',
          tested: 'who drags a slider takes a moment longer or shorter each time',
          outcome: 'unlikely',
        },
        {
          name: 'player_of_its_own_accord',
          tested: 'videos touched on an earlier day left out, and the class compared',
          outcome: students < limit.population ? 'possible' : 'unlikely',
        },
      ],
      firstAt: leaps.reduce((least, { at }) => Math.min(least, at), Infinity),
      lastAt: leaps.reduce((most, { at }) => Math.max(most, at), -Infinity),
      baselines: [],
      population: [{ name: 'class', of: offering, n: students }],
    },
  ];
}
