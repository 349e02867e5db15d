import { cadenceShare, cadenceUnopened, PLATFORM_CADENCE } from '../../baselines/names.js';
import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, round, limitsOf } from '../reading.js';
import { counted, lasting } from '../wording.js';
import { defaults, type CreditedDay, type Limits } from './day.js';

type Days = readonly { readonly window: string; readonly measure: CreditedDay }[];

interface Totals {
  readonly outrun: CreditedDay['outrun'];
  readonly hasty: CreditedDay['hasty'];
  readonly ahead: readonly NonNullable<CreditedDay['ahead']>[];
}

/** One finding for the term, or none. */
export function concludeCreditedTime(days: Days, context: JudgeContext): readonly Finding[] {
  const first = days[0]?.measure;
  if (!first) return [];
  const all = totalsOf(days);
  const limit = limitsOf(defaults, context.parameters);
  const unopened = unopenedOf(all.hasty, limit, context);
  const totals =
    unopened.count > 0 ? all : { ...all, hasty: all.hasty.filter(({ alone }) => !alone) };
  const llr = weigh(totals, unopened, limit);
  if (llr === 0) return [];
  const spans = [
    ...totals.outrun,
    ...totals.ahead,
    ...totals.hasty.map((one) => ({ firstAt: one.at, lastAt: one.at })),
  ];
  return [
    {
      anchor: 'term',
      subject: first.subject,
      offering: first.offering,
      llr,
      events: citations([
        ...totals.outrun.flatMap((one) => one.events),
        ...totals.hasty.map((one) => one.event),
        ...totals.ahead.flatMap((one) => one.events),
      ]),
      numbers: numbersOf(totals, unopened.count, limit),
      reason: reasonOf(totals),
      innocent: INNOCENT,
      firstAt: spans.reduce((least, span) => Math.min(least, span.firstAt), Infinity),
      lastAt: spans.reduce((most, span) => Math.max(most, span.lastAt), -Infinity),
      baselines: unopened.cites,
      ...(unopened.population && { population: unopened.population }),
    },
  ];
}

/**
 * Finishes of videos that nobody opened, where the platform's people open what they finish; none
 * where that is not known. A beat at the very end opens nothing, where players tell of themselves.
 */
function unopenedOf(hasty: Totals['hasty'], limit: Limits, { baselines }: JudgeContext) {
  const none = { count: 0, each: 0, cites: [], population: undefined };
  const any = hasty.filter(({ unopened, endOnly }) => unopened || endOnly);
  const last = any.at(-1);
  if (!last || any.length < limit.unopenedVideos) return none;
  const { source } = last.event;
  const read = baselines.read(PLATFORM_CADENCE, cadenceUnopened(source), last.at);
  if (!read || read.n < limit.population || read.value > limit.unopenedShare) return none;
  // Where everybody's player tells that it was opened, a dragged slider would have told so too.
  const player = baselines.read(PLATFORM_CADENCE, cadenceShare(source, 'player'), last.at);
  const tells = player && player.n >= limit.population && player.value >= limit.tellingShare;
  const count = tells ? any.length : any.filter(({ unopened }) => unopened).length;
  if (count < limit.unopenedVideos) return none;
  const cites = [...new Set([read.cite, ...(tells ? [player.cite] : [])])].sort();
  const each = read.value <= limit.unopenedRare ? 0.9 : 0.6;
  return { count, each, cites, population: [{ name: 'platform' as const, of: source, n: read.n }] };
}

function totalsOf(days: Days): Totals {
  const touched = new Set<string>();
  const hasty: CreditedDay['hasty'][number][] = [];
  for (const { measure } of days) {
    // A video begun on an earlier day may rightly be finished in a moment.
    hasty.push(...measure.hasty.filter((one) => !touched.has(one.video)));
    for (const video of measure.touched) touched.add(video);
  }
  return {
    outrun: days.flatMap(({ measure }) => measure.outrun),
    hasty,
    ahead: days.flatMap(({ measure }) => (measure.ahead ? [measure.ahead] : [])),
  };
}

/**
 * Evidence weights are argued, not fitted (no labelled public set exists, threats.md 2.4). An honest
 * viewer outruns a whole video steadily only through a broken feed or ceaseless hidden seeking:
 * taken as 1 in 150 for two videos (ln 150 = 5), each further video four to five times rarer (1.5);
 * of four videos that did, half the seconds are enough.
 * Several times what the fastest player allows is no rate that anybody chose, nor does a broken feed keep to one
 * speed: 1.5 more.
 * A finish without watching is a dragged slider now and then: 0.6 each, from eight on. One of a
 * video that nobody opened has not even that excuse: 1.2 each, from five on; 1.5 where one of the platform's
 * hundred finishes is like that, or fewer, so that no app of a few people's leaves them. At most 9.
 * Claims through ten different minutes of the future have no honest source but broken software: 7.
 */
