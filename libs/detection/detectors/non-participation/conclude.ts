import type { Offering } from '../../../roster/roster-view.js';
import type { JudgeContext } from '../../detector.js';
import { citedEnds, feedEnds } from '../../feeds.js';
import { localDayRange } from '../../local-day.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { enrolledFrom, identified } from '../identity.js';
import { limitsOf } from '../reading.js';
import { counted } from '../wording.js';
import { inOffering, type Presence } from './day.js';

export const defaults = {
  /** Where a vendor never declares its feed complete: how long it must go on after the window. */
  undeclaredDays: 14,
  /** 1: a login on any account of the student's counts; 0: on those of the offering's platforms. */
  anyPlatform: 0,
  /** A login so long before the window opens counts as well. */
  earlyDays: 30,
};

const DAY = 86_400_000;
/** Exact: certain or nothing. */
const CERTAIN = 12;

type Measures = readonly { readonly window: string; readonly measure: Presence }[];
type Window = NonNullable<Offering['window']>;

export const concludeParticipation = (
  measures: Measures,
  context: JudgeContext,
): readonly Finding[] => {
  const subject = context.key.slice('student:'.length);
  return context.roster.enrolmentsOf(subject).flatMap(({ offering: id }) => {
    const offering = context.roster.offering(id);
    if (!offering?.window || !(offering.window.to > offering.window.from)) return [];
    return judgeOffering(subject, offering, offering.window, measures, context);
  });
};

const judgeOffering = (
  subject: string,
  offering: Offering,
  window: Window,
  measures: Measures,
  context: JudgeContext,
): readonly Finding[] => {
  const { roster, feeds } = context;
  const limit = limitsOf(defaults, context.parameters);
  const enrolled = enrolledFrom(roster, subject, offering.id, window.to);
  if (enrolled === undefined) return [];
  const platforms = platformsOf(offering, subject, context);
  // Where a course is not taught online, its platform may be one that nobody needs.
  const anywhere = limit.anyPlatform !== 0 || offering.mode === 'other';
  // Work in the course counts on whatever platform it was done.
  const names = new Set([...platforms, inOffering(offering.id)]);
  const counts = (name: string) => anywhere || names.has(name);
  const since = { from: window.from - limit.earlyDays * DAY, to: window.to };
  if (measures.some((one) => isPresent(one, since, counts))) return [];
  const ends = feedEnds(feeds, platforms, window.to, limit.undeclaredDays);
  if (!ends || !identified(roster, subject, platforms, window.from, window.to - 1)) return [];
  const from = Math.max(window.from, enrolled);
  const days = Math.max(1, Math.round((window.to - from) / DAY));
  return [
    {
      anchor: 'term',
      subject,
      offering: offering.id,
      llr: CERTAIN,
      ...citedEnds(ends),
      numbers: [{ name: 'days_without_login', value: days, threshold: 1, unit: 'days' }],
      reason: {
        zh: `已选课，但至学习期结束的 ${days} 天内，该生在本课程所用平台的账号均无登录记录。`,
        en: `Enrolled, but none of the student's accounts on the course's platforms was ever logged in to in the ${counted(days, 'day')} until the learning window closed.`,
      },
      innocent: INNOCENT,
      firstAt: window.from,
      lastAt: window.to,
    },
  ];
};

/** An offering that names no platform may use any on which the student has an account. */
const platformsOf = (
  { platforms }: Offering,
  subject: string,
  { roster }: JudgeContext,
): readonly string[] =>
  [
    ...new Set(
      platforms.length > 0 ? platforms : roster.accountsOf(subject).map(({ source }) => source),
    ),
  ].sort();

const isPresent = (
  { window, measure }: Measures[number],
  { from, to }: Window,
  counts: (source: string) => boolean,
): boolean => {
  if (measure === 'all day') return overlaps(localDayRange(window), from, to);
  return Object.entries(measure).some(
    ([source, span]) => counts(source) && overlaps(span, from, to),
  );
};

const overlaps = ([first, last]: readonly [number, number], from: number, to: number): boolean =>
  last >= from && first < to;

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'feed_quality',
    tested: 'the feed of every platform of the course is complete past the window',
    outcome: 'excluded',
  },
  {
    name: 'other_account',
    tested: 'each platform has an account mapped all the time, and nobody else claims any',
    outcome: 'excluded',
  },
  {
    name: 'dropped',
    tested: 'the enrolment stands',
    outcome: 'excluded',
  },
];
