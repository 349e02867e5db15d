import { votesHidden } from '../../../libs/case-file/disclosure/deliberation.js';
import { withoutDeliveryNotes } from '../../../libs/case-file/disclosure/deliveries.js';
import { without } from '../shared/without.js';

/** Events that a student reads in the history of the own case: what was said to or by them. */
export const STUDENTS_EVENTS: ReadonlySet<string> = new Set([
  'NoticeIssued',
  'DeliveryRecorded',
  'DeliveryConsentRecorded',
  'StatementFiled',
  'DefenceWaived',
  'DefenceLapsed',
  'PointAnswered',
  'CommitteeConvened',
  'CaseDecided',
  'ObjectionInvited',
  'ObjectionFiled',
  'CaseConfirmed',
  'AppealFiled',
  'ExecutionStayRuled',
  'AppealDecided',
  'CaseFinal',
  'ProvincialAppealFiled',
  'ProvincialAppealDecided',
  'CaseExecuted',
  'SanctionStarted',
  'LiftingDecided',
  'FileEntryWithdrawn',
  'CaseArchived',
  'CaseWithdrawn',
  'CaseDismissed',
  'CaseSuspended',
  'CaseResumed',
]);

/** What of a case's view a student does not get: the machine's weights, and the panel's inner life. */
const HIDDEN = [
  'score',
  'threshold',
  'signals',
  'attention',
  'people',
  'links',
  'policyVersion',
  'referrals',
];
const HIDDEN_IN_STAGE = ['finding', 'votes', 'asked'];

/** `attachments` holds the ids of those within the student's reach. */
export const forStudent = (
  view: Record<string, unknown>,
  attachments: ReadonlySet<string>,
): Record<string, unknown> => ({
  ...(saidToStudent(without(view, ...HIDDEN)) as Record<string, unknown>),
  attachments: (view['attachments'] as readonly { readonly id: string }[]).filter(({ id }) =>
    attachments.has(id),
  ),
  stage: saidToStudent(stageForStudent(view['stage'] as Record<string, unknown>)),
});

/** Without what lies in it beside: how each member voted and why, and what was noted about a delivery. */
export const saidToStudent = (value: unknown): unknown => votesHidden(withoutDeliveryNotes(value));

/** Also of the stage that a suspended or appealed case goes back to. */
const stageForStudent = (stage: Record<string, unknown>): Record<string, unknown> => {
  const shown = without(stage, ...HIDDEN_IN_STAGE);
  const { resumes } = stage;
  return resumes === undefined
    ? shown
    : { ...shown, resumes: stageForStudent(resumes as Record<string, unknown>) };
};
