import { feedEnds } from '../../feeds.js';
import type { JudgeContext } from '../../detector.js';
import type { Offering } from '../../../roster/roster-view.js';
import type { Finding } from '../../signal.js';
import { enrolledFrom, identified } from '../identity.js';
import { limitsOf } from '../reading.js';
import type { Attendance, SignedIn } from './day.js';
import { absenceFinding } from './finding.js';
import { isExcused } from './leave.js';
import { presentAt } from './present.js';
import type { ShareFor } from './share.js';
import { lessonsInForce, type Held } from './timetable.js';

export const defaults = {
  /** Where a vendor never declares its feed complete: how long a feed must go on after a meeting. */
  undeclaredDays: 7,
  /** A class from this size on in which nobody signed in took no attendance. */
  classSize: 5,
  /** Minutes after the end of a lesson up to which a sign-in is one to it (art. 16: on time). */
  graceMinutes: 30,
  /** Share of a live lesson that somebody must have been on, where the platform tells; 0: any. */
  leastStay: 0.25,
};

type Measures = readonly { readonly measure: Attendance }[];

/** Judges a whole class: the offering's timetable against the sign-ins of everybody enrolled. */
export const absenceBy =
  (shareFor: ShareFor) =>
  (measures: Measures, context: JudgeContext): readonly Finding[] => {
    const { key, roster, review } = context;
    const offering = roster.offering(key.slice('offering:'.length));
    const total = offering?.hours?.total ?? 0;
    if (!offering || !(total > 0) || !Number.isFinite(total)) return [];
    const students = roster.enrolledIn(offering.id);
    const held = heldLessons(offering, students.length, measures, context);
    if (held.length === 0) return [];
    const end = endOf(offering, held);
    const share = shareFor(offering.window?.to);
    return students.flatMap((subject) => {
      const from = enrolledFrom(roster, subject, offering.id, end);
      const missed = from === undefined ? [] : missedBy(subject, from, offering, held, context);
      const hours = missed.reduce((sum, { meeting }) => sum + meeting.hours, 0);
      // Exactly the share does not trigger (art. 17).
      const excessive = share.denominator * hours > share.numerator * total;
      if (hours === 0 || (!excessive && hours < review.absenceWarning * total)) return [];
      return [
        absenceFinding({ subject, offering, missed, hours, total, share, excessive }, context),
      ];
    });
  };

const endOf = ({ window }: Offering, held: readonly Held[]): number =>
  window?.to ?? held.reduce((most, { meeting }) => Math.max(most, meeting.endsAt), -Infinity);

const heldLessons = (
  offering: Offering,
  classSize: number,
  measures: Measures,
  context: JudgeContext,
): readonly Held[] => {
  const limit = limitsOf(defaults, context.parameters);
  const attended = new Map<string, SignedIn[]>();
  const sources = new Set(offering.platforms);
  for (const { measure } of measures) {
    if (measure === 'too many') return [];
    if (offering.platforms.length === 0) for (const source of measure.sources) sources.add(source);
    for (const [meeting, students] of Object.entries(measure.meetings))
      attended.set(meeting, [...(attended.get(meeting) ?? []), ...students]);
  }
  const platforms = [...sources].sort();
  return lessonsInForce(context.roster.meetingsOf(offering.id)).flatMap((lesson) => {
    const { endsAt, hours } = lesson.meeting;
    if (!(hours > 0)) return [];
    const ends = feedEnds(context.feeds, platforms, endsAt, limit.undeclaredDays);
    if (!ends) return [];
    const signedIn = lesson.ids.flatMap((id) => attended.get(id) ?? []);
    if (signedIn.length === 0 && classSize >= limit.classSize) return [];
    return [{ ...lesson, ends, ...presentAt(lesson.meeting, signedIn, limit) }];
  });
};

const missedBy = (
  subject: string,
  from: number,
  offering: Offering,
  held: readonly Held[],
  { roster, review }: JudgeContext,
): readonly Held[] => {
  const absent = held.filter(
    ({ meeting, present }) => meeting.startsAt >= from && !present.has(subject),
  );
  if (absent.length === 0) return [];
  const leaves = roster.leavesOf(subject, offering.id);
  const adviser = roster.student(subject)?.adviser;
  return absent.filter(({ meeting, ids, ends }) => {
    const leave = leaves.find((one) => ids.includes(one.meeting));
    if (leave && isExcused(leave, offering, adviser, review.leaveCounts)) return false;
    const sources = ends.map(({ source }) => source);
    return identified(roster, subject, sources, meeting.startsAt, meeting.endsAt);
  });
};
