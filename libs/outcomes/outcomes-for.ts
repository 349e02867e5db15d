import type { CaseEvent } from '../cases/events.js';
import type { Decision } from '../cases/stage.js';
import type { Case } from '../cases/state.js';
import type { Limits } from '../regulation/limits.js';
import { rightsAfterShort, rightsAfterVoid, type Outcome } from './outcome.js';
import type { Standing } from './outcome-state.js';

/** What a message says, before it has an id and its place in the sequence. */
export interface Draft extends Pick<
  Outcome,
  'kind' | 'level' | 'makeUp' | 'retake' | 'decidedAt' | 'reversalOf'
> {
  readonly type: 'HoldPlaced' | 'HoldReleased' | 'OutcomeIssued' | 'OutcomeReversed';
}

/** What of the policy a message depends on. */
export type OutcomeLimits = Pick<Limits, 'effectiveOn' | 'retakeAfterDisqualified'>;

const NO_RIGHTS = { makeUp: 'no', retake: 'no' } as const;

/**
 * What the registry must hear once `event` has happened; `after` is the case with the event in it,
 * `standing` what the registry was told so far. A grade message follows from a decision of people
 * alone: a hold from the notice, a void from the decision in force.
 */
export const outcomesFor = (
  event: CaseEvent,
  after: Case,
  standing: Standing,
  limits: OutcomeLimits,
): readonly Draft[] => {
  const { effectiveOn } = limits;
  switch (event.type) {
    case 'NoticeIssued':
    case 'ObjectionInvited':
      return leavesTheGrade(standing)
        ? [{ type: 'HoldPlaced', kind: 'hold', ...NO_RIGHTS, decidedAt: event.data.at }]
        : [];
    case 'CaseDismissed':
    case 'CaseWithdrawn':
      return takenBack(standing, event.data.at, standing.kind === 'in_force');
    case 'CaseConfirmed':
      return event.data.outcome === 'none'
        ? takenBack(standing, event.data.at, event.data.decision > 1)
        : [];
    case 'CaseDecided':
      return event.data.outcome === 'grade_void'
        ? []
        : takenBack(standing, event.data.at, event.data.decision > 1);
    case 'ProvincialAppealDecided':
      return event.data.result === 'revoke' ? takenBack(standing, event.data.at, true) : [];
    case 'ExecutionStayRuled':
      return stayed(event.data, after, standing, limits);
    case 'DeliveryRecorded':
      return effectiveOn === 'served' && event.data.document === 'decision' && event.data.delivered
        ? inForce(after, standing, limits)
        : [];
    case 'CaseFinal':
      return inForce(after, standing, limits);
    default:
      return [];
  }
};

const leavesTheGrade = (standing: Standing): boolean =>
  standing.kind === 'clear' || (standing.kind === 'in_force' && standing.message.kind === 'none');

/** The grade is free again; a decision that is revoked by it is named. */
const takenBack = (standing: Standing, at: number, revokes: boolean): readonly Draft[] => {
  if (standing.kind === 'clear') return [];
  const release = { kind: 'release', ...NO_RIGHTS, decidedAt: at } as const;
  const effective = effectiveIn(standing);
  return revokes || effective
    ? [{ type: 'OutcomeReversed', ...release, reversalOf: (effective ?? standing.message).id }]
    : [{ type: 'HoldReleased', ...release }];
};

/**
 * Order 41, art. 61: execution waits where the appeals committee says so. What is in force is held, and said anew when the
 * stay ends; what was not in force yet is held already.
 */
const stayed = (
  { stay, at }: Extract<CaseEvent, { type: 'ExecutionStayRuled' }>['data'],
  after: Case,
  standing: Standing,
  limits: OutcomeLimits,
): readonly Draft[] => {
  if (stay)
    return standing.kind === 'in_force' && !leavesTheGrade(standing)
      ? [{ type: 'HoldPlaced', kind: 'hold', ...NO_RIGHTS, decidedAt: at }]
      : [];
  return standing.kind === 'held' && standing.over ? inForce(after, standing, limits) : [];
};

const inForce = (
  { facts, stage }: Case,
  standing: Standing,
  limits: OutcomeLimits,
): readonly Draft[] => {
  const said = decided(stage, facts.course, limits);
  if (said === undefined) return [];
  const message = effectiveIn(standing);
  if (!message) return [{ type: 'OutcomeIssued', ...said }];
  const same =
    message.kind === said.kind &&
    message.level === said.level &&
    message.makeUp === said.makeUp &&
    message.retake === said.retake;
  if (!same) return [{ type: 'OutcomeReversed', ...said, reversalOf: message.id }];
  return standing.kind === 'held' ? [{ type: 'OutcomeIssued', ...said }] : [];
};

/** What took effect at the registry, also while a stay holds it: what undoes it names it. */
const effectiveIn = (standing: Standing): Outcome | undefined => {
  switch (standing.kind) {
    case 'clear':
      return undefined;
    case 'held':
      return standing.over;
    case 'in_force':
      return standing.message;
  }
};

type Said = Pick<Draft, 'kind' | 'level' | 'makeUp' | 'retake' | 'decidedAt'>;

/** What the decision on the case says to the registry; undefined where it says nothing. */
const decided = (
  stage: Case['stage'],
  course: Case['facts']['course'],
  limits: OutcomeLimits,
): Said | undefined => {
  if ('confirmation' in stage) {
    const { outcome, at } = stage.confirmation;
    if (outcome === 'none') return undefined;
    return { kind: outcome, ...rightsAfterShort(outcome, course, limits), decidedAt: at };
  }
  if (!('decision' in stage) || stage.decision.outcome === 'not_established') return undefined;
  return { ...content(stage.decision, course), decidedAt: stage.decision.at };
};

/** An organiser without a grade in the offering has none to lose: kind `none`, with the level. */
const content = (
  { outcome, level }: Decision,
  course: Case['facts']['course'],
): Pick<Draft, 'kind' | 'level' | 'makeUp' | 'retake'> => {
  const severity = level === undefined ? {} : { level };
  return outcome === 'grade_void' && course.enrolled
    ? { kind: 'grade_void', ...severity, ...rightsAfterVoid(course) }
    : { kind: 'none', ...severity, ...NO_RIGHTS };
};
