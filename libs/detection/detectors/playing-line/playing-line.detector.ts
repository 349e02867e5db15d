import type {
  AttributedActivity,
  Detector,
  JudgeContext,
  Measured,
  MeasureContext,
} from '../../detector.js';
import type { EventRef, Finding } from '../../signal.js';
import { placeOf } from '../presence/presence.js';
import { citations, cite, clientText, groupBy, known, limitsOf, spread } from '../reading.js';
import { SERVED_TYPES } from '../shared-device/day.js';
import { counted } from '../wording.js';

/** What an account did on one unregistered address on a day. */
interface Guest {
  readonly subject: string;
  readonly offerings: readonly string[];
  readonly videos: number;
  /** Papers and posts of the course. */
  readonly papers: number;
  readonly signIns: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Videos of an account there; and accounts that come for the videos of one course alone. Our own choice. */
  videos: 4,
  accounts: 2,
} as const;

/**
 * A line that only plays: outside the university, several accounts come to it for the videos of one
 * course each, and nobody ever does another course there or signs in to a lesson. Friends in a flat and colleagues in a company bring all they
 * study. Never a case alone: it adds to what parts the machine from the account's own (`viewing-machine`).
 */
export const playingLine: Detector<readonly Guest[]> = {
  name: 'playing-line',
  version: '2',
  violation: 'course_brushing',
  group: 'line',
  key: 'address',
  types: [...SERVED_TYPES, 'probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  measure,
  conclude,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): readonly Guest[] | null {
  const here = events.filter((one) => placeOf(clientText(one, 'ip'), context)?.kind === 'line');
  if (here.length === 0) return null;
  return [...groupBy(here, ({ subject }) => subject)].map(([subject, own]) => {
    const videos = own.filter(({ type }) => type === 'probity.video.completed.v1');
    const offerings = new Set(own.flatMap(({ data }) => data.offering ?? []));
    return {
      subject,
      offerings: [...offerings].sort(),
      videos: new Set(videos.map(({ data }) => data.activity)).size,
      papers: own.filter(({ type }) => !/\.(video|session|content|attendance)\./.test(type)).length,
      signIns: own.filter(({ type }) => type.startsWith('probity.attendance.')).length,
      firstAt: known(own[0]).at,
      lastAt: known(own.at(-1)).at,
      events: spread(videos, 8).map(cite),
    };
  });
}

/** Argued: two who come for one course each, and nobody for anything else: 1.5 nats; half a nat for each further, 3 at most. */
const FOR_TWO = 1.5;
const EACH = 0.5;
const MOST = 3;
/** The one course's papers are done there, too: a service that takes the whole course, or people who study in a flat. */
const PAPERS = 1;

function conclude(
  days: readonly Measured<readonly Guest[]>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure: guests }) => guests);
  if (all.some(({ signIns, offerings }) => signIns > 0 || offerings.length > 1)) return [];
  const accounts = [...groupBy(all, ({ subject }) => subject)].filter(
    ([, own]) => own.reduce((sum, { videos }) => sum + videos, 0) >= limit.videos,
  );
  const isForOne = ([, own]: (typeof accounts)[number]): boolean =>
    new Set(own.flatMap(({ offerings }) => offerings)).size === 1;
  if (accounts.length < limit.accounts || !accounts.every(isForOne)) return [];
  const papers = all.some((one) => one.papers > 0) ? PAPERS : 0;
  // Of two it may be a flat.
  if (papers > 0 && accounts.length === limit.accounts) return [];
  const llr = Math.min(MOST, FOR_TWO + EACH * (accounts.length - limit.accounts)) - papers;
  const others = papers > 0 ? WITH_PAPERS : WITHOUT;
  return accounts.map(([subject, own]) =>
    findingOf(subject, own, { accounts: accounts.length, llr, others }, limit),
  );
}

const WITHOUT = { zh: '观看一门课程的视频', en: 'play the videos of one course each' };
const WITH_PAPERS = {
  zh: '观看并完成一门课程的视频和测验',
  en: 'do the videos and papers of one course each',
};

interface Line {
  readonly accounts: number;
  readonly llr: number;
  readonly others: typeof WITHOUT;
}

function findingOf(
  subject: string,
  own: readonly Guest[],
  { accounts, llr, others }: Line,
  limit: Readonly<Record<keyof typeof defaults, number>>,
): Finding {
  const offering = known(own.flatMap(({ offerings }) => offerings)[0]);
  const videos = own.reduce((sum, guest) => sum + guest.videos, 0);
  return {
    anchor: `${subject} ${offering}`,
    ...{ subject, offering, llr },
    events: citations(own.flatMap(({ events }) => events)),
    numbers: [
      { name: 'accounts', value: accounts, threshold: limit.accounts, unit: 'accounts' },
      { name: 'videos', value: videos, threshold: limit.videos, unit: 'videos' },
    ],
    reason: {
      zh: `校外同一网络地址上有 ${accounts} 个账号，各自只${others.zh}，从未有人在那里学习其他课程或签到；本账号在那里完成 ${videos} 个视频。`,
      en: `At one address outside the university ${counted(accounts, 'account')} did nothing but ${others.en}, and nobody ever did another course or signed in to a lesson there; this one finished ${counted(videos, 'video')}.`,
    },
    innocent: [
      {
        name: 'shared_home',
        tested: 'who lives or works in a place does papers and other courses there, too',
        outcome: 'unlikely',
      },
    ],
    firstAt: own.reduce((least, guest) => Math.min(least, guest.firstAt), Infinity),
    lastAt: own.reduce((most, guest) => Math.max(most, guest.lastAt), -Infinity),
    baselines: [],
  };
}
