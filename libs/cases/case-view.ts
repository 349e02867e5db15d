import { activeInvestigators } from './checks.js';
import { attentionOf, type Attention } from './attention.js';
import type { Deadline } from './deadline.js';
import type { Evidence } from './evidence.js';
import type { OutcomeKind } from './outcome-kind.js';
import type { Stage } from './stage.js';
import type { Case, CaseFacts } from './state.js';
import type { Text } from './text.js';

const time = (instant: number): string => new Date(instant).toISOString();

export interface EvidenceView {
  readonly id: string;
  readonly sourceClass: Evidence['sourceClass'];
  readonly bearing: Evidence['bearing'];
  readonly title: Text;
  readonly text?: Text;
  readonly sha256: string;
  readonly addedBy: string;
  readonly at: string;
  readonly events: Evidence['events'];
  readonly signals: readonly string[];
  readonly attachment?: string;
  readonly excluded?: { readonly reason: Text; readonly by: string; readonly at: string };
  readonly reaffirmed?: { readonly reason: Text; readonly by: string; readonly at: string };
}

/**
 * The case as published, as far as history alone tells it. `student` is the subject id and texts are
 * references: the edge puts number and words in their places. Instants are RFC 3339 in UTC.
 */
export interface CaseView {
  readonly id: string;
  readonly family: 'violation';
  readonly violation: CaseFacts['violation'];
  readonly part: 'participant' | 'organiser';
  readonly student: string;
  readonly offering: string;
  readonly college: string | undefined;
  readonly status: string;
  readonly score: number;
  readonly signals: readonly string[];
  readonly evidence: readonly EvidenceView[];
  readonly people: PeopleView;
  readonly deadlines: readonly DeadlineView[];
  readonly outcome: OutcomeView | undefined;
  readonly defence: readonly PointView[];
  readonly version: number;
  readonly links: readonly string[];
  readonly attention: readonly Attention[];
  readonly flaggedAt: string;
}

export type DeadlineView = Omit<Deadline, 'start' | 'due' | 'pausedSince' | 'pausedBy'> & {
  readonly start: string;
  readonly due: string;
  readonly pausedSince?: string;
};

export interface PeopleView {
  readonly assignee: string | undefined;
  /** Those without a declared conflict. */
  readonly investigators: readonly string[];
  readonly reviewers: readonly string[];
  readonly committee: readonly string[];
  readonly chair: string | undefined;
  readonly secretary: string | undefined;
  readonly appeals: readonly string[];
  /** Everybody who declared: true for a conflict. */
  readonly interests: Readonly<Record<string, boolean>>;
}

export interface OutcomeView {
  readonly kind: OutcomeKind;
  readonly level?: string;
  readonly periodMonths?: number;
  readonly decidedAt: string;
  readonly clauses: readonly string[];
}

export interface PointView {
  readonly point: number;
  readonly text: Text;
  readonly answer?: Text;
}

export const caseView = (given: Case): CaseView => {
  const { facts } = given;
  const stage = underSuspension(given.stage);
  return {
    id: facts.id,
    family: facts.family,
    violation: facts.violation,
    part: 'finding' in stage ? stage.finding.part : 'participant',
    student: facts.student,
    offering: facts.course.offering,
    college: facts.course.college,
    status: given.stage.status === 'withdrawn_flag' ? 'withdrawn' : given.stage.status,
    score: facts.score,
    signals: facts.signals.map(({ id }) => id),
    evidence: facts.evidence.map(evidenceView),
    people: peopleView(facts, stage),
    deadlines: facts.deadlines.map(deadlineView),
    outcome: outcomeView(stage),
    defence: pointViews(stage),
    version: facts.version,
    links: facts.links,
    attention: attentionOf(given),
    flaggedAt: time(facts.flaggedAt),
  };
};

const underSuspension = (stage: Stage): Stage =>
  stage.status === 'suspended' ? stage.resumes : stage;

export const evidenceView = (item: Evidence): EvidenceView => ({
  id: item.id,
  sourceClass: item.sourceClass,
  bearing: item.bearing,
  title: item.title,
  ...(item.text && { text: item.text }),
  sha256: item.copy.sha256,
  addedBy: item.by,
  at: time(item.at),
  events: item.events,
  signals: item.signals,
  ...(item.attachment !== undefined && { attachment: item.attachment }),
  ...(item.excluded && { excluded: { ...item.excluded, at: time(item.excluded.at) } }),
  ...(item.reaffirmed && { reaffirmed: { ...item.reaffirmed, at: time(item.reaffirmed.at) } }),
});

const peopleView = (facts: CaseFacts, stage: Stage): PeopleView => {
  const committee = 'committee' in stage ? stage.committee : undefined;
  return {
    assignee: facts.people.assignee,
    investigators: activeInvestigators(facts),
    reviewers: facts.people.reviewers,
    committee: committee?.members ?? [],
    chair: committee?.chair,
    secretary: committee?.secretary,
    appeals: facts.people.appeals,
    interests: facts.people.interests,
  };
};

export const deadlineView = (deadline: Deadline): DeadlineView => {
  const { pausedSince } = deadline;
  return {
    name: deadline.name,
    basis: deadline.basis,
    start: time(deadline.start),
    due: time(deadline.due),
    unit: deadline.unit,
    days: deadline.days,
    extended: deadline.extended,
    policyVersion: deadline.policyVersion,
    calendarVersion: deadline.calendarVersion,
    state: deadline.state,
    ...(pausedSince !== undefined && { pausedSince: time(pausedSince) }),
  };
};

const outcomeView = (stage: Stage): OutcomeView | undefined => {
  if (!('decision' in stage)) return undefined;
  const { outcome, level, periodMonths, at, clauses } = stage.decision;
  return {
    kind: outcome,
    ...(level && { level }),
    ...(periodMonths !== undefined && { periodMonths }),
    decidedAt: time(at),
    clauses,
  };
};

const pointViews = (stage: Stage): readonly PointView[] => {
  if (!('defence' in stage)) return [];
  const { points, answers } = stage.defence;
  return points.map((text, index) => {
    const answer = answers.find(({ point }) => point === index + 1)?.answer;
    return { point: index + 1, text, ...(answer && { answer }) };
  });
};
