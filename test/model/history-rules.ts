import type { CaseEvent, CaseEventOf, CaseEventType } from '../../libs/cases/events.js';
import { last, ofType, since, type Rule } from './history.js';
import { COMPLIANCE_RULES } from './offering-rules.js';
import { DISCIPLINE_LEVELS } from '../../libs/regulation/discipline-level.js';

/** Throws what of the law a recorded history breaks, whatever led to it: it reads the facts alone. */
export const historyIsLawful = (events: readonly CaseEvent[]): void => {
  for (const [index, event] of events.entries())
    for (const rule of RULES) {
      const wrong = rule(events.slice(0, index), event);
      if (wrong !== undefined) throw new Error(`event ${index + 1}, ${event.type}: ${wrong}`);
    }
};

const severity = (level: string | undefined): number =>
  level === undefined ? 0 : (DISCIPLINE_LEVELS as readonly string[]).indexOf(level) + 1;
const KINDS = ['not_established', 'education_only', 'grade_void'];

const investigatorsIn = (events: readonly CaseEvent[]): readonly string[] => [
  ...ofType(events, 'InvestigationOpened').flatMap(({ data }) => [data.by, ...data.investigators]),
  ...ofType(events, 'InvestigatorAdded').map(({ data }) => data.person),
];

const MACHINE_MAY: readonly CaseEventType[] = [
  ...(['CaseFlagged', 'FlagWithdrawn', 'FlagRestored', 'SignalsChanged', 'CourseNoted'] as const),
  ...([
    'CaseLinkNoted',
    'OtherResultNoted',
    'DefenceLapsed',
    'CaseFinal',
    'OutcomeAcknowledged',
    'CaseExecuted',
  ] as const),
  ...(['SanctionStarted', 'DeadlineStarted', 'DeadlineMet', 'DeadlineLapsed'] as const),
  ...(['AwaitExpired', 'DeadlineOverdue', 'DeadlineReminded', 'DeadlineEscalated'] as const),
  ...(['FindingsChanged', 'CollegeSilent'] as const),
];

const RULES: readonly Rule[] = [
  ...COMPLIANCE_RULES,
  /** PIPL 24: the machine flags, and lets clocks run. */
  (_, { type, data }) =>
    data.by === 'casework' && !MACHINE_MAY.includes(type) ? 'is no act of a machine' : undefined,
  /** Once claimed, no machine takes the flag back. */
  (before, { type }) =>
    (type === 'FlagWithdrawn' || type === 'FlagRestored') &&
    ofType(before, 'CaseClaimed').length > 0
      ? 'the case is a person’s'
      : undefined,
  (before, event) =>
    event.type === 'FindingApproved' && investigatorsIn(before).includes(event.data.by)
      ? 'the reviewer investigated'
      : undefined,
  (before, event) =>
    event.type === 'FindingSubmitted' && new Set(investigatorsIn(before)).size < 2
      ? 'found by one'
      : undefined,
  (before, { type }) =>
    type === 'NoticeIssued' && ofType(before, 'FindingApproved').length === 0
      ? 'nobody approved the finding'
      : undefined,
  (before, event) =>
    event.type === 'CaseDecided' ? decisionBreaks(before, event.data) : undefined,
  (before, event) => {
    if (event.type !== 'CaseConfirmed') return undefined;
    const notice = last(before, 'ObjectionInvited')?.data;
    if (notice === undefined) return 'no notice';
    if (notice.by === event.data.by) return 'the issuer confirmed';
    const outcome = event.data.outcome;
    return outcome !== 'none' && outcome !== notice.proposed.outcome
      ? 'beyond the notice'
      : undefined;
  },
  (before, event) => {
    if (event.type !== 'AppealDecided') return undefined;
    const acted = ofType(before, 'VoteCast').map(({ data }) => data.member);
    const out = [
      ...investigatorsIn(before),
      ...acted,
      ...ofType(before, 'NoticeIssued').map(({ data }) => data.by),
    ];
    const panel = [event.data.by, ...event.data.members];
    return panel.some((person) => out.includes(person)) ? 'a member took part before' : undefined;
  },
  (before, { type }) => {
    if (type !== 'AppealFiled') return undefined;
    const appeals = since(before, 'CaseDecided', 'CaseConfirmed');
    return ofType(appeals, 'AppealFiled').length > 0
      ? 'a second appeal on one decision'
      : undefined;
  },
  (before, { type }) => {
    const served = last(before, 'DeliveryRecorded');
    const decided = before.some(
      (one) => one.type === 'CaseDecided' || one.type === 'CaseConfirmed',
    );
    return type === 'CaseFinal' && !(decided && served)
      ? 'final without a served decision'
      : undefined;
  },
  /** Order 41 art. 57: only a level with a period runs. */
  (before, event) => {
    if (event.type !== 'SanctionStarted') return undefined;
    const { level, periodMonths } = last(before, 'CaseDecided')?.data ?? {};
    return level !== event.data.level ||
      periodMonths !== event.data.periodMonths ||
      level === 'expulsion'
      ? 'not the sanction that was decided'
      : undefined;
  },
];

