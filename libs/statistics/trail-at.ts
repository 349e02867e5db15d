import type { CaseTrail } from './case-trail.js';

/** The trail as it stood at an instant; undefined where the case was not yet on record. */
export const trailAt = (trail: CaseTrail, instant: number): CaseTrail | undefined => {
  const { steps, missed, decisions, rulings } = trail;
  const then = <One extends { readonly at: number }>(all: readonly One[]): readonly One[] =>
    all.filter(({ at }) => at <= instant);
  const trodden = steps.filter(([, at]) => at <= instant);
  if (trodden.length === 0) return undefined;
  const of = (trail.colleges ?? []).findLast(([, at]) => at <= instant);
  return {
    ...trail,
    ...(of && { college: of[0] }),
    steps: trodden,
    missed: missed
      .filter(({ from }) => from <= instant)
      .map((one) => (one.to !== null && one.to > instant ? { ...one, to: null } : one)),
    decisions: then(decisions),
    rulings: then(rulings),
  };
};

/** The last instant that the trail tells of: from then on it stands as it is. */
export const lastInstant = ({
  steps,
  missed,
  decisions,
  rulings,
  colleges = [],
}: CaseTrail): number =>
  Math.max(
    -Infinity,
    ...steps.map(([, at]) => at),
    ...colleges.map(([, at]) => at),
    ...missed.map(({ from, to }) => Math.max(from, to ?? from)),
    ...decisions.map(({ at }) => at),
    ...rulings.map(({ at }) => at),
  );
