import type { EventRef } from '../../signal.js';

/** A student's day over all courses: own machines, and with what exams were sat. */
export interface HandDay {
  /** Devices outside exams, digests; those seen on the university's ground under `own`, with their user agents. */
  readonly devices: readonly string[];
  readonly own?: readonly string[];
  /** User agents outside exams, digests, and platforms that told a device id there. */
  readonly agents?: readonly string[];
  readonly naming?: readonly string[];
  /** Places outside exams, digests. */
  readonly nets: readonly string[];
  readonly exams?: readonly ExamPlace[];
}

export interface ExamPlace {
  readonly offering: string;
  readonly assessment: string;
  readonly from: number;
  readonly to: number;
  readonly devices: readonly string[];
  /** No device was told, and user agents stand for them. */
  readonly agents?: true;
  readonly source: string;
  /** User agents, digests. */
  readonly browsers: readonly string[];
  readonly nets: readonly string[];
  /** Sat on lines off the campus, all of it. */
  readonly away: boolean;
  /** In a laboratory, at least in part. */
  readonly lab: boolean;
  /** Acts by hand on other devices, on the university's ground, while it was sat. */
  readonly acts: readonly Act[];
  readonly events: readonly EventRef[];
}

/** What one other device did meanwhile. */
export interface Act {
  readonly device: string;
  /** Its user agent, a digest; '' untold. */
  readonly agent: string;
  readonly count: number;
  /** Of those, on the platform of the exam and in its course. */
  readonly there: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Other days of study before a machine counts as strange (threats.md 2.3). */
  fewestDays: 5,
  /** Days on the university's ground that make a machine the student's own. */
  ownDays: 3,
  /** Acts by hand on it during the exam; one may be a message opened in a pocket. */
  acts: 2,
  /** A position in time counts only if recorded about when it happened. */
  lateSec: 120,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
