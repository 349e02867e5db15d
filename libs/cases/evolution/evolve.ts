import type { CaseEvent, CaseEventOf } from '../events.js';
import type { CaseFacts, CaseState } from '../state.js';
import { isClosedStage } from '../stage.js';
import { deadlinesAfter } from './deadlines-after.js';
import { deedsAfter } from './deeds-after.js';
import { evidenceAfter } from './evidence-after.js';
import { factsAfter } from './facts-after.js';
import { filedAfter } from './filed-after.js';
import { isSchoolAct, NOBODY, peopleAfter } from './people-after.js';
import { separationAfter } from './separation-after.js';
import { signalsAfter } from './signals-after.js';
import { stageAfter } from './stage-after.js';

/**
 * How a fact changes a case. Total: an event that cannot have happened where the case stands
 * changes no stage, and anything before the first flag leaves the case unborn.
 */
export const evolve = (state: CaseState, event: CaseEvent): CaseState => {
  if (state === undefined)
    return event.type === 'CaseFlagged'
      ? { facts: flagged(event.data), stage: { status: 'flagged' } }
      : undefined;
  const stage = stageAfter(state.stage, event);
  const { facts } = state;
  const moved = stage !== state.stage;
  return {
    stage,
    facts: {
      ...factsAfter(facts, event, state.stage),
      people: peopleAfter(facts.people, event),
      deeds: deedsAfter(facts.deeds, event),
      separation: separationAfter(facts, state.stage, event),
      deadlines: deadlinesAfter(facts.deadlines, event),
      evidence: evidenceAfter(facts.evidence, event),
      filed: filedAfter(facts, event, state.stage),
      ...(isSchoolAct(event) && { signalsChangedAt: undefined }),
      ...(moved && { lastStepAt: Math.max(facts.lastStepAt, happenedAt(event)) }),
      ...(moved && isClosedStage(stage) && { closed: closing(facts, event) }),
      version: facts.version + 1,
    },
  };
};

const closing = (facts: CaseFacts, event: CaseEvent) => ({
  at: event.data.at,
  evidence: facts.evidence.length,
});

/** A delivery moves the case when the paper was handed over, not when it was recorded. */
const happenedAt = (event: CaseEvent): number =>
  event.type === 'DeliveryRecorded' ? event.data.deliveredAt : event.data.at;

const flagged = (data: CaseEventOf<'CaseFlagged'>['data']): CaseFacts => ({
  id: data.id,
  family: data.family,
  ...(data.student !== undefined && { student: data.student }),
  violation: data.violation,
  course: data.course,
  score: data.score,
  threshold: data.threshold,
  policyVersion: data.policyVersion,
  signals: signalsAfter([], data.signals, data.at),
  findings: data.findings ?? [],
  evidence: [],
  attachments: [],
  people: NOBODY,
  deeds: [],
  separation: [],
  deadlines: [],
  deliveries: [],
  consents: [],
  links: [],
  otherResults: {},
  referrals: [],
  recusals: [],
  stayed: false,
  execution: {},
  filed: [],
  acknowledgements: {},
  noticed: false,
  decisions: 0,
  flaggedAt: data.at,
  lastStepAt: data.at,
  version: 1,
});