const decisionBreaks = (
  before: readonly CaseEvent[],
  decided: CaseEventOf<'CaseDecided'>['data'],
): string | undefined => {
  const notice = last(before, 'NoticeIssued')?.data;
  if (notice === undefined) return 'no notice';
  const heard = since(before, 'NoticeIssued');
  const served = ofType(heard, 'DeliveryRecorded').some(
    ({ data }) => data.document === 'notice' && data.delivered,
  );
  if (!served) return 'the notice was not served';
  const closed = heard.some(
    ({ type, data }) =>
      type === 'DefenceLapsed' ||
      type === 'DefenceWaived' ||
      (type === 'StatementFiled' && 'final' in data && data.final),
  );
  if (!closed) return 'the defence was not closed';
  const { outcome: most, maxLevel } = notice.proposed;
  if (
    KINDS.indexOf(decided.outcome) > KINDS.indexOf(most) ||
    severity(decided.level) > severity(maxLevel)
  )
    return 'beyond the notice';
  const committee = last(before, 'CommitteeConvened')?.data;
  if (committee === undefined) return 'no committee';
  const { members, chair } = committee;
  if (members.length < 3 || members.length % 2 === 0)
    return 'a committee of an even number, or of two';
  if (chair !== decided.by) return 'not by the chair';
  if (members.some((member) => investigatorsIn(before).includes(member)))
    return 'a member investigated';
  const { votes } = decided;
  if (votes.length * 3 < members.length * 2) return 'no quorum';
  const agreeing = votes.filter(
    (vote) => vote.outcome === decided.outcome && vote.level === decided.level,
  );
  if (agreeing.length * 2 <= votes.length) return 'no majority';
  return pointUnanswered(before) ?? expulsionBreaks(before, decided);
};

/** Since the finding that led here; a new investigation hears the student anew. */
const pointUnanswered = (before: readonly CaseEvent[]): string | undefined => {
  const hearing = since(before, 'FindingApproved');
  const points = ofType(hearing, 'StatementFiled').reduce(
    (sum, { data }) => sum + data.points.length,
    0,
  );
  const answered = new Set(ofType(hearing, 'PointAnswered').map(({ data }) => data.point));
  return Array.from({ length: points }, (_, index) => index + 1).every((point) =>
    answered.has(point),
  )
    ? undefined
    : 'a point of the defence has no answer';
};

const expulsionBreaks = (
  before: readonly CaseEvent[],
  { level }: CaseEventOf<'CaseDecided'>['data'],
): string | undefined => {
  if (level !== 'expulsion') return undefined;
  const asked = since(before, 'NoticeIssued');
  if (last(asked, 'LegalReviewRecorded')?.data.passed !== true) return 'no legal review passed';
  if (ofType(asked, 'PresidentsMeetingRecorded').length === 0) return "no presidents' meeting";
  const [flag] = ofType(before, 'CaseFlagged');
  return flag?.data.violation === 'course_brushing' ? 'expelled for course brushing' : undefined;
};
