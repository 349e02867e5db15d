/** A published status that the case came to, and when that was recorded, milliseconds. */
export type Step = readonly [status: string, at: number];

/** A college, null where none was on file, and since when, milliseconds. */
export type College = readonly [college: string | null, at: number];

/** A decision; `revoked` where the province took it back. */
export interface DecisionMade {
  readonly at: number;
  readonly kind: string;
  readonly level?: string;
}

/** What the school's appeals committee or the province said of a decision. */
export interface Ruling {
  readonly at: number;
  readonly by: 'appeals' | 'province';
  readonly result: string;
  /** Of the appeals committee: `procedure`, `evidence`, … */
  readonly grounds: readonly string[];
}

/** A deadline that was missed, and until when it stood so; null while it does. */
export interface Missed {
  readonly deadline: string;
  readonly from: number;
  readonly to: number | null;
}

/**
 * One case as statistics see it: what became of it, and when that was put on record. Every figure
 * follows from trails and an instant, so that one of the past needs nothing else. A fold of the
 * case's stream; instants in milliseconds.
 */
export interface CaseTrail {
  readonly id: string;
  readonly violation: string;
  /** Subject id: figures are about persons where they are small. Empty for a case about an offering. */
  readonly student: string;
  readonly offering: string;
  readonly college: string | null;
  /** Each that the case was of, and since when it was on record; the last is `college`. */
  readonly colleges?: readonly College[];
  readonly flaggedAt: number;
  readonly version: number;
  readonly steps: readonly Step[];
  readonly missed: readonly Missed[];
  readonly decisions: readonly DecisionMade[];
  readonly rulings: readonly Ruling[];
}

/** All of it that figures are made of; `trailAt` has put the college of then in its place. */
export type CountedTrail = Omit<CaseTrail, 'id' | 'student' | 'colleges'>;
