import type { CaseEvent } from '../events.js';
import type { CaseFacts, DutyProof } from '../state.js';
import type { Stage } from '../stage.js';

/**
 * Separation of duties, proven act by act from what was known when it happened: who acted, from
 * whom they had to be apart, and whether anybody was both. `before` is the case without the event.
 */
export const separationAfter = (
  facts: CaseFacts,
  stage: Stage,
  event: CaseEvent,
): readonly DutyProof[] => {
  const proof = proofOf(facts, stage, event);
  return proof ? [...facts.separation, proof] : facts.separation;
};

const proofOf = (facts: CaseFacts, stage: Stage, event: CaseEvent): DutyProof | undefined => {
  const { people, course } = facts;
  const taught = [...(course.owner === undefined ? [] : [course.owner]), ...course.teachers];
  const outside = [...taught, ...(course.reporters ?? [])];
  const apart = (
    rule: DutyProof['rule'],
    persons: readonly string[],
    from: readonly string[],
  ): DutyProof => ({
    ...{ rule, act: event.type, at: event.data.at },
    ...{ persons: distinct(persons), apartFrom: distinct(from) },
    both: distinct(persons.filter((person) => from.includes(person))),
    undeclared: distinct(persons.filter((one) => people.interests[one] === undefined)),
  });
  switch (event.type) {
    case 'FindingReturned':
    case 'FindingApproved':
      return apart('ReviewerIsInvestigator', [event.data.by], people.investigators);
    case 'LegalReviewRecorded': {
      const others = [...people.investigators, ...people.reviewers, ...people.committee];
      return apart('PersonConflicted', [event.data.by], [...others, ...outside]);
    }
    case 'CaseDecided': {
      const sat = [event.data.by, ...event.data.votes.map(({ member }) => member)];
      return apart('CommitteeMemberConflicted', sat, [...people.investigators, ...outside]);
    }
    case 'CaseConfirmed': {
      const issuer = 'notice' in stage ? [stage.notice.by] : [];
      return apart('ConfirmerIsIssuer', [event.data.by], issuer);
    }
    case 'ComplianceConcluded': {
      const party = 'toCollege' in stage ? stage : undefined;
      const answered = party?.answers.map(({ by }) => by) ?? [];
      const issuer = party ? [party.toCollege.by] : [];
      return apart('ConfirmerIsIssuer', [event.data.by], [...issuer, ...answered, ...taught]);
    }
    case 'AppealDecided':
      return apart(
        'AppealMemberTookPart',
        [event.data.by, ...event.data.members],
        [...people.tookPart, ...outside],
      );
    default:
      return undefined;
  }
};

const distinct = (persons: readonly string[]): readonly string[] => [...new Set(persons)];
