import { publishedStatus } from '../cases/case-row.js';
import { isMissed } from '../cases/deadline.js';
import { evolve } from '../cases/evolution/evolve.js';
import type { CaseEvent } from '../cases/events.js';
import { isClosedStage } from '../cases/stage.js';
import type { Case, CaseState } from '../cases/state.js';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { CaseTrail, DecisionMade, Missed, Ruling, Step } from './case-trail.js';

/** Folds a case's stream, oldest first; undefined for one without a flag. */
export const trailOf = (history: readonly RecordedEvent<CaseEvent>[]): CaseTrail | undefined => {
  let state: CaseState = undefined;
  let path: Path = { steps: [], missed: [], decisions: [], rulings: [] };
  for (const recorded of history) {
    const event = recorded as unknown as CaseEvent;
    state = evolve(state, event);
    const at = Date.parse(recorded.metadata.at);
    if (state) path = after(path, state, event, at);
  }
  if (!state) return undefined;
  const { id, violation, student, course, flaggedAt, version } = state.facts;
  const { offering, college = null } = course;
  return { ...{ id, violation, student, offering, college, flaggedAt, version }, ...path };
};

type Path = Pick<CaseTrail, 'steps' | 'missed' | 'decisions' | 'rulings'>;

const after = (path: Path, now: Case, event: CaseEvent, at: number): Path => ({
  steps: stepsAfter(path.steps, publishedStatus(now.stage), at),
  missed: missedAfter(path.missed, now, at),
  decisions: decisionsAfter(path.decisions, event, at),
  rulings: rulingsAfter(path.rulings, event, at),
});

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
  if (type === 'CaseConfirmed') return [...decisions, { at, kind: data.outcome }];
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
