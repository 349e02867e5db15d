import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, round, limitsOf } from '../reading.js';
import { counted, lasting } from '../wording.js';
import { defaults, type OverlapDay, type Limits } from './day.js';
import type { OfferingOverlap } from './overlap.js';

type Days = readonly { readonly window: string; readonly measure: OverlapDay }[];

interface Own {
  readonly oneSec: number;
  readonly twoSec: number;
  readonly threeSec: number;
  readonly fourSec: number;
  readonly weightedSec: number;
  readonly videos: number;
  readonly days: number;
  /** Rows of its videos that began at one moment, by their sizes. */
  readonly rows: readonly number[];
}

/** One finding per offering whose videos played among too many. */
export function concludeConcurrent(days: Days, context: JudgeContext): readonly Finding[] {
  const first = days[0]?.measure;
  if (!first) return [];
  const limit = limitsOf(defaults, context.parameters);
  const peak = days.reduce((most, { measure }) => Math.max(most, measure.peak), 0);
  const byOffering = groupBy(
    days.flatMap(({ measure }) => measure.offerings),
    (overlap) => overlap.offering,
  );
  const findings: Finding[] = [];
  for (const [offering, overlaps] of byOffering) {
    const own = ownOf(overlaps);
    const llr = weigh(own, limit);
    if (llr === 0 || own.twoSec < limit.offeringSec) continue;
    findings.push({
      anchor: offering,
      subject: first.subject,
      offering,
      llr,
      events: citations(overlaps.flatMap((overlap) => overlap.events)),
      numbers: [
        { name: 'at_once', value: peak, threshold: 3, unit: 'videos' },
        { name: 'two_at_once', value: round(own.twoSec), threshold: limit.twoSec, unit: 's' },
        {
          name: 'beyond_three_at_once',
          value: round(own.weightedSec),
          threshold: limit.fourSec,
          unit: 's',
        },
        {
          name: 'three_at_once',
          value: round(own.threeSec),
          threshold: limit.threeSec,
          unit: 's',
        },
        { name: 'days', value: own.days, threshold: limit.threeDays, unit: 'days' },
        {
          name: 'begun_together',
          value: own.rows.reduce((sum, size) => sum + size, 0),
          threshold: 4,
          unit: 'videos',
        },
      ],
      reason: reasonOf(own, peak, limit),
      innocent: INNOCENT,
      firstAt: overlaps.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
      lastAt: overlaps.reduce((most, one) => Math.max(most, one.lastAt), -Infinity),
      baselines: [],
    });
  }
  return findings;
}

const ownOf = (overlaps: readonly OfferingOverlap[]): Own => ({
  oneSec: overlaps.reduce((total, one) => total + one.oneSec, 0),
  twoSec: overlaps.reduce((total, one) => total + one.twoSec, 0),
  threeSec: overlaps.reduce((total, one) => total + one.threeSec, 0),
  fourSec: overlaps.reduce((total, one) => total + one.fourSec, 0),
  weightedSec: overlaps.reduce((total, one) => total + one.weightedSec, 0),
  videos: overlaps.reduce((total, one) => total + one.videos, 0),
  days: overlaps.filter((one) => one.threeSec > 0).length,
  rows: overlaps.flatMap((one) => one.begunTogether),
});

/**
 * Argued, not fitted: a person who leaves four tabs running for a quarter of an hour (or five for
 * half of that: time counts once per video beyond three) is taken as 1 in 150 (ln 150 = 5), each
 * doubling as three times rarer (ln 3 = 1.1), and half of it, where they are five and more, as so much commoner. Whoever forgets tabs forgets the same ones: every further video that takes a
 * place counts 0.25, at most 2. Three tabs are commoner: 4 at two hours over two days, below a case
 * by itself, growing likewise. Two at nearly all times over eight videos: 1.5, a quarter for each
 * further video, at most 3.
 */
