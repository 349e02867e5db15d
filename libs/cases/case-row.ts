import { attentionOf } from './attention.js';
import type { CaseRow } from './case-index.js';
import { outcomeOf } from './decided-outcome.js';
import { escalatesTo, isMissed, type Deadline } from './deadline.js';
import { publishedStatus } from './published-status.js';
import { isClosedStage, underSuspension } from './stage.js';
import type { Case } from './state.js';
import { nextWake } from './waking.js';

/** Whether the student was told: from then on the case is theirs to read. */
export const isNoticed = ({ facts }: Case): boolean => facts.noticed;

export const isRunning = (deadline: Deadline): boolean =>
  deadline.state === 'running' && deadline.pausedSince === undefined;

/** Everybody who sits on the case or acted on it, each once. */
export const peopleOf = ({ facts }: Case): readonly string[] => {
  const { people, course, family } = facts;
  const { assignee, investigators, reviewers, committee, appeals, tookPart } = people;
  // The course's teachers may confirm a case of the short path and answer for the course.
  const teachers =
    family !== 'violation'
      ? [...course.teachers, ...(course.owner === undefined ? [] : [course.owner])]
      : [];
  const all = [...investigators, ...reviewers, ...committee, ...appeals, ...tookPart, ...teachers];
  return [...new Set(assignee === undefined ? all : [assignee, ...all])];
};

/** By the finding, once there is one. */
export const partOf = ({ stage }: Case): CaseRow['part'] => {
  const now = underSuspension(stage);
  return 'finding' in now ? now.finding.part : 'participant';
};

const escalatedTo = ({ facts, stage }: Case): readonly string[] => {
  const roles = facts.deadlines
    .filter((deadline) => isMissed(deadline) && deadline.escalatedAt !== undefined)
    .flatMap(({ name }) => escalatesTo(name) ?? []);
  return isClosedStage(stage) ? [] : [...new Set(roles)].sort();
};

/** A case folded into a row of the index. */
export const rowOf = (found: Case): CaseRow => {
  const { facts, stage } = found;
  const due = facts.deadlines.filter(isRunning).map((deadline) => deadline.due);
  return {
    id: facts.id,
    family: facts.family,
    violation: facts.violation,
    student: facts.student ?? '',
    offering: facts.course.offering,
    college: facts.course.college ?? null,
    status: publishedStatus(stage),
    score: facts.score,
    assignee: facts.people.assignee ?? null,
    due: due.length === 0 ? null : Math.min(...due),
    flaggedAt: facts.flaggedAt,
    noticed: isNoticed(found),
    part: partOf(found),
    signals: facts.signals.map(({ id }) => id),
    links: facts.links,
    outcome: outcomeOf(found),
    attention: attentionOf(found),
    people: peopleOf(found),
    deadlines: facts.deadlines,
    wakeAt: nextWake(found)?.at ?? null,
    escalated: escalatedTo(found),
    version: facts.version,
  };
};
