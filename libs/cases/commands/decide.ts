import { behaviour, unless } from '../behaviour.js';
import {
  clausesKnown,
  evidenceUsable,
  gradeVoidIfEstablished,
  interestsDeclared,
  levelHasBasis,
  noStaleEvidence,
  reasonGiven,
  twoSourceClasses,
} from '../checks.js';
import {
  answersComplete,
  carried,
  complete,
  disclosed,
  exculpatoryConsidered,
  nobodyToRecuse,
  periodNamed,
  reviewsPassed,
  validVotes,
  withinNotice,
} from '../decision-checks.js';
import { meetClock } from '../clocks.js';
import { fact } from '../events.js';

/** The chair states what the committee voted. The only source of a grade outcome. */
export const decide = behaviour({
  name: 'decide',
  roles: ['committee'],
  stages: ['deliberation'],
  elsewhere: {
    finding_review: 'NoticeNotServed',
    notice_issued: 'NoticeNotServed',
    defence_open: 'DefenceStillOpen',
  },
  decide: (given) => {
    const { act, data, facts, stage, no } = given;
    const { answers = [], ...decision } = data;
    return unless(
      [
        stage.committee.chair === act.by
          ? undefined
          : no('PersonHasNoPart', 'the chair of the committee announces the decision'),
        interestsDeclared(given, [act.by]),
        nobodyToRecuse(given),
        answersComplete(given, answers),
        reasonGiven(given, data.facts, 'the facts'),
        clausesKnown(given, data.clauses),
        evidenceUsable(given, data.evidence),
        ...answers.map((one) => evidenceUsable(given, one.evidence ?? [])),
        noStaleEvidence(given, data.evidence),
        withinNotice(given, data),
        disclosed(given),
        gradeVoidIfEstablished(given, data, data.clauses),
        levelHasBasis(given, data, data.clauses),
        twoSourceClasses(given, data, data.evidence),
        exculpatoryConsidered(given),
        complete(given),
        periodNamed(given),
        reviewsPassed(given),
        carried(given),
      ],
      () => [
        ...answers.map((answer) => fact('PointAnswered', { ...act, ...answer })),
        fact('CaseDecided', {
          ...act,
          ...decision,
          decision: facts.decisions + 1,
          votes: validVotes(given),
        }),
        // A sanction of the decision that this one replaces.
        ...meetClock(facts, act, 'sanction'),
        ...meetClock(facts, act, 'lifting_review'),
      ],
    );
  },
});
