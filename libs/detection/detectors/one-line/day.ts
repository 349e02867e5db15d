import type { SatExam } from '../one-machine/day.js';

/** What was done at one unregistered address on one day. */
export interface LineDay {
  /** Students with anything but an exam and the login before it. */
  readonly study: readonly string[];
  readonly exams?: readonly LineExam[];
}

export interface LineExam extends SatExam {
  /** Short names; empty where the platform tells none. */
  readonly device: string;
  readonly agent: string;
}

export const defaults = {
  /** Students of different courses whose exams came from the address, and who never study there. */
  strangers: 2,
  offerings: 2,
  /** More students than this are an examination room. */
  mostStudents: 12,
  /** Others who study there: from so many on it is a place for many, a café or a carrier's exit. */
  public: 2,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
