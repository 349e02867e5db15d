import {
  cadenceEvenShort,
  cadenceWait,
  cadenceWaitShare,
  PLATFORM_CADENCE,
} from '../../baselines/names.js';
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
  readonly away: boolean;
  /** Nats of steps closer than hands make them; 0 where lists play on by themselves. */
  readonly exact: number;
  readonly llr: number;
}

type Lists = ReturnType<typeof waitsOn>;

/** How alike the waits between videos are on the platform: whether lists play on by themselves. */
function waitsOn(pairs: readonly InStep[], limit: Limits, { baselines }: JudgeContext) {
  const last = pairs.reduce<InStep | undefined>(
    (most, one) => (most === undefined || one.lastAt > most.lastAt ? one : most),
    undefined,
  );
  const source = last?.ofA[0]?.source;
  if (!last || source === undefined) return undefined;
  const read = baselines.read(PLATFORM_CADENCE, cadenceWaitShare(source), last.lastAt);
  if (!read || read.n < limit.population / 2) return undefined;
  // No list counts down for a minute: so alike a wait is the doing of those who are in step.
  const wait = baselines.read(PLATFORM_CADENCE, cadenceWait(source), last.lastAt);
  const counts = !wait || wait.value <= limit.countdownSec;
  const short = baselines.read(PLATFORM_CADENCE, cadenceEvenShort(source), last.lastAt);
  const rare = short !== undefined && short.value + 1 / short.n <= limit.rareList;
  return {
    ...{ ...read, source, automatic: read.value > limit.automatic && counts, rare },
    cites: [...new Set([read.cite, ...(short ? [short.cite] : [])])].sort(),
  };
}

/** One finding per student who was in step with others. */
export function concludeSchedule(days: Days, context: JudgeContext): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure.pairs);
  const lists = waitsOn(all, limit, context);
  const pairs = telling(
    [...groupBy(all, ({ a, b }) => `${a}\n${b}`).values()].map((own) => pairOf(own, limit, lists)),
    limit,
  );
  const subjects = new Set(pairs.flatMap(({ days: [one] }) => [known(one).a, known(one).b]));
  return [...subjects].sort().map((subject) =>
    findingOf(
      subject,
      offering,
      pairs.filter(({ days: [one] }) => known(one).a === subject || known(one).b === subject),
      limit,
      lists,
    ),
  );
}

/**
 * Pairs with enough videos; and of those with fewer, whose steps are closer than hands, those among
 * four accounts or more: what each has in step with all the others then adds up to as much.
 */
function telling(pairs: readonly Pair[], limit: Limits): readonly Pair[] {
  const brief = pairs.filter((one) => one.videos < limit.fewestVideos && one.exact > 0);
  const company = new Map<string, number>();
  for (const { days, videos } of brief)
    for (const subject of membersOf(days))
      company.set(subject, (company.get(subject) ?? 0) + videos);
  const enough = (subject: string) => (company.get(subject) ?? 0) >= 2 * limit.fewestVideos;
  const partners = (subject: string) =>
    brief.filter(({ days }) => membersOf(days).includes(subject)).length;
  return pairs.filter(
    (one) =>
      one.videos >= limit.fewestVideos ||
      (one.exact > 0 &&
        membersOf(one.days).every(
          (subject) => enough(subject) && partners(subject) >= limit.fewestPartners,
        )),
  );
}

const membersOf = ([one]: readonly InStep[]): readonly string[] => [known(one).a, known(one).b];

/**
 * Argued, not fitted. Side by side and loosely: friends, 1. Minutes apart and still in step: 2 for
 * six videos and half a nat for each further, at most 5.5. Hands that start a video together miss
 * each other by about 2.5 s over a few videos: each further video of a day that keeps to a width w
 * weighs ln(2.5 s / w), at most 1.6. Where hardly anybody has a list that plays on, two of one class who let it
 * play the same videos in the same hours are one pair in hundreds of classes: 3 more for those minutes apart. Where lists play on by themselves only the first one was
 * started by hand, at whatever distance, and a fifth of all that is left. At most 5 side by side (two screens, one hand).
 * On lines that no university registered nobody sits side by side in a dormitory: 1 more.
 */
function pairOf(days: readonly InStep[], limit: Limits, lists: Lists): Pair {
  const automatic = lists?.automatic ?? false;
  const videos = days.reduce((sum, one) => sum + one.videos, 0);
  const offsetSec = median(days.map((one) => Math.abs(one.offsetSec))) ?? 0;
  const widthSec = days.reduce((most, one) => Math.max(most, one.widthSec), 0);
  const together = offsetSec < limit.togetherSec;
  const away = days.every((one) => one.away);
  const share = automatic ? 0.2 : 1;
  const beyond = Math.max(0, videos - limit.fewestVideos);
  const base = lists?.rare && !automatic ? 5 : 2;
  const apart = together ? 1 : videos < limit.fewestVideos ? 0 : share * (base + 0.5 * beyond);
  const each = Math.min(1.6, Math.max(0, Math.log(2.5 / Math.max(0.25, widthSec))));
  const exact = each * (videos - days.length) * share;
  const found = Math.max(apart, exact);
  const llr = Math.min(together ? 5 : 5.5, found) + (away && found > 1 ? 1 : 0);
  return { days, videos, offsetSec, widthSec, away, exact: automatic ? 0 : exact, llr };
}

/** Two or three with lists that play on may have begun together: no case by itself. Three, where hardly anybody has one: 7.5. */
const mostOf = (accounts: number, lists: Lists): number =>
  accounts > 3 ? Infinity : accounts === 3 && lists?.rare ? 7.5 : 6;

function findingOf(
  subject: string,
  offering: string,
  own: readonly Pair[],
  limit: Limits,
  lists: Lists,
): Finding {
  const strongest = own.reduce((most, one) => (one.llr > most.llr ? one : most));
  // Three in step are no couple of friends, five no room of them.
  const several = own.filter(({ llr }) => llr > 1);
  const group =
    several.length > 1
      ? Math.min(3, 0.5 + 0.5 * several.length) + (several.every(({ away }) => away) ? 1 : 0)
      : 0;
  const steps = own.flatMap((pair) => pair.days);
  return {
    anchor: 'schedule',
    subject,
    offering,
    llr: round(Math.min(mostOf(several.length + 1, lists), strongest.llr + group), 3),
    events: citations(steps.flatMap((one) => (one.a === subject ? one.ofA : one.ofB))),
    numbers: [
      {
        name: 'videos_in_step',
        value: strongest.videos,
        threshold: strongest.videos < limit.fewestVideos ? limit.fewestInDay : limit.fewestVideos,
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
    baselines: lists?.cites ?? [],
    ...(lists && { population: [{ name: 'platform' as const, of: lists.source, n: lists.n }] }),
  };
}
