import type { CaseEvent, CaseEventType } from '../../libs/cases/events.js';
import type { OfferingFinding } from '../../libs/cases/compliance/offering-finding.js';
import { last, ofType, since, type Rule } from './history.js';

/** All that may ever be recorded of a case about an offering: nothing done to or by a student. */
const MAY_HAPPEN: readonly CaseEventType[] = [
  ...(['CaseFlagged', 'FlagWithdrawn', 'FlagRestored', 'FindingsChanged', 'CourseNoted'] as const),
  ...(['CaseClaimed', 'CaseReassigned', 'CaseDismissed', 'CasesLinked', 'CaseLinkNoted'] as const),
  ...(['InterestDeclared', 'AttachmentAdded', 'EvidenceAdded', 'EvidenceExcluded'] as const),
  ...(['CollegeNotified', 'CollegeAnswered', 'CollegeSilent', 'ComplianceConcluded'] as const),
  ...(['CaseReferred', 'CaseSuspended', 'CaseResumed', 'CaseReopened'] as const),
  ...(['DeadlineStarted', 'DeadlineMet', 'DeadlineLapsed', 'DeadlinePaused'] as const),
  ...(['DeadlineResumed', 'DeadlineExtended', 'DeadlineReminded', 'DeadlineOverdue'] as const),
  'DeadlineEscalated',
];

const aboutAnOffering = (before: readonly CaseEvent[], event: CaseEvent): boolean => {
  const opened = last([...before, event], 'CaseFlagged');
  return opened?.data.violation === 'course_compliance';
};

/** What is on file about the offering after these events. */
const standing = (events: readonly CaseEvent[]): readonly OfferingFinding[] =>
  last(events, 'FindingsChanged')?.data.findings ??
  last(events, 'CaseFlagged')?.data.findings ??
  [];

const teachersIn = (events: readonly CaseEvent[]): readonly (string | undefined)[] => {
  const { course } = last(events, 'CourseNoted')?.data ?? last(events, 'CaseFlagged')?.data ?? {};
  return [course?.owner, ...(course?.teachers ?? [])];
};

export const COMPLIANCE_RULES: readonly Rule[] = [
  (before, event) =>
    aboutAnOffering(before, event) && !MAY_HAPPEN.includes(event.type)
      ? 'is no step of a case about an offering'
      : undefined,
  (before, event) =>
    event.type === 'CaseFlagged' &&
    aboutAnOffering(before, event) &&
    (event.data.student !== undefined || event.data.signals.length > 0)
      ? 'knows a student'
      : undefined,
  (before, event) =>
    event.type === 'EvidenceAdded' &&
    aboutAnOffering(before, event) &&
    (event.data.events.length > 0 || event.data.shared !== undefined)
      ? "holds a student's records"
      : undefined,
  (before, event) =>
    event.type === 'CaseDismissed' &&
    aboutAnOffering(before, event) &&
    ofType(before, 'ComplianceConcluded').length > 0 &&
    standing(before).length > 0
      ? 'an officer alone set a conclusion aside'
      : undefined,
  (before, event) => {
    if (event.type !== 'CollegeAnswered') return undefined;
    const notice = last(since(before, 'CaseReopened'), 'CollegeNotified');
    if (notice === undefined) return 'an answer to no notice';
    return notice.data.by === event.data.by
      ? 'the college was spoken for by its notifier'
      : undefined;
  },
  (before, event) => {
    if (event.type !== 'ComplianceConcluded') return undefined;
    const { by, outcome } = event.data;
    const round = since(before, 'CaseReopened');
    const notice = last(round, 'CollegeNotified');
    if (notice === undefined) return 'concluded without a notice';
    const heard = since(before, 'CollegeNotified').some(
      ({ type }) => type === 'CollegeAnswered' || type === 'CollegeSilent',
    );
    if (!heard) return 'concluded before the college was heard or its time was over';
    const answered = ofType(round, 'CollegeAnswered').map(({ data }) => data.by);
    if ([notice.data.by, ...answered, ...teachersIn(before)].includes(by))
      return 'concluded by a party';
    const codes = standing(before).map(({ code }) => code);
    const stands = notice.data.findings.some(({ code }) => codes.includes(code));
    return stands === (outcome === 'remedied') ? `not ${outcome} by the roster` : undefined;
  },
];
