import type { EventRef } from '../../signal.js';

/** How one student's viewings looked on one day. */
export interface PlayerDay {
  readonly subject: string;
  readonly kinds: readonly ViewingKind[];
  /** Clients by platform that also opened sessions, pages or quizzes that day. */
  readonly visiting: readonly string[];
}

/** Viewings of one course by one client that bear the same marks. */
export interface ViewingKind {
  readonly source: string;
  readonly offering: string;
  readonly client: string;
  /** Bits of viewing-marks.ts: marks that apply, and those of them that the viewings bear. */
  readonly applies: number;
  readonly bears: number;
  /**
   * Per viewing: usual gap in seconds (null where hands broke the cadence), its relative spread and
   * the declared rate, null if unknown.
   */
  readonly shapes: readonly (readonly [number | null, number | null, number | null])[];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Odd viewings in a course before anything is said. Our own choice. */
  fewestViewings: 5,
  /** The same where the course's viewings are odd one and all. Our own choice. */
  fewestOfAll: 3,
  /** The same of viewings that are odd in their timing only: networks are moody. */
  fewestShapes: 8,
  /** Times the platform's own share of such viewings. */
  beyondUsual: 4,
  /** Accounts behind the platform's figures. */
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
