import { LEGAL_FLOOR } from '../../regulation/limits.js';
import { behaviour, unless, type Given } from '../behaviour.js';
import {
  evidenceUsable,
  gradeVoidIfEstablished,
  levelHasBasis,
  noStaleEvidence,
  twoSourceClasses,
} from '../checks.js';
import { meetClock } from '../clocks.js';
import { fact } from '../events.js';
import { exceeds, type Sanction } from '../outcome-kind.js';
import type { Refusal } from '../refusals.js';
import type { Notice } from '../stage.js';
import { isBlank } from '../text.js';

const STAGES = [
  'finding_review',
  'notice_issued',
  'defence_open',
  'defence_closed',
  'deliberation',
  'remitted',
] as const;

type Issue = Given<'issue_notice', (typeof STAGES)[number]>;

/** What a notice proposes, as one sanction: the most that the decision may be. */
export const proposedIn = ({ proposed }: Pick<Notice, 'proposed'>): Sanction => ({
  outcome: proposed.outcome,
  ...(proposed.maxLevel && { level: proposed.maxLevel }),
});

/** Order 41 art. 55: the student learns facts, reasons, grounds, the proposal and their rights. */
export const issueNotice = behaviour({
  name: 'issue_notice',
  roles: ['officer'],
  stages: STAGES,
  decide: (given) => {
    const { act, data, facts, stage, context } = given;
    const proposed = proposedIn(data);
    return unless(
      [
        approved(given),
        complete(given),
        evidenceUsable(given, data.evidence),
        noStaleEvidence(given, data.evidence),
        gradeVoidIfEstablished(given, proposed, data.clauses),
        levelHasBasis(given, proposed, data.clauses),
        withinFinding(given, proposed),
        twoSourceClasses(given, proposed, data.evidence),
        enoughDays(given),
      ],
      () => [
        fact('NoticeIssued', {
          ...act,
          ...data,
          notice: 'notice' in stage ? stage.notice.notice + 1 : 1,
          defenceDays: data.defenceDays ?? context.limits.defenceDays,
        }),
        ...meetClock(facts, act, 'defence'),
      ],
    );
  },
});

const approved = ({ stage, no }: Issue): Refusal | undefined =>
  stage.status === 'finding_review' && stage.review === 'pending'
    ? no('WrongState', 'the finding has not been approved by a second person')
    : undefined;

const complete = ({ data, facts, context, no }: Issue): Refusal | undefined => {
  const kinds = data.clauses.map((clause) => context.clauses.kindOf(clause));
  const hashed = facts.evidence.some(
    ({ id, copy }) => data.evidence.includes(id) && copy.sha256 !== '' && copy.size > 0,
  );
  const lacking = [
    isBlank(data.facts) && 'the facts',
    !kinds.includes('integrity') && 'the clause that was broken',
    kinds.includes(undefined) && 'clauses of the regulation in force only',
    !hashed && 'at least one hashed item of evidence',
    data.proposed.outcome === 'not_established' && 'a proposed outcome',
    !(data.rights.includes('statement') && data.rights.includes('defence')) &&
      'the rights to state and to defend',
  ].filter((part) => part !== false);
  return lacking.length === 0
    ? undefined
    : no('NoticeIncomplete', `the notice must name ${lacking.join('; ')}`);
};

/** What the second person did not approve is not proposed. */
const withinFinding = ({ stage, no }: Issue, proposed: Sanction): Refusal | undefined =>
  exceeds(proposed, stage.finding.proposed)
    ? no('NoticeIncomplete', 'the notice goes beyond the approved finding')
    : undefined;

const enoughDays = ({ data, no }: Issue): Refusal | undefined =>
  (data.defenceDays ?? LEGAL_FLOOR.defenceDays) < LEGAL_FLOOR.defenceDays
    ? no('DeadlineFloor', `a defence takes at least ${LEGAL_FLOOR.defenceDays} working days`)
    : undefined;
