import { behaviour, unless } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { fact } from '../events.js';

/** 合法性审查 of what the notice proposes (order 41, art. 56). A new notice needs a new review. */
export const recordLegalReview = behaviour({
  name: 'record_legal_review',
  roles: ['legal'],
  stages: ['notice_issued', 'defence_open', 'defence_closed', 'deliberation', 'remitted'],
  decide: (given) => {
    const { act, data } = given;
    return unless(
      [reasonGiven(given, data.opinion, 'the opinion'), attachmentsKnown(given, [data.attachment])],
      () => [fact('LegalReviewRecorded', { ...act, ...data })],
    );
  },
});
