import type { AttributedActivity } from '../../detector.js';
import { groupBy, textIn } from '../reading.js';

/** Who signed in to which meetings of an offering on a day, and on which platforms. */
export type Attendance =
  | {
      /** Students by meeting. Sign-ins on several platforms are one (art. 16). */
      readonly meetings: Readonly<Record<string, readonly string[]>>;
      readonly sources: readonly string[];
    }
  /** More sign-ins than can be looked at: nobody is known to have been absent. */
  | 'too many';

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

export const attendanceOf = (events: readonly AttributedActivity[]): Attendance | null => {
  const byMeeting = groupBy(events, (event) => textIn(event, 'meeting'));
  if (byMeeting.size === 0) return null;
  const meetings = [...byMeeting]
    .map(([meeting, own]) => [meeting, distinct(own.map(({ subject }) => subject))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    meetings: Object.fromEntries(meetings),
    sources: distinct(events.map(({ source }) => source)),
  };
};
