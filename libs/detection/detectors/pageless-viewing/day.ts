import type { EventRef } from '../../signal.js';

/** Viewings of one day with and without a login or a page beside them. */
export interface VisitDay {
  readonly subject: string;
  readonly courses: readonly CourseVisits[];
  /** Clients that logged in or opened pages that day, by platform. */
  readonly visiting: readonly string[];
}

export interface CourseVisits {
  readonly source: string;
  readonly offering: string;
  readonly viewings: number;
  /** Viewings whose session has no login, page or quiz; and none in the hours around either. */
  readonly pageless: number;
  readonly unvisited: number;
  /** Clients of those viewings, by platform. */
  readonly clients: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Such viewings in a course, and days with them, before anything is said. Our own choice. */
  fewestViewings: 5,
  fewestDays: 1,
  /** Their share of the course's viewings, and times the platform's own share. */
  leastShare: 0.5,
  beyondUsual: 4,
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
