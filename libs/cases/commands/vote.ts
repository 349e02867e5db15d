import { behaviour, unless } from '../behaviour.js';
import { interestsDeclared, levelHasBasis } from '../checks.js';
import { withinNotice } from '../decision-checks.js';
import { fact } from '../events.js';
import { maySit } from './convene.js';

/** A member's vote; until the decision the last one counts. */
export const vote = behaviour({
  name: 'vote',
  roles: ['committee'],
  stages: ['deliberation'],
  elsewhere: { notice_issued: 'NoticeNotServed', defence_open: 'DefenceStillOpen' },
  decide: (given) => {
    const { act, data, stage, no } = given;
    const { clauses } = stage.notice;
    return unless(
      [
        stage.committee.members.includes(act.by)
          ? undefined
          : no('PersonHasNoPart', 'only a member of the committee votes'),
        maySit(given, act.by),
        interestsDeclared(given, [act.by]),
        withinNotice(given, data),
        levelHasBasis(given, data, clauses),
      ],
      () => [fact('VoteCast', { ...act, ...data, member: act.by })],
    );
  },
});
