import type { EventRef } from '../../signal.js';

/** What one device did on one day: who studied on it, and which exams were sat on it. */
export interface MachineDay {
  /** Students with anything but an exam and the login before it. */
  readonly study: readonly string[];
  readonly exams?: readonly SatExam[];
  /** On a network where machines are shared by design. */
  readonly room?: true;
}

export interface SatExam {
  readonly subject: string;
  readonly offering: string;
  readonly assessment: string;
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Students of different courses whose exams the machine served, and who never study on it. */
  strangers: 2,
  offerings: 2,
  /** More students than this are an examination room or a constant that a client sends. */
  mostStudents: 12,
  /** Students who study on it, from whom on it is a public machine. */
  public: 3,
  /** One takes over from the other within this many seconds. */
  handOverSec: 1800,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
