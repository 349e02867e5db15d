import type { CourseFacts } from '../cases/course-facts.js';
import type { Limits } from '../regulation/limits.js';
import type { DisciplineLevel } from '../regulation/discipline-level.js';

export type RegistryKind =
  'grade_void' | 'disqualified' | 'absent_zero' | 'none' | 'hold' | 'release';

export type Right = 'no' | 'yes' | 'on_approval';

/** A message to the registry. `student` is the subject id; the edge puts the number in its place. */
export interface Outcome {
  /** `<case>-<sequence>`: a repeat carries the same id. */
  readonly id: string;
  /** Sequence within the case, from 1. */
  readonly version: number;
  readonly case: string;
  readonly student: string;
  readonly offering: string;
  readonly kind: RegistryKind;
  readonly level?: DisciplineLevel;
  /** What the student may do instead. `no` for `hold`, `release` and `none`: they give no right. */
  readonly makeUp: Right;
  readonly retake: Right;
  /** Milliseconds. Of the decision; for a hold, of the notice. */
  readonly decidedAt: number;
  /** Id of the message that a revoked or changed decision takes back. */
  readonly reversalOf?: string;
}

export interface Acknowledgement {
  readonly status: 'accepted' | 'refused';
  readonly reference: string;
  readonly at: number;
  readonly grade?: number;
}

/** Stream `outcome-<case>`. `causedBy` is the version of the case's event that led to it. */
export type OutcomeEvent =
  | {
      readonly type: 'HoldPlaced' | 'HoldReleased' | 'OutcomeIssued' | 'OutcomeReversed';
      readonly data: Outcome & { readonly causedBy: number };
    }
  | {
      readonly type: 'OutcomeAcknowledged';
      readonly data: Acknowledgement & { readonly outcome: string; readonly by: string };
    };

export const outcomeStream = (caseId: string): string => `outcome-${caseId}`;

/** What the rights hang on: the kind of course, and whether it is still given. */
type Course = Pick<CourseFacts, 'category' | 'discontinued'>;

/**
 * Arts 17, 26, 27: a general elective gives neither; else the disqualified may only retake, if the policy
 * lets them, who was absent may sit the make-up or retake. A course that is no longer given is retaken as
 * a similar one, on the college's approval (art. 27).
 */
export const rightsAfterShort = (
  result: 'disqualified' | 'absent_zero',
  { category, discontinued }: Course,
  { retakeAfterDisqualified }: Pick<Limits, 'retakeAfterDisqualified'>,
): { readonly makeUp: Right; readonly retake: Right } => {
  if (category === 'general_elective') return { makeUp: 'no', retake: 'no' };
  const retake = result === 'disqualified' ? retakeAfterDisqualified : 'yes';
  return {
    makeUp: result === 'disqualified' ? 'no' : 'yes',
    retake: discontinued && retake === 'yes' ? 'on_approval' : retake,
  };
};

/** Articles 26 and 27 of the regulation and order 41 art. 18, for a grade made void under art. 24. */
export const rightsAfterVoid = ({
  category,
}: Course): { readonly makeUp: Right; readonly retake: Right } =>
  category === 'general_elective'
    ? { makeUp: 'no', retake: 'no' }
    : { makeUp: 'on_approval', retake: 'on_approval' };
