import { publishedStatus } from '../cases/published-status.js';
import { isMissed } from '../cases/deadline.js';
import { evolve } from '../cases/evolution/evolve.js';
import type { CaseEvent } from '../cases/events.js';
import { isClosedStage } from '../cases/stage.js';
import type { Case, CaseState } from '../cases/state.js';
import { fold } from '../event-sourcing/decider.js';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { Folding } from '../event-sourcing/stream-folds.js';
import type { CaseTrail, College, DecisionMade, Missed, Ruling, Step } from './case-trail.js';

/** A case and what became of it so far. */
export interface Trodden {
  readonly state: CaseState;
  readonly path: Pick<CaseTrail, 'steps' | 'missed' | 'decisions' | 'rulings'> & {
    readonly colleges: readonly College[];
  };
}
type Path = Trodden['path'];

export const trailFolding: Folding<Trodden> = {
  initial: {
    state: undefined,
    path: { steps: [], missed: [], decisions: [], rulings: [], colleges: [] },
  },
  evolve: ({ state: before, path }, recorded) => {
    const event = recorded as unknown as CaseEvent;
    const state = evolve(before, event);
    const at = Date.parse(recorded.metadata.at);
    return { state, path: state ? after(path, state, event, at) : path };
  },
};

/** Undefined without a flag. */
export const trailFrom = ({ state, path }: Trodden): CaseTrail | undefined => {
  if (!state) return undefined;
  const { id, violation, student, course, flaggedAt, version } = state.facts;
  const { offering, college = null } = course;
  return {
    ...{ id, violation, student: student ?? '', offering, college, flaggedAt, version },
    ...path,
  };
};

/** Folds a case's stream, oldest first; undefined for one without a flag. */
export const trailOf = (history: readonly RecordedEvent<CaseEvent>[]): CaseTrail | undefined =>
  trailFrom(fold(trailFolding.evolve, trailFolding.initial, history as readonly RecordedEvent[]));

const after = (path: Path, now: Case, event: CaseEvent, at: number): Path => ({
  steps: stepsAfter(path.steps, publishedStatus(now.stage), at),
  missed: missedAfter(path.missed, now, at),
  decisions: decisionsAfter(path.decisions, event, at),
  rulings: rulingsAfter(path.rulings, event, at),
  colleges: collegesAfter(path.colleges, now.facts.course.college ?? null, at),
});

const collegesAfter = (
  colleges: readonly College[],
  college: string | null,
  at: number,
): readonly College[] =>
  colleges.length > 0 && colleges.at(-1)?.[0] === college ? colleges : [...colleges, [college, at]];

/** A status that was left in the very act that led to it was none. */
const stepsAfter = (steps: readonly Step[], status: string, at: number): readonly Step[] => {
  if (steps.at(-1)?.[0] === status) return steps;
  const kept = steps.at(-1)?.[1] === at ? steps.slice(0, -1) : steps;
  return kept.at(-1)?.[0] === status ? kept : [...kept, [status, at]];
};

const missedAfter = (
  missed: readonly Missed[],
  { facts, stage }: Case,
  at: number,
): readonly Missed[] => {
  const names: readonly string[] = isClosedStage(stage)
    ? []
    : facts.deadlines.filter(isMissed).map(({ name }) => name);
  const standing = missed.filter(({ to }) => to === null).map(({ deadline }) => deadline);
  const fresh = names.filter((name) => !standing.includes(name));
  const over = standing.some((name) => !names.includes(name));
  if (fresh.length === 0 && !over) return missed;
  return [
    ...missed.map((one) =>
      one.to === null && !names.includes(one.deadline) ? { ...one, to: at } : one,
    ),
    ...fresh.map((deadline) => ({ deadline, from: at, to: null })),
  ];
};

const decisionsAfter = (
  decisions: readonly DecisionMade[],
  { type, data }: CaseEvent,
  at: number,
): readonly DecisionMade[] => {
  if (type === 'CaseDecided') {
    const { outcome: kind, level } = data;
    return [...decisions, { at, kind, ...(level !== undefined && { level }) }];
  }
  if (type === 'CaseConfirmed' || type === 'ComplianceConcluded')
    return [...decisions, { at, kind: data.outcome }];
  return type === 'ProvincialAppealDecided' && data.result === 'revoke'
    ? [...decisions, { at, kind: 'revoked' }]
    : decisions;
};

const rulingsAfter = (
  rulings: readonly Ruling[],
  { type, data }: CaseEvent,
  at: number,
): readonly Ruling[] => {
  if (type === 'AppealDecided')
    return [...rulings, { at, by: 'appeals', result: data.result, grounds: data.grounds }];
  return type === 'ProvincialAppealDecided'
    ? [...rulings, { at, by: 'province', result: data.result, grounds: [] }]
    : rulings;
};
