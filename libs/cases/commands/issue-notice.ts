import { refuse } from '../../event-sourcing/decider.js';
import { LEGAL_FLOOR } from '../../regulation/limits.js';
import type { ClauseKind } from '../../regulation/clauses.js';
import { behaviour, unless, type Given } from '../behaviour.js';
import {
  clausesWithoutItem,
  evidenceUsable,
  gradeVoidIfEstablished,
  levelHasBasis,
  noStaleEvidence,
  twoSourceClasses,
} from '../checks.js';
import { meetClock } from '../clocks.js';
import { hasContent } from '../evidence.js';
import { fact } from '../events.js';
import { exceeds, isOutcomeKind, type Sanction } from '../outcome-kind.js';
import type { Refusal } from '../refusals.js';
import type { Notice, Status } from '../stage.js';
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
    const { outcome, maxLevel: level } = data.proposed;
    if (!isOutcomeKind(outcome))
      return refuse(given.no('NoticeIncomplete', `${outcome} is not for a violation of art. 24`));
    const proposed = { outcome, ...(level && { level }) };
    return unless(
      [
        approved(given),
        seenByTheReviewer(given),
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
          proposed: { ...data.proposed, outcome },
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

/** What entered after the approval nobody but the officers has looked at. */
const seenByTheReviewer = ({ data, facts, stage, no }: Issue): Refusal | undefined => {
  if (stage.status !== 'finding_review') return undefined;
  const approvedAt = facts.deeds
    .filter(({ act }) => act === 'FindingApproved')
    .reduce((latest, { lastAt }) => Math.max(latest, lastAt), -Infinity);
  const late = facts.evidence.find(
    ({ id, bearing, at }) =>
      data.evidence.includes(id) && bearing === 'inculpatory' && at > approvedAt,
  );
  return late
    ? no(
        'NoticeIncomplete',
        `${late.id} came after the finding was approved: have it reviewed first`,
      )
    : undefined;
};

const complete = (given: Issue): Refusal | undefined => {
  const { data, no } = given;
  const lacking = lackingIn(given, 'integrity');
  if (data.proposed.outcome === 'not_established') lacking.push('a proposed outcome');
  return lacking.length === 0
    ? undefined
    : no('NoticeIncomplete', `the notice must name ${lacking.join('; ')}`);
};

/** What every notice names; `broken` is the kind of clause that one of its clauses must be. */
export const lackingIn = (
  { data, facts, context }: Pick<Given<'issue_notice', Status>, 'data' | 'facts' | 'context'>,
  broken: ClauseKind,
): string[] => {
  const kinds = data.clauses.map((clause) => context.clauses.kindOf(clause));
  const hashed = facts.evidence.some(
    (item) =>
      data.evidence.includes(item.id) &&
      hasContent(item) &&
      item.copy.sha256 !== '' &&
      item.copy.size > 0,
  );
  return [
    isBlank(data.facts) && 'the facts',
    !kinds.includes(broken) && 'the clause that was broken',
    kinds.includes(undefined) && 'clauses of the regulation in force only',
    ...clausesWithoutItem(context, data.clauses).map((clause) => `the item of ${clause}`),
    !hashed && 'at least one hashed item of evidence',
    !(data.rights.includes('statement') && data.rights.includes('defence')) &&
      'the rights to state and to defend',
  ].filter((part) => part !== false);
};

/** What the second person did not approve is not proposed. */
const withinFinding = ({ stage, no }: Issue, proposed: Sanction): Refusal | undefined =>
  exceeds(proposed, stage.finding.proposed)
    ? no('NoticeIncomplete', 'the notice goes beyond the approved finding')
    : undefined;

export const enoughDays = ({
  data,
  no,
}: Pick<Given<'issue_notice', Status>, 'data' | 'no'>): Refusal | undefined =>
  (data.defenceDays ?? LEGAL_FLOOR.defenceDays) < LEGAL_FLOOR.defenceDays
    ? no('DeadlineFloor', `a defence takes at least ${LEGAL_FLOOR.defenceDays} working days`)
    : undefined;
