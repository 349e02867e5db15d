import { staleEvidence } from './checks.js';
import type { DeadlineName } from './deadline.js';
import { isClosedStage } from './stage.js';
import type { Case } from './state.js';

/** What a person should look at. */
export type Attention =
  | { readonly code: 'signals_changed'; readonly since: string }
  | { readonly code: 'below_threshold' }
  | { readonly code: 'signal_withdrawn'; readonly evidence: readonly string[] }
  | { readonly code: 'deadline_overdue'; readonly deadline: DeadlineName }
  /** From the given day before its end on, the committee looks at a running sanction. */
  | { readonly code: 'lifting_review_open' }
  | { readonly code: 'recusal_requested'; readonly person: string };

/** Reasons in a fixed order; empty when nothing waits for a person. */
export const attentionOf = ({ facts, stage }: Case): readonly Attention[] => {
  const { signalsChangedAt, score, threshold, deadlines, recusals } = facts;
  const claimed = stage.status !== 'flagged' && stage.status !== 'withdrawn_flag';
  const reasons: Attention[] = [];
  if (signalsChangedAt !== undefined)
    reasons.push({ code: 'signals_changed', since: new Date(signalsChangedAt).toISOString() });
  if (isClosedStage(stage)) return reasons;
  if (claimed && score < threshold) reasons.push({ code: 'below_threshold' });
  const stale = staleEvidence(facts).map(({ id }) => id);
  if (stale.length > 0) reasons.push({ code: 'signal_withdrawn', evidence: stale });
  for (const { name, state } of deadlines)
    if (state === 'overdue') reasons.push({ code: 'deadline_overdue', deadline: name });
  const review = deadlines.find(({ name }) => name === 'lifting_review');
  if (stage.status === 'sanction_running' && !stage.kept && review?.state === 'lapsed')
    reasons.push({ code: 'lifting_review_open' });
  for (const { person, granted } of recusals)
    if (granted === undefined) reasons.push({ code: 'recusal_requested', person });
  return reasons;
};
