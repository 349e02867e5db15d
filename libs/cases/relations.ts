import type { Case } from './state.js';

/** What a person is to a case, from its history; a person may be several things. */
export type Relation =
  | 'assignee'
  | 'investigator'
  | 'reviewer'
  | 'committee_member'
  | 'committee_chair'
  | 'committee_secretary'
  | 'appeals_member'
  | 'subject'
  | 'course_owner'
  | 'teacher'
  | 'reporter'
  | 'conflicted';

/** `person` is a staff id, or a subject id for the student. Past members keep their relation. */
export const relationsOf = ({ facts, stage }: Case, person: string): readonly Relation[] => {
  const { people, course } = facts;
  const committee = 'committee' in stage ? stage.committee : undefined;
  const holds: Readonly<Record<Relation, boolean>> = {
    assignee: people.assignee === person,
    investigator: people.investigators.includes(person),
    reviewer: people.reviewers.includes(person),
    committee_member: people.committee.includes(person),
    committee_chair: committee?.chair === person,
    committee_secretary: committee?.secretary === person,
    appeals_member: people.appeals.includes(person),
    subject: facts.student === person,
    course_owner: course.owner === person,
    teacher: course.teachers.includes(person),
    reporter: course.reporters?.includes(person) === true,
    conflicted: people.interests[person] === true,
  };
  return (Object.keys(holds) as Relation[]).filter((relation) => holds[relation]);
};

/**
 * Stages in which the queue of a role assigns it the case although nobody of it has acted yet: a
 * finding to review, a committee to convene, an appeal to rule on, a lawfulness to examine.
 */
export const inQueueOf = ({ stage }: Case, role: string): boolean => {
  const queues: Readonly<Record<string, readonly string[]>> = {
    reviewer: ['finding_review', 'investigating', 'awaiting_vendor', 'awaiting_student'],
    committee: [
      'defence_open',
      'defence_closed',
      'deliberation',
      'decided',
      'appeal_open',
      'remitted',
      'sanction_running',
    ],
    appeals: ['appealed', 'upheld', 'remitted', 'provincial_appeal'],
    legal: ['notice_issued', 'defence_open', 'defence_closed', 'deliberation', 'remitted'],
  };
  const short: Readonly<Record<string, readonly string[]>> = {
    reviewer: ['objection_closed', 'short_remitted'],
    teacher: ['objection_closed', 'short_remitted'],
    appeals: ['short_appealed', 'short_upheld', 'short_remitted'],
  };
  const status = stage.status === 'suspended' ? stage.resumes.status : stage.status;
  return [...(queues[role] ?? []), ...(short[role] ?? [])].includes(status);
};

/** A student sees the case from the notice on; before, for them it does not exist. */
export const visibleToStudent = ({ facts }: Case): boolean => facts.noticed;
