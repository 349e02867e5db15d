import type { LabelledCase } from './cheats/label.js';
import type { Happening } from './event.js';
import type { SimLeave } from './habits/presence.js';
import type { SimOffering } from './world/offerings.js';
import type { SimStudent } from './world/students.js';
import type { World } from './world/world.js';

/** What of a student's honest life in one offering does not take place. `true`: none of it does. */
export interface Replaced {
  /** Videos: all, or those named. */
  readonly videos?: true | ReadonlySet<string>;
  /** Looks at pages, postings: with `videos` and `sittings`, every sign of life online. */
  readonly visits?: true;
  /** Quizzes, homework, exams: all, or those named. */
  readonly sittings?: true | ReadonlySet<string>;
  /** Meetings to which the student does not come: all, or those named. */
  readonly meetings?: true | ReadonlySet<string>;
}

/** Cheats, laid upon a world of honest people. A function of the world, like everything else. */
export interface Overlay {
  readonly cases: readonly LabelledCase[];
  /** Leave asked for besides the honest. */
  readonly leaves?: readonly SimLeave[];
  replaced(student: SimStudent, offering: SimOffering): Replaced | undefined;
  /**
   * What cheats make happen on a day, in any order. The wrong ones bear their case (`wrong`); ids
   * are put into the labels while the events are drawn.
   */
  happenings(day: number): Iterable<Happening>;
}

export type OverlayOf = (world: World) => Overlay;

/** Nobody cheats. */
export const NOBODY: OverlayOf = () => ({
  cases: [],
  replaced: () => undefined,
  happenings: () => [],
});

/** Whether an activity or a meeting is among what was replaced. */
export const among = (replaced: true | ReadonlySet<string> | undefined, id: string): boolean =>
  replaced === true || (replaced?.has(id) ?? false);
