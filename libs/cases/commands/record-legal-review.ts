import { behaviour, unless, type Given } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';

type Review = Given<'record_legal_review', 'defence_closed' | 'deliberation' | 'remitted'>;

/**
 * 合法性审查 of what the notice proposes, once the student was heard (order 41, art. 56). A new notice
 * needs a new review.
 */
export const recordLegalReview = behaviour({
  name: 'record_legal_review',
  roles: ['legal'],
  stages: ['defence_closed', 'deliberation', 'remitted'],
  elsewhere: { notice_issued: 'NoticeNotServed', defence_open: 'DefenceStillOpen' },
  decide: (given) => {
    const { act, data } = given;
    return unless(
      [
        mayReviewLaw(given),
        reasonGiven(given, data.opinion, 'the opinion'),
        attachmentsKnown(given, [data.attachment]),
      ],
      () => [fact('LegalReviewRecorded', { ...act, ...data })],
    );
  },
});

/** Whoever found the facts, approved them or decides upon them does not review that it was lawful. */
const mayReviewLaw = ({ act: { by }, facts, no }: Review): Refusal | undefined => {
  const { people, course, student } = facts;
  const why =
    (people.investigators.includes(by) && 'investigated the case') ||
    (people.reviewers.includes(by) && 'approved the finding') ||
    (people.committee.includes(by) && 'sits on the committee') ||
    (course.owner === by && 'is responsible for the course') ||
    (course.teachers.includes(by) && 'teaches the course') ||
    (course.reporters?.includes(by) && 'reported the case') ||
    (student === by && 'is the person concerned');
  return why ? no('PersonConflicted', `${by} ${why}`) : undefined;
};
