import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type InStep, type Limits, type ScheduleDay } from './day.js';

type Days = readonly { readonly window: string; readonly measure: ScheduleDay }[];

/** A pair over the term. */
interface Pair {
  readonly days: readonly InStep[];
  readonly videos: number;
  readonly offsetSec: number;
  readonly widthSec: number;
  readonly llr: number;
}

/** One finding per student who was in step with others. */
export function concludeSchedule(days: Days, context: JudgeContext): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure.pairs);
  const pairs = [...groupBy(all, ({ a, b }) => `${a}\n${b}`).values()]
    .map((own) => pairOf(own, limit))
    .filter(({ videos }) => videos >= limit.fewestVideos);
  const subjects = new Set(pairs.flatMap(({ days: [one] }) => [known(one).a, known(one).b]));
  return [...subjects].sort().map((subject) =>
    findingOf(
      subject,
      offering,
      pairs.filter(({ days: [one] }) => known(one).a === subject || known(one).b === subject),
      limit,
    ),
  );
}

/**
 * Argued, not fitted. Side by side and loosely: friends, 1. To within a second and a half, or minutes
 * apart and still in step: 2 for six videos and half a nat for each further, at most 4.5 where they
 * are side by side (two screens, one hand) and 5.5 where they are not.
 */
function pairOf(days: readonly InStep[], limit: Limits): Pair {
  const videos = days.reduce((sum, one) => sum + one.videos, 0);
  const offsetSec = median(days.map((one) => Math.abs(one.offsetSec))) ?? 0;
  const widthSec = days.reduce((most, one) => Math.max(most, one.widthSec), 0);
  const together = offsetSec < limit.togetherSec;
  const grown = 2 + 0.5 * (videos - limit.fewestVideos);
  const llr = together && widthSec > limit.tightSec ? 1 : Math.min(together ? 4.5 : 5.5, grown);
  return { days, videos, offsetSec, widthSec, llr };
}

function findingOf(
  subject: string,
  offering: string,
  own: readonly Pair[],
  limit: Limits,
): Finding {
  const strongest = own.reduce((most, one) => (one.llr > most.llr ? one : most));
  // Three in step are no couple of friends.
  const group = own.filter(({ llr }) => llr > 1).length > 1 ? 1.5 : 0;
  const steps = own.flatMap((pair) => pair.days);
  return {
    anchor: 'schedule',
    subject,
    offering,
    llr: round(strongest.llr + group, 3),
    events: citations(steps.flatMap((one) => (one.a === subject ? one.ofA : one.ofB))),
    numbers: [
      {
        name: 'videos_in_step',
        value: strongest.videos,
        threshold: limit.fewestVideos,
        unit: 'videos',
      },
      { name: 'accounts', value: own.length, threshold: 1, unit: 'accounts' },
    ],
    reason: {
      zh: `与 ${own.length} 个其他账号同步完成视频：${strongest.videos} 个视频的完成时间都相差约 ${round(strongest.offsetSec)} 秒，误差不超过 ${round(strongest.widthSec, 1)} 秒。`,
      en: `Finished videos in step with ${counted(own.length, 'other account')}: ${counted(strongest.videos, 'video')}, always about ${counted(round(strongest.offsetSec), 'second')} apart, within ${round(strongest.widthSec, 1)} s.`,
    },
    innocent: [
      {
        name: 'watching_together',
        tested:
          'friends side by side start by hand: distance and its steadiness against the thresholds',
        outcome: strongest.llr > 1 ? 'unlikely' : 'possible',
      },
      {
        name: 'whole_class',
        tested: 'a class that watches together is not judged',
        outcome: 'excluded',
      },
    ],
    firstAt: steps.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
    lastAt: steps.reduce((most, one) => Math.max(most, one.lastAt), -Infinity),
    baselines: [],
  };
}
