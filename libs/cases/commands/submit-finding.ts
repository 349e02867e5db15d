import { behaviour, unless, type Given } from '../behaviour.js';
import {
  activeInvestigators,
  clausesKnown,
  evidenceUsable,
  interestsDeclared,
  isInvestigator,
  levelHasBasis,
  noStaleEvidence,
  reasonGiven,
  twoInvestigators,
  twoSourceClasses,
} from '../checks.js';
import { meetClock, startClock } from '../clocks.js';
import { EXCULPATORY_ITEMS } from '../documents.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import { isBlank } from '../text.js';

type Submission = Given<'submit_finding', 'investigating'>;

/** The investigators' finding goes to a second person. */
export const submitFinding = behaviour({
  name: 'submit_finding',
  roles: ['officer'],
  stages: ['investigating'],
  decide: (given) => {
    const { act, data, facts, context } = given;
    return unless(
      [
        isInvestigator(given, act.by),
        twoInvestigators(given),
        interestsDeclared(given, activeInvestigators(facts)),
        reasonGiven(given, data.facts, 'the facts'),
        clausesKnown(given, data.clauses),
        evidenceUsable(given, data.evidence),
        restsOnEvidence(given),
        noStaleEvidence(given, data.evidence),
        voidsTheGrade(given),
        levelHasBasis(given, data.proposed, data.clauses),
        twoSourceClasses(given, data.proposed, data.evidence),
        exculpatoryConsidered(given),
      ],
      () => [
        fact('FindingSubmitted', { ...act, ...data }),
        ...meetClock(facts, act, 'investigation'),
        startClock(context, act, 'review', act.at),
      ],
    );
  },
});

const restsOnEvidence = ({ data, no }: Submission): Refusal | undefined =>
  data.established && data.evidence.length === 0
    ? no('ReasonMissing', 'an established violation rests on at least one item of evidence')
    : undefined;

const voidsTheGrade = ({ data, facts, no }: Submission): Refusal | undefined => {
  const { outcome } = data.proposed;
  if (data.established && facts.course.enrolled && outcome !== 'grade_void')
    return no(
      'ArticleRequiresGradeVoid',
      'an established violation of an enrolled student voids the grade',
    );
  if (data.established && outcome === 'not_established')
    return no('ArticleRequiresGradeVoid', 'what is established is not proposed as unestablished');
  return !data.established && outcome === 'grade_void'
    ? no('DecisionExceedsNotice', 'what is not established voids no grade')
    : undefined;
};

/** Above `grade_void` each innocent explanation was looked at, in words. */
const exculpatoryConsidered = ({ data, no }: Submission): Refusal | undefined => {
  if (data.proposed.level === undefined) return undefined;
  const missing = EXCULPATORY_ITEMS.find(
    (item) => !data.exculpatory.some((one) => one.item === item && !isBlank(one.considered)),
  );
  return missing === undefined
    ? undefined
    : no('ExculpatoryNotConsidered', `${missing} was not considered`);
};
