import type { Behaviour, CaseRole } from './behaviour.js';
import type { CommandName } from './commands.js';
import { isShort, type Family } from './family.js';
import { acknowledgeExecution } from './commands/acknowledge-execution.js';
import { addEvidence } from './commands/add-evidence.js';
import { addInvestigator } from './commands/add-investigator.js';
import { answerPoint } from './commands/answer-point.js';
import { approveFinding } from './commands/approve-finding.js';
import { attach } from './commands/attach.js';
import { awaitAnswer } from './commands/await.js';
import { answerCollege } from './compliance/answer-college.js';
import { concludeCompliance } from './compliance/conclude-compliance.js';
import { notifyCollege } from './compliance/notify-college.js';
import { updateFindings } from './compliance/update-findings.js';
import { claim } from './commands/claim.js';
import { confirm } from './commands/confirm.js';
import { consentDelivery } from './commands/consent-delivery.js';
import { convene } from './commands/convene.js';
import { decideAppeal } from './commands/decide-appeal.js';
import { decideProvincialAppeal } from './commands/decide-provincial-appeal.js';
import { decide } from './commands/decide.js';
import { declareInterest } from './commands/declare-interest.js';
import { dismiss } from './commands/dismiss.js';
import { excludeEvidence } from './commands/exclude-evidence.js';
import { extendDeadline } from './commands/extend-deadline.js';
import { fileAppeal } from './commands/file-appeal.js';
import { fileProvincialAppeal } from './commands/file-provincial-appeal.js';
import { fileStatement } from './commands/file-statement.js';
import { inviteObjection } from './commands/invite-objection.js';
import { issueNotice } from './commands/issue-notice.js';
import { liftSanction } from './commands/lift-sanction.js';
import { link } from './commands/link.js';
import { objectTo } from './commands/object.js';
import { openInvestigation } from './commands/open-investigation.js';
import { reaffirmEvidence } from './commands/reaffirm-evidence.js';
import { reassign } from './commands/reassign.js';
import { recordDelivery } from './commands/record-delivery.js';
import { recordLegalReview } from './commands/record-legal-review.js';
import { recordPresidentsMeeting } from './commands/record-presidents-meeting.js';
import { refer } from './commands/refer.js';
import { reopen } from './commands/reopen.js';
import { requestRecusal } from './commands/request-recusal.js';
import { resume } from './commands/resume.js';
import { returnFinding } from './commands/return-finding.js';
import { ruleRecusal } from './commands/rule-recusal.js';
import { stayExecution } from './commands/stay-execution.js';
import { submitFinding } from './commands/submit-finding.js';
import { suspend } from './commands/suspend.js';
import { vote } from './commands/vote.js';
import { waiveDefence } from './commands/waive-defence.js';
import { withdraw } from './commands/withdraw.js';
import { fireDeadline } from './machine/fire-deadline.js';
import { noteAcknowledgement } from './machine/note-acknowledgement.js';
import { noteCourse } from './machine/note-course.js';
import { noteLink } from './machine/note-link.js';
import { noteResult } from './machine/note-result.js';
import { updateSignals } from './machine/update-signals.js';

/** Commands that open the stream are decided apart. */
type Opening = 'flag' | 'open_compliance';

/** Every command but those that open the stream. A missing line is a compile error. */
const BEHAVIOURS: { readonly [Name in Exclude<CommandName, Opening>]: Behaviour<Name> } = {
  claim,
  reassign,
  dismiss,
  link,
  open_investigation: openInvestigation,
  add_investigator: addInvestigator,
  declare_interest: declareInterest,
  await: awaitAnswer,
  resume,
  attach,
  add_evidence: addEvidence,
  exclude_evidence: excludeEvidence,
  reaffirm_evidence: reaffirmEvidence,
  submit_finding: submitFinding,
  return_finding: returnFinding,
  approve_finding: approveFinding,
  issue_notice: issueNotice,
  record_delivery: recordDelivery,
  consent_delivery: consentDelivery,
  file_statement: fileStatement,
  waive_defence: waiveDefence,
  answer_point: answerPoint,
  request_recusal: requestRecusal,
  rule_recusal: ruleRecusal,
  record_legal_review: recordLegalReview,
  record_presidents_meeting: recordPresidentsMeeting,
  convene,
  vote,
  decide,
  file_appeal: fileAppeal,
  stay_execution: stayExecution,
  decide_appeal: decideAppeal,
  file_provincial_appeal: fileProvincialAppeal,
  decide_provincial_appeal: decideProvincialAppeal,
  lift_sanction: liftSanction,
  refer,
  acknowledge_execution: acknowledgeExecution,
  extend_deadline: extendDeadline,
  object: objectTo,
  confirm,
  withdraw,
  suspend,
  reopen,
  notify_college: notifyCollege,
  answer_college: answerCollege,
  conclude_compliance: concludeCompliance,
  update_findings: updateFindings,
  update_signals: updateSignals,
  note_course: noteCourse,
  note_link: noteLink,
  note_result: noteResult,
  fire_deadline: fireDeadline,
  note_acknowledgement: noteAcknowledgement,
};

/** Steps of the full path that the short one does not have. */
const FULL_PATH_ONLY: ReadonlySet<CommandName> = new Set(['open_investigation']);

const COMPLIANCE_ONLY: ReadonlySet<CommandName> = new Set<CommandName>([
  ...(['notify_college', 'answer_college', 'conclude_compliance', 'update_findings'] as const),
]);

/** All that a case about an offering knows: nothing that is done to or by a student. */
const COMPLIANCE: ReadonlySet<CommandName> = new Set<CommandName>([
  ...COMPLIANCE_ONLY,
  ...(['claim', 'reassign', 'dismiss', 'link', 'declare_interest', 'attach'] as const),
  ...(['add_evidence', 'exclude_evidence', 'extend_deadline', 'refer'] as const),
  ...(['suspend', 'resume', 'reopen', 'fire_deadline', 'note_course', 'note_link'] as const),
]);

/** Undefined for a step that the family's path does not have. */
export const behaviourOf = (
  name: Exclude<CommandName, Opening>,
  family: Family = 'violation',
): Behaviour | undefined => {
  if (family === 'course_compliance' ? !COMPLIANCE.has(name) : COMPLIANCE_ONLY.has(name))
    return undefined;
  if (isShort(family) && FULL_PATH_ONLY.has(name)) return undefined;
  const own = isShort(family) && name === 'issue_notice' ? inviteObjection : BEHAVIOURS[name];
  return own as unknown as Behaviour;
};

/** Whether the role may ever run the command; an officer may stand in for a student with a paper. */
export const mayEverRun = (role: string, name: CommandName, onBehalf: boolean): boolean => {
  if (name === 'flag') return role === 'system';
  if (name === 'open_compliance') return role === 'system' || role === 'officer';
  const { roles } = BEHAVIOURS[name];
  if ((roles as readonly CaseRole[]).includes(role as CaseRole)) return true;
  return onBehalf && role === 'officer' && roles.includes('student');
};
