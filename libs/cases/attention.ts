import { stillStanding } from './compliance/offering-finding.js';
import { staleEvidence } from './checks.js';
import {
  escalatesTo,
  isMissed,
  type Deadline,
  type DeadlineName,
  type EscalationRole,
} from './deadline.js';
import { resultOf } from './negative-result.js';
import type { NegativeResult } from './outcome-kind.js';
import { isClosedStage, underSuspension } from './stage.js';
import type { Case } from './state.js';

/** What a person should look at. */
export type Attention =
  | { readonly code: 'signals_changed'; readonly since: string }
  | { readonly code: 'below_threshold' }
  /** Course compliance: nothing of what the college was notified of stands any more. */
  | { readonly code: 'findings_remedied' }
  | { readonly code: 'signal_withdrawn'; readonly evidence: readonly string[] }
  /** Reminded of: due soon. */
  | { readonly code: 'deadline_near'; readonly deadline: DeadlineName; readonly due: string }
  | { readonly code: 'deadline_overdue'; readonly deadline: DeadlineName }
  /** Still not met some days later: it stands in the queue of `to` as well. */
  | {
      readonly code: 'deadline_escalated';
      readonly deadline: DeadlineName;
      readonly to: EscalationRole;
    }
  /** The answer that the case waits for did not come by its day. */
  | { readonly code: 'await_expired'; readonly on: 'vendor' | 'student'; readonly until: string }
  /** From the given day before its end on, the committee looks at a running sanction. */
  | { readonly code: 'lifting_review_open' }
  | { readonly code: 'recusal_requested'; readonly person: string }
  /** Another case of the student and offering has a result in force that this one's would contradict. */
  | {
      readonly code: 'other_result_stands';
      readonly case: string;
      readonly result: NegativeResult;
    };

/** Reasons in a fixed order; empty when nothing waits for a person. */
export const attentionOf = ({ facts, stage }: Case): readonly Attention[] => {
  const { signalsChangedAt, score, threshold, deadlines, recusals } = facts;
  const claimed = stage.status !== 'flagged' && stage.status !== 'withdrawn_flag';
  const reasons: Attention[] = [];
  if (signalsChangedAt !== undefined)
    reasons.push({ code: 'signals_changed', since: new Date(signalsChangedAt).toISOString() });
  reasons.push(...otherResults({ facts, stage }));
  if (isClosedStage(stage)) return reasons;
  const ofStudent = facts.student !== undefined;
  if (ofStudent && claimed && score < threshold) reasons.push({ code: 'below_threshold' });
  if ('toCollege' in stage && stillStanding(stage.toCollege.findings, facts.findings).length === 0)
    reasons.push({ code: 'findings_remedied' });
  const stale = staleEvidence(facts).map(({ id }) => id);
  if (stale.length > 0) reasons.push({ code: 'signal_withdrawn', evidence: stale });
  reasons.push(...deadlines.flatMap(deadlineAttention));
  if ('asked' in stage && stage.asked.until !== undefined && facts.awaitExpiredAt !== undefined) {
    const { on, until } = stage.asked;
    reasons.push({ code: 'await_expired', on, until: new Date(until).toISOString() });
  }
  const review = deadlines.find(({ name }) => name === 'lifting_review');
  if (stage.status === 'sanction_running' && !stage.kept && review?.state === 'lapsed')
    reasons.push({ code: 'lifting_review_open' });
  for (const { person, granted } of recusals)
    if (granted === undefined) reasons.push({ code: 'recusal_requested', person });
  return reasons;
};

/** Of a case that may still come to a result, or that came to one beside the others. */
const otherResults = ({ facts, stage }: Case): readonly Attention[] => {
  const now = underSuspension(stage);
  const undecided = !isClosedStage(now) && !('decision' in now || 'confirmation' in now);
  if (!undecided && resultOf(facts) === undefined) return [];
  return Object.entries(facts.otherResults).map(([id, result]) => ({
    ...{ code: 'other_result_stands', case: id, result },
  }));
};

const deadlineAttention = (deadline: Deadline): readonly Attention[] => {
  const { name, state, due, pausedSince, remindedAt, escalatedAt } = deadline;
  if (state === 'running' && remindedAt !== undefined && pausedSince === undefined)
    return [{ code: 'deadline_near', deadline: name, due: new Date(due).toISOString() }];
  if (!isMissed(deadline)) return [];
  const overdue = { code: 'deadline_overdue', deadline: name } as const;
  const to = escalatesTo(name);
  return escalatedAt === undefined || to === undefined
    ? [overdue]
    : [overdue, { code: 'deadline_escalated', deadline: name, to }];
};
