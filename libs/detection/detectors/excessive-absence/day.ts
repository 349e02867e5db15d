import type { AttributedActivity } from '../../detector.js';
import { clientText, groupBy, textIn } from '../reading.js';

/** Who signed in to which meetings of an offering on a day, and on which platforms. */
export type Attendance =
  | {
      /** By meeting. Sign-ins on several platforms are one (art. 16). */
      readonly meetings: Readonly<Record<string, readonly SignedIn[]>>;
      readonly sources: readonly string[];
    }
  /** More sign-ins than can be looked at: nobody is known to have been absent. */
  | 'too many';

/**
 * A student who signed in. `at`: the earliest instant, milliseconds, by the claimed time or the
 * server's; 0 where its hour says nothing: no server vouches for it, or no device of the student's did it (a
 * teacher who puts the list right does so after the lesson). `staySec`: how long a live lesson was on, as the
 * platform's sign-outs tell; -1 where they do not.
 */
export type SignedIn = readonly [subject: string, at: number, staySec: number];

const SIGNED_OUT = 'probity.attendance.signed_out.v1';
export const ATTENDANCE_TYPES = ['probity.attendance.signed_in.v1', SIGNED_OUT];

export const attendanceOf = (events: readonly AttributedActivity[]): Attendance | null => {
  const byMeeting = groupBy(events, (event) => textIn(event, 'meeting'));
  const meetings = [...byMeeting]
    .map(([meeting, own]) => [meeting, signedInTo(own)] as const)
    .filter(([, students]) => students.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (meetings.length === 0) return null;
  return {
    meetings: Object.fromEntries(meetings),
    sources: [...new Set(events.map(({ source }) => source))].sort(),
  };
};

const signedInTo = (events: readonly AttributedActivity[]): readonly SignedIn[] =>
  [...groupBy(events, ({ subject }) => subject)]
    .flatMap(([subject, own]): SignedIn[] => {
      const ins = own.filter(({ type }) => type !== SIGNED_OUT);
      if (ins.length === 0) return [];
      const at = ins.reduce((least, one) => Math.min(least, hourOf(one)), Infinity);
      return [[subject, at, stayOf(own)]];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));

const hourOf = (event: AttributedActivity): number => {
  const own = clientText(event, 'ip') ?? clientText(event, 'deviceId');
  return event.serverTimed && own !== undefined ? Math.min(event.at, event.time) : 0;
};

/** The longer of what claimed and server's times tell: a queue sends both at one instant. */
const stayOf = (events: readonly AttributedActivity[]): number => {
  if (events.some(({ type, data }) => type !== SIGNED_OUT && data['method'] !== 'live')) return -1;
  const [byServer, byClaim] = [
    staySec(events, ({ at }) => at),
    staySec(events, ({ time }) => time),
  ];
  return byServer < 0 || byClaim < 0 ? -1 : Math.max(byServer, byClaim);
};

/** Seconds while more came in than had gone out; -1 where somebody is still in. */
const staySec = (
  events: readonly AttributedActivity[],
  clock: (event: AttributedActivity) => number,
): number => {
  let [inside, since, sum] = [0, 0, 0];
  // At one instant out comes after in: a stay of no length, not one without an end.
  const order = (event: AttributedActivity): number => (event.type === SIGNED_OUT ? 1 : 0);
  for (const event of [...events].sort((a, b) => clock(a) - clock(b) || order(a) - order(b))) {
    if (event.type !== SIGNED_OUT) {
      if (inside === 0) since = clock(event);
      inside += 1;
    } else if (inside > 0) {
      inside -= 1;
      if (inside === 0) sum += clock(event) - since;
    }
  }
  return inside > 0 ? -1 : Math.round(sum / 1000);
};
