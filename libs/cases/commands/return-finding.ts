import { behaviour, unless } from '../behaviour.js';
import { interestsDeclared, reasonGiven } from '../checks.js';
import { meetClock, startClock } from '../clocks.js';
import { fact } from '../events.js';
import { mayReview } from './approve-finding.js';

/** Back to the investigators, who get their time anew; the 90 days run on. */
export const returnFinding = behaviour({
  name: 'return_finding',
  roles: ['reviewer'],
  stages: ['finding_review'],
  decide: (given) => {
    const { act, data, facts, context } = given;
    return unless(
      [
        mayReview(given),
        interestsDeclared(given, [act.by]),
        reasonGiven(given, data.reason, 'the reason'),
      ],
      () => [
        fact('FindingReturned', { ...act, reason: data.reason }),
        ...meetClock(facts, act, 'review'),
        startClock(context, act, 'investigation', act.at),
      ],
    );
  },
});
