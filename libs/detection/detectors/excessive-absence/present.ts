import type { Meeting } from '../../../roster/roster-view.js';
import { groupBy } from '../reading.js';
import type { SignedIn } from './day.js';

/** Who was at a lesson, and who signed in to it without having been there. */
export interface Attending {
  readonly present: ReadonlySet<string>;
  /** Signed in when it was long over. */
  readonly late: ReadonlySet<string>;
  /** On a live lesson for a moment. */
  readonly leftAtOnce: ReadonlySet<string>;
}

interface Limits {
  readonly graceMinutes: number;
  readonly leastStay: number;
}

/** Of a class's stays, the middle one must be this share of the lesson, or sign-outs mean something else. */
const STAYED = 0.5;
const MINUTE = 60_000;

/**
 * Art. 16: on time, and no early leave. Whoever signed in after the lesson was over did not attend it,
 * nor whoever joined a live lesson and was gone at once. One good sign-in is enough.
 */
export function presentAt(
  { startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>,
  signedIn: readonly SignedIn[],
  { graceMinutes, leastStay }: Limits,
): Attending {
  const lessonSec = (endsAt - startsAt) / 1000;
  const stays = [...groupBy(signedIn, ([subject]) => subject)].map(([subject, own]) => ({
    subject,
    own,
    staySec: staySecOf(own),
  }));
  const told = stays.flatMap(({ staySec }) => (staySec < 0 ? [] : [staySec])).sort((a, b) => a - b);
  const middle = told[told.length >> 1] ?? 0;
  const tellsStays = middle >= STAYED * lessonSec;
  const [present, late, leftAtOnce] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { subject, own, staySec } of stays) {
    if (own.every(([, at]) => at > endsAt + graceMinutes * MINUTE)) late.add(subject);
    else if (tellsStays && staySec >= 0 && staySec < leastStay * lessonSec) leftAtOnce.add(subject);
    else present.add(subject);
  }
  return { present, late, leftAtOnce };
}

/** Over days and platforms; -1 where one of them does not tell. */
const staySecOf = (own: readonly SignedIn[]): number =>
  own.some(([, , staySec]) => staySec < 0) ? -1 : own.reduce((sum, [, , sec]) => sum + sec, 0);
