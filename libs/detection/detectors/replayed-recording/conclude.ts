import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type Limits, type RecordingDay } from './day.js';
import { pairsInCommon, type InCommon } from './in-common.js';

type Days = readonly Measured<RecordingDay>[];

/** Nats of chance that are needed before anything is said, and what of the rest is believed. */
const LEAST_NATS = 10;
const SHARE = 0.5;
const MOST = 8;

/** One finding per student whose pauses are another's. */
export function concludeRecording(days: Days, context: JudgeContext): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const watched = days.flatMap(({ subject, measure }) =>
    subject === undefined ? [] : measure.viewings.map((one) => ({ ...one, subject })),
  );
  const accounts = new Set(watched.map(({ subject }) => subject)).size;
  const pairs = pairsInCommon(watched, limit).filter(({ nats }) => nats >= LEAST_NATS);
  const subjects = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  return [...subjects].sort().map((subject) =>
    findingOf(
      subject,
      offering,
      pairs.filter(({ a, b }) => a === subject || b === subject),
      accounts,
      limit,
    ),
  );
}

/**
 * Argued: half of what chance denies, for people who pause where a teacher says so are alike beyond
 * chance, and at most 8.
 */
const weigh = (strongest: InCommon): number => round(Math.min(MOST, SHARE * strongest.nats), 3);

/** A number with one digit that is larger. */
const beyond = (value: number): number => round(Math.floor(value * 10) / 10 + 0.1, 1);

function findingOf(
  subject: string,
  offering: string,
  own: readonly InCommon[],
  accounts: number,
  limit: Limits,
): Finding {
  const strongest = own.reduce((most, one) => (one.nats > most.nats ? one : most));
  const { pauses, videos, expected, widthSec } = strongest;
  const viewings = own.flatMap((one) => one.viewings.filter((each) => each.subject === subject));
  return {
    anchor: 'recording',
    subject,
    offering,
    llr: weigh(strongest),
    events: citations(viewings.map(({ event }) => event)),
    numbers: [
      { name: 'same_pauses', value: pauses, threshold: limit.fewestPauses, unit: 'pauses' },
      { name: 'videos', value: videos, threshold: limit.fewestVideos, unit: 'videos' },
      { name: 'accounts', value: own.length, threshold: 1, unit: 'accounts' },
    ],
    reason: {
      zh: `在不同时间观看 ${videos} 个视频，却与另一账号有 ${pauses} 次暂停的起点与时长都相同（误差 ${widthSec} 秒以内）；按本课程 ${accounts} 个账号的暂停推算，偶然相同不到 ${beyond(expected)} 次。`,
      en: `Watched ${counted(videos, 'video')} at another hour than another account, and ${counted(pauses, 'pause')} began at the same point and took the same time, within ${widthSec} s; by the pauses of the course's ${counted(accounts, 'account')}, chance makes fewer than ${beyond(expected)} so.`,
    },
    innocent: [
      {
        name: 'player_of_its_own_accord',
        tested: 'questions or notices that go on by themselves show in many accounts: left out',
        outcome: 'excluded',
      },
      {
        name: 'watching_together',
        tested: `viewings that began within ${limit.togetherMin} minutes of each other are left out`,
        outcome: 'excluded',
      },
      {
        name: 'chance',
        tested: "the class's own pauses say how often two agree",
        outcome: 'unlikely',
      },
    ],
    firstAt: viewings.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: viewings.reduce((most, { from }) => Math.max(most, from), -Infinity),
    population: [{ name: 'class', of: offering, n: accounts }],
    baselines: [],
  };
}
