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
  /** Papers and sign-ins. */
  readonly others: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Videos of an account there; and accounts that come for the videos of one course alone. Our own choice. */
  videos: 6,
  accounts: 2,
} as const;

/**
 * A line that only plays: outside the university, several accounts come to it for the videos of one
 * course each, and nobody ever does anything else there. Friends in a flat and colleagues in a company bring all they
 * study. Never a case alone: it adds to what parts the machine from the account's own (`viewing-machine`).
 */
export const playingLine: Detector<readonly Guest[]> = {
  name: 'playing-line',
  version: '1',
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
      others: own.filter(({ type }) => !/\.(video|session)\./.test(type)).length,
      firstAt: known(own[0]).at,
      lastAt: known(own.at(-1)).at,
      events: spread(videos, 8).map(cite),
    };
  });
}

/** Argued: two who come for one course each, and nobody for anything else: 2 nats; half a nat for each further, 3 at most. */
const FOR_TWO = 2;
const EACH = 0.5;
const MOST = 3;

function conclude(
  days: readonly Measured<readonly Guest[]>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure: guests }) => guests);
  if (all.some(({ others, offerings }) => others > 0 || offerings.length > 1)) return [];
  const accounts = [...groupBy(all, ({ subject }) => subject)].filter(
    ([, own]) => own.reduce((sum, { videos }) => sum + videos, 0) >= limit.videos,
  );
  const isForOne = ([, own]: (typeof accounts)[number]): boolean =>
    new Set(own.flatMap(({ offerings }) => offerings)).size === 1;
  if (accounts.length < limit.accounts || !accounts.every(isForOne)) return [];
  const llr = Math.min(MOST, FOR_TWO + EACH * (accounts.length - limit.accounts));
  return accounts.map(([subject, own]) => findingOf(subject, own, accounts.length, llr, limit));
}

function findingOf(
  subject: string,
  own: readonly Guest[],
  accounts: number,
  llr: number,
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
      zh: `校外同一网络地址上有 ${accounts} 个账号，各自只播放一门课程的视频，从未有人在那里做过其他任何事；本账号在那里完成 ${videos} 个视频。`,
      en: `At one address outside the university ${counted(accounts, 'account')} did nothing but play the videos of one course each, and nobody ever did anything else there; this one finished ${counted(videos, 'video')}.`,
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
