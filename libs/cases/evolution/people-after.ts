import type { CaseEvent } from '../events.js';
import type { PeopleOnCase } from '../state.js';

export const NOBODY: PeopleOnCase = {
  investigators: [],
  reviewers: [],
  committee: [],
  appeals: [],
  tookPart: [],
  interests: {},
};

/** Acts of the school's side before an appeal. Who did one may not sit on the appeals committee. */
const SCHOOL_ACTS: ReadonlySet<CaseEvent['type']> = new Set([
  'CaseClaimed',
  'CaseReassigned',
  'CaseDismissed',
  'CaseSuspended',
  'CaseResumed',
  'CaseWithdrawn',
  'CaseReopened',
  'InvestigationOpened',
  'InvestigatorAdded',
  'AnswerAwaited',
  'EvidenceAdded',
  'EvidenceExcluded',
  'EvidenceReaffirmed',
  'FindingSubmitted',
  'FindingReturned',
  'FindingApproved',
  'NoticeIssued',
  'DeliveryRecorded',
  'PointAnswered',
  'LegalReviewRecorded',
  'PresidentsMeetingRecorded',
  'CommitteeConvened',
  'VoteCast',
  'CaseDecided',
  'CaseReferred',
  'ObjectionInvited',
  'CaseConfirmed',
  'LiftingDecided',
  'CollegeNotified',
  'ComplianceConcluded',
] satisfies CaseEvent['type'][]);

export const isSchoolAct = (event: CaseEvent): boolean => SCHOOL_ACTS.has(event.type);

const join = (list: readonly string[], ...persons: readonly string[]): readonly string[] => {
  const fresh = persons.filter(
    (person, at) => !list.includes(person) && persons.indexOf(person) === at,
  );
  return fresh.length === 0 ? list : [...list, ...fresh];
};

/** Who is what on the case after the event. */
export const peopleAfter = (people: PeopleOnCase, event: CaseEvent): PeopleOnCase => {
  const named = roleAfter(people, event);
  return isSchoolAct(event) ? { ...named, tookPart: join(named.tookPart, event.data.by) } : named;
};

const roleAfter = (people: PeopleOnCase, event: CaseEvent): PeopleOnCase => {
  switch (event.type) {
    case 'CaseClaimed':
      return { ...people, assignee: event.data.by };
    case 'CaseReassigned':
      return {
        ...people,
        assignee: event.data.person,
        tookPart: join(people.tookPart, event.data.person),
      };
    case 'InvestigationOpened':
      return investigating(people, event.data.by, ...event.data.investigators);
    case 'InvestigatorAdded':
      return investigating(people, event.data.person);
    case 'InterestDeclared':
      return {
        ...people,
        interests: { ...people.interests, [event.data.by]: event.data.conflict },
      };
    case 'FindingReturned':
    case 'FindingApproved':
      return { ...people, reviewers: join(people.reviewers, event.data.by) };
    case 'CommitteeConvened': {
      const { members, secretary } = event.data;
      const seated = secretary === undefined ? members : [...members, secretary];
      return {
        ...people,
        committee: join(people.committee, ...members),
        tookPart: join(people.tookPart, ...seated),
      };
    }
    case 'AppealDecided':
      return { ...people, appeals: join(people.appeals, event.data.by, ...event.data.members) };
    default:
      return people;
  }
};

const investigating = (people: PeopleOnCase, ...persons: readonly string[]): PeopleOnCase => ({
  ...people,
  investigators: join(people.investigators, ...persons),
  tookPart: join(people.tookPart, ...persons),
});
