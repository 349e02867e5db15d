import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import type { Signed, SigningDay } from './day.js';

export const defaults = {
  /** Days with lessons that the device must have signed each account in to. */
  lessonsEach: 3,
  /** Changes from one account to the other: a phone that was handed on changes once. */
  changes: 4,
  /** More accounts than this is no device but a constant that some client sends. */
  mostAccounts: 12,
} as const;

/**
 * A phone lent for a lesson to a friend who is not in one's own: once is nothing. Taken as five times
 * rarer with each day more, 1.5 nats, up to 9.
 */
const EACH = 1.5;
/** Nobody's own phone goes round: a nat for each account beyond two. */
const NOBODYS = 1;
const MOST = 9;

/** One finding per account and offering for whom a device signs that signs for others as well. */
export function concludeSigning(
  days: readonly Measured<SigningDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure);
  const accounts = groupBy(all, ({ subject }) => subject);
  if (accounts.size < 2 || accounts.size > limit.mostAccounts) return [];
  const alone = notShared(all);
  // Borrowed for a day it is borrowed once, however many lessons the day had.
  const daysOf = (own: readonly Signed[]): number =>
    new Set(own.map(({ at }) => context.localDay(at))).size;
  const regular = [...groupBy(alone, ({ subject }) => subject)].filter(
    ([, own]) => daysOf(own) >= limit.lessonsEach,
  );
  const names = new Set(regular.map(([subject]) => subject));
  const order = alone.filter(({ subject }) => names.has(subject)).sort((a, b) => a.at - b.at);
  const changes = order.filter((one, n) => n > 0 && one.subject !== order[n - 1]?.subject).length;
  if (names.size < 2 || changes < limit.changes) return [];
  // Whose phone it is studies on it. Where several do, they share it for everything.
  const hosts = regular.filter(([, own]) => own.some(({ studied }) => studied));
  if (hosts.length > 1) return [];
  return regular
    .filter(([subject]) => hosts[0]?.[0] !== subject)
    .flatMap(([subject, own]) =>
      [...groupBy(own, ({ offering }) => offering)].map(([offering, there]) =>
        findingOf(subject, offering, there, {
          lessons: daysOf(own),
          accounts: names.size,
          nobodys: hosts.length === 0,
          least: limit.lessonsEach,
        }),
      ),
    );
}

/** Two at one lesson may sit side by side and take turns: that is another judge's (one-hand-signin). */
function notShared(all: readonly Signed[]): Signed[] {
  const meetings = groupBy(all, ({ offering, meeting }) => `${offering}\n${meeting}`);
  return [...meetings.values()].flatMap((own) =>
    new Set(own.map(({ subject }) => subject)).size > 1 ? [] : own,
  );
}

interface Whole {
  /** Days with such lessons. */
  readonly lessons: number;
  readonly accounts: number;
  /** No account studies on it. */
  readonly nobodys: boolean;
  readonly least: number;
}

function findingOf(
  subject: string,
  offering: string,
  own: readonly Signed[],
  { lessons, accounts, nobodys, least }: Whole,
): Finding {
  const goesRound = nobodys ? NOBODYS * (accounts - 2) : 0;
  return {
    anchor: `${subject} ${offering}`,
    subject,
    offering,
    llr: Math.min(MOST, round(EACH * lessons + goesRound, 3)),
    events: citations(own.map(({ event }) => event)),
    numbers: [
      // What is judged: of all the account's courses, days with lessons that the device signed it in to.
      { name: 'days_signed', value: lessons, threshold: least, unit: 'days' },
      { name: 'accounts_signed', value: accounts, threshold: 2, unit: 'accounts' },
    ],
    reason: {
      zh: `同一台设备在不同课堂轮流为 ${accounts} 个账号签到，其中本账号在本课程 ${own.length} 次；本账号从未用该设备学习，各人不可能带着同一部手机分别上课。`,
      en: `One device signs ${counted(accounts, 'account')} in to different lessons in turn, this one here on ${counted(own.length, 'occasion')}; the account never studies on it, and each goes to lessons of their own.`,
    },
    innocent: INNOCENT,
    firstAt: own.reduce((first, { at }) => Math.min(first, at), Infinity),
    lastAt: own.reduce((last, { at }) => Math.max(last, at), -Infinity),
    baselines: [],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'borrowed_phone',
    tested: 'fewer than three lessons, and lessons that both were signed in to, are left out',
    outcome: 'unlikely',
  },
  {
    name: 'handed_on_phone',
    tested: 'the accounts must take turns, and a phone that somebody studies on is his',
    outcome: 'excluded',
  },
  {
    name: 'shared_machine',
    tested: 'laboratories, live lessons and devices that several study on are left out',
    outcome: 'excluded',
  },
];