function weigh(
  totals: Totals,
  { count: unopened, each }: { readonly count: number; readonly each: number },
  limit: Limits,
): number {
  const excess = sum(totals.outrun, (one) => one.excessSec);
  const videos = videosOf(totals.outrun);
  const many = videosOf(totals.outrun.filter(({ brief }) => !brief)) >= limit.outrunVideos;
  const steady = (many || videos >= limit.briefVideos) && excess >= enoughSec(totals.outrun, limit);
  const allowed = Math.max(1, sum(totals.outrun, (one) => one.creditedSec) - excess);
  const even = totals.outrun.some((one) => one.even);
  const times = sum(totals.outrun, (one) => one.creditedSec) / allowed;
  const far = even || times >= limit.farBeyond ? 1.5 : 0;
  const outrun = steady ? Math.min(12, 5 + far + 1.5 * (videos - limit.outrunVideos)) : 0;
  const finished = totals.hasty.length >= limit.hastyVideos || unopened >= limit.unopenedVideos;
  const hasty = finished ? Math.min(9, 0.6 * totals.hasty.length + each * unopened) : 0;
  const ahead = totals.ahead.length > 0 ? 7 : 0;
  return Math.min(14, outrun + hasty + ahead);
}

/** Seconds beyond the clock that say something, of so many videos. */
const enoughSec = (outrun: Totals['outrun'], limit: Limits): number =>
  videosOf(outrun) >= limit.outrunMany ? limit.outrunSec / 2 : limit.outrunSec;

function numbersOf(
  { outrun, hasty, ahead }: Totals,
  unopened: number,
  limit: Limits,
): Finding['numbers'] {
  const credited = sum(outrun, (one) => one.creditedSec);
  const beyond = sum(outrun, (one) => one.excessSec);
  const claims = sum(ahead, (one) => one.beats);
  const lead = Math.max(0, ...ahead.map((one) => one.leadSec));
  return [
    // Against what the clock and the fastest player allowed in the time that passed.
    { name: 'credited', value: credited, threshold: round(credited - beyond), unit: 's' },
    { name: 'beyond_clock', value: beyond, threshold: enoughSec(outrun, limit), unit: 's' },
    {
      name: 'videos_beyond_clock',
      value: videosOf(outrun),
      threshold: limit.outrunVideos,
      unit: 'videos',
    },
    {
      name: 'hasty_completions',
      value: hasty.length,
      threshold: limit.hastyVideos,
      unit: 'videos',
    },
    { name: 'unopened', value: unopened, threshold: limit.unopenedVideos, unit: 'videos' },
    { name: 'claims_ahead', value: claims, threshold: limit.aheadBeats, unit: 'events' },
    { name: 'lead', value: lead, threshold: limit.aheadSec, unit: 's' },
  ].flatMap((one) => (one.value > 0 ? [{ ...one, value: round(one.value) }] : []));
}

function reasonOf({ outrun, hasty, ahead }: Totals): Finding['reason'] {
  const credited = lasting(sum(outrun, (one) => one.creditedSec));
  const elapsed = lasting(sum(outrun, (one) => one.elapsedSec));
  const videos = videosOf(outrun);
  const beats = sum(ahead, (one) => one.beats);
  const zh: string[] = [];
  const en: string[] = [];
  if (videos > 0) {
    zh.push(
      `${videos} 个视频共记入 ${credited.zh}的进度，而实际只过去 ${elapsed.zh}，超过播放器最高倍速所能达到的进度。`,
    );
    en.push(
      `${counted(videos, 'video')} got ${credited.en} of progress while only ${elapsed.en} passed, more than the fastest player allows.`,
    );
  }
  if (hasty.length > 0) {
    zh.push(`${hasty.length} 个视频在不足以看完的时间内被报告为已看完。`);
    en.push(
      `${counted(hasty.length, 'video')} ${hasty.length === 1 ? 'was' : 'were'} reported as finished before there was time to watch.`,
    );
  }
  if (beats > 0) {
    zh.push(`${beats} 条记录所称的时间晚于平台服务器当时的时间，且越来越超前。`);
    en.push(
      `${counted(beats, 'record')} claim times that the platform's server had not yet reached, ever further ahead.`,
    );
  }
  return { zh: zh.join(''), en: en.join(' ') };
}

const videosOf = (outrun: Totals['outrun']): number => new Set(outrun.map((one) => one.video)).size;

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'fast_playback',
    tested: 'progress compared with the declared rate, at least 2x and at most 3x, plus 5 %',
    outcome: 'excluded',
  },
  {
    name: 'late_upload',
    tested: "what came late was granted the time that the device's own clock gives it",
    outcome: 'excluded',
  },
  {
    name: 'wrong_clock',
    tested: "the device's usual offset from the server's clock was taken off",
    outcome: 'excluded',
  },
  {
    name: 'seeking',
    tested: 'stretches with a seek and the largest jumps of each video were forgiven',
    outcome: 'unlikely',
  },
  {
    name: 'feed_quality',
    tested: 'senseless and backward-running positions were left out',
    outcome: 'unlikely',
  },
];
