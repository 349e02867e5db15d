import type { Offering } from '../../../roster/roster-view.js';
import type { JudgeContext } from '../../detector.js';
import { citedEnds } from '../../feeds.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { round } from '../reading.js';
import { counted } from '../wording.js';
import { wordsOf, type Share } from './share.js';
import type { Held } from './timetable.js';

/** Exact: over the share it is certain; the warning before it is a weak signal, by convention. */
const CERTAIN = 12;
const WARNING = 2;
const MOST_DAYS = 40;

export interface Absence {
  readonly subject: string;
  readonly offering: Offering;
  readonly missed: readonly Held[];
  readonly hours: number;
  readonly total: number;
  readonly share: Share;
  readonly excessive: boolean;
}

export const absenceFinding = (absence: Absence, context: JudgeContext): Finding => {
  const { subject, offering, missed, hours, total, share, excessive } = absence;
  const { late, left } = signedInVainly(absence);
  const most = (share.numerator * total) / share.denominator;
  const limit = excessive ? most : context.review.absenceWarning * total;
  return {
    anchor: 'term',
    subject,
    offering: offering.id,
    llr: excessive ? CERTAIN : WARNING,
    ...citedEnds(missed.flatMap(({ ends }) => ends)),
    numbers: [
      {
        ...{ name: 'absent_hours', value: round(hours, 2) },
        ...{ threshold: round(limit, 2), unit: 'teaching hours' },
      },
      { name: 'missed_meetings', value: missed.length, threshold: 1, unit: 'meetings' },
      ...(late > 0
        ? [{ name: 'signed_in_after_the_end', value: late, threshold: 1, unit: 'meetings' }]
        : []),
      ...(left > 0 ? [{ name: 'left_at_once', value: left, threshold: 1, unit: 'meetings' }] : []),
    ],
    reason: reasonOf(absence, context),
    innocent: INNOCENT,
    firstAt: Math.min(...missed.map(({ meeting }) => meeting.startsAt)),
    lastAt: Math.max(...missed.map(({ meeting }) => meeting.endsAt)),
  };
};

/** Lessons that were signed in to and not attended. */
const signedInVainly = ({ subject, missed }: Absence): { late: number; left: number } => ({
  late: missed.filter((one) => one.late.has(subject)).length,
  left: missed.filter((one) => one.leftAtOnce.has(subject)).length,
});

const reasonOf = (absence: Absence, { localDay }: JudgeContext) => {
  const { missed, hours, total, share, excessive } = absence;
  const { late, left } = signedInVainly(absence);
  const days = missed.map(({ meeting }) => localDay(meeting.startsAt));
  const listed = days.slice(0, MOST_DAYS);
  const more = days.length > listed.length;
  const [gone, all] = [round(hours, 1), round(total, 1)];
  const words = wordsOf(share);
  const zh = `${excessive ? '超过' : '已接近'}${words.zh}`;
  const en = `${excessive ? 'more than' : 'close to'} ${words.en}`;
  return {
    zh: `按现行课表，总学时 ${all}，缺课 ${gone} 学时，${zh}；缺课 ${days.length} 次：${listed.join('、')}${more ? ' 等' : ''}${late > 0 ? `；其中 ${late} 次在下课之后才签到` : ''}${left > 0 ? `；其中 ${left} 次进入直播后随即离开` : ''}。`,
    en: `By the timetable in force ${gone} of ${all} teaching hours were missed, ${en}: ${counted(days.length, 'meeting')}, ${listed.join(', ')}${more ? ' and others' : ''}${late > 0 ? `; ${late} of them were signed in to when the lesson was over` : ''}${left > 0 ? `; ${left} of them, live, were left at once` : ''}.`,
  };
};

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'leave',
    tested: 'leave approved by a teacher and the class adviser is taken off as the policy says',
    outcome: 'excluded',
  },
  {
    name: 'moved_meeting',
    tested: 'meetings moved without approval, and those they stand for, are left out',
    outcome: 'excluded',
  },
  {
    name: 'feed_quality',
    tested: 'only meetings past which the feed of every platform is complete are counted',
    outcome: 'excluded',
  },
  {
    name: 'other_account',
    tested: 'meetings at which an account was contested or not mapped are left out',
    outcome: 'excluded',
  },
  {
    name: 'late_correction',
    tested:
      'a sign-in after the lesson counts unless a device of the student made it and a server vouches for the hour',
    outcome: 'excluded',
  },
  {
    name: 'lost_connection',
    tested: 'all stays in a live lesson are added up, and one without an end counts as stayed',
    outcome: 'unlikely',
  },
  {
    name: 'no_sign_in_held',
    tested: 'meetings at which nobody of a class signed in are left out',
    outcome: 'unlikely',
  },
];
