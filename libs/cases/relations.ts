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