function weigh(own: Own, limit: Limits): number {
  const grown = (sec: number, base: number) => 1.1 * Math.log2(sec / base);
  const changing = Math.min(2, 0.25 * Math.max(0, own.videos - 4));
  const many =
    (own.weightedSec >= limit.fourSec && own.fourSec >= limit.leastFourSec) || isFive(own, limit);
  const four = many ? 5 + grown(own.weightedSec, limit.fourSec) + changing : 0;
  const three =
    own.threeSec >= limit.threeSec && own.days >= limit.threeDays
      ? 4 + grown(own.threeSec, limit.threeSec)
      : 0;
  return round(Math.min(12, Math.max(four, three, chronic(own, limit), together(own))), 3);
}

/** As often five and more as four, for a shorter while. */
const isFive = ({ weightedSec, fourSec }: Own, limit: Limits): boolean =>
  fourSec >= limit.leastFiveSec && weightedSec >= Math.max(limit.fiveSec, 1.5 * fourSec);

/** Nats of each further video that begins at one moment, and the most. */
const EACH_MORE = 1.3;
const MOST_TOGETHER = 6;
/** Share of the videos that ran beside others: first beats of a second tab coincide now and then. */
const TOGETHER_SHARE = 0.6;

/**
 * A hand begins one video and then another; several that begin within seconds of each other and all play on are
 * opened by a program, or by a browser that opens yesterday's tabs again, which is why the largest row is
 * left out. Never a case alone.
 */
function together({ rows, videos }: Own): number {
  const begun = rows.reduce((sum, size) => sum + size, 0);
  const more = moreThanOne(rows);
  if (more < 2 || begun < TOGETHER_SHARE * videos) return 0;
  return Math.min(MOST_TOGETHER, EACH_MORE * more);
}

const moreThanOne = (rows: readonly number[]): number =>
  rows.reduce((sum, size) => sum + size - 1, 0) - Math.max(0, ...rows.map((size) => size - 1));

function chronic({ oneSec, twoSec, videos }: Own, limit: Limits): number {
  if (twoSec < limit.twoSec || twoSec < limit.twoShare * oneSec) return 0;
  return videos < limit.twoVideos ? 0 : Math.min(3, 1.5 + 0.25 * (videos - limit.twoVideos));
}

function reasonOf(own: Own, peak: number, limit: Limits): Finding['reason'] {
  const { zh, en } = atOnce(own, peak, limit);
  const times = own.rows.length;
  return together(own) === 0
    ? { zh, en }
    : {
        zh: `${zh}其中 ${times} 次有多个视频在数秒之内先后开始并同时播放。`,
        en: `${en} ${times} times several of them began within seconds of each other.`,
      };
}

function atOnce(own: Own, peak: number, limit: Limits): Finding['reason'] {
  const several = own.threeSec >= limit.offeringSec || isFive(own, limit);
  if (!several) {
    const two = lasting(own.twoSec);
    const share = round((100 * own.twoSec) / own.oneSec);
    return {
      zh: `本课程 ${own.videos} 个视频播放的 ${share}% 时间（${two.zh}）里都有两个视频同时前进；一个人只能看一个。`,
      en: `During ${share} % of the time (${two.en}) in which ${counted(own.videos, 'video')} of this course played, two went forward at once; one person follows one.`,
    };
  }
  const three = lasting(own.threeSec);
  const four = lasting(own.fourSec);
  return {
    zh: `有 ${own.days} 天，本课程的视频共 ${three.zh}处于三个及以上视频同时播放之中${own.fourSec > 0 ? `，其中 ${four.zh}为四个及以上` : ''}，最多 ${peak} 个同时前进；一个人无法同时观看。`,
    en: `On ${counted(own.days, 'day')} videos of this course went forward for ${three.en} with three or more at the same time${own.fourSec > 0 ? `, ${four.en} with four or more` : ''}, at most ${peak} at once; one person cannot follow them.`,
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'background_tab',
    tested: 'a second video at the same time counts as a forgotten or muted tab and is not counted',
    outcome: 'excluded',
  },
  {
    name: 'several_tabs',
    tested: 'three or more tabs left running: length and repetition against the thresholds',
    outcome: 'unlikely',
  },
  {
    name: 'late_upload',
    tested: 'records that came late are compared at the times that the device claims for them',
    outcome: 'excluded',
  },
];
