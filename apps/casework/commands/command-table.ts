import type { PeopleCommandName } from '../../../libs/cases/commands.js';
import { COMPLIANCE_OUTCOMES } from '../../../libs/cases/compliance/commands.js';
import { DEADLINE_NAMES } from '../../../libs/cases/deadline.js';
import {
  APPEAL_GROUNDS,
  DELIVERY_METHODS,
  EXCULPATORY_ITEMS,
  PROVINCIAL_RESULTS,
  RIGHTS,
} from '../../../libs/cases/documents.js';
import { SOURCE_CLASSES } from '../../../libs/cases/evidence.js';
import { OUTCOME_KINDS, SHORT_OUTCOMES } from '../../../libs/cases/outcome-kind.js';
import type { Role } from '../../../libs/platform/principal.js';
import { DISCIPLINE_LEVELS } from '../../../libs/regulation/discipline-level.js';
import {
  date,
  different,
  flag,
  id,
  instant,
  list,
  object,
  oneOf,
  text,
  whole,
  type Schema,
} from './schema-words.js';

export interface CommandSpec {
  /** Who may ever run it; a student's command may be run by an officer from a paper. */
  readonly roles: readonly Role[];
  readonly payload: Schema;
}

/** What a notice of the short path proposes. */
const RESULTS = SHORT_OUTCOMES.filter((outcome) => outcome !== 'none');
const kind = oneOf(...OUTCOME_KINDS);
const level = oneOf(...DISCIPLINE_LEVELS);
const clauses = list(id);
const ground = oneOf(...APPEAL_GROUNDS);
const event = object({ source: id, id: { ...id, maxLength: 1024 } });
const day = whole(1, 366);

const spec = (roles: readonly Role[], members: Readonly<Record<string, Schema>> = {}) => ({
  roles,
  payload: object(members),
});

/** Commands of the published API. `attach` comes in as an upload instead. */
export type PostedCommand = Exclude<PeopleCommandName, 'attach'>;

export const COMMANDS: Readonly<Record<PostedCommand, CommandSpec>> = {
  claim: spec(['officer']),
  reassign: spec(['officer'], { person: id, reason: text }),
  dismiss: spec(['officer'], {
    reason: oneOf('false_positive', 'insufficient', 'duplicate', 'vendor_error', 'out_of_scope'),
  }),
  link: spec(['officer'], { cases: list(id, 1), reason: text }),
  open_investigation: spec(['officer'], { 'investigators?': list(id) }),
  add_investigator: spec(['officer'], { person: id }),
  declare_interest: spec(['officer', 'reviewer', 'committee', 'appeals', 'legal', 'teacher'], {
    conflict: flag,
    'relation?': text,
  }),
  await: spec(['officer'], {
    on: oneOf('vendor', 'student'),
    question: text,
    'until?': date,
    'hold?': flag,
  }),
  resume: spec(['officer']),
  add_evidence: spec(['officer'], {
    sourceClass: oneOf(...SOURCE_CLASSES),
    title: text,
    'text?': text,
    'events?': list(event),
    'signals?': list(id),
    'attachment?': id,
    bearing: oneOf('inculpatory', 'exculpatory', 'neutral'),
    'shared?': object({ case: id, evidence: id }),
  }),
  exclude_evidence: spec(['officer', 'reviewer', 'committee'], { evidence: id, reason: text }),
  reaffirm_evidence: spec(['officer'], { evidence: id, reason: text }),
  submit_finding: spec(['officer'], {
    established: flag,
    part: oneOf('participant', 'organiser'),
    facts: text,
    clauses,
    evidence: list(id),
    exculpatory: list(object({ item: oneOf(...EXCULPATORY_ITEMS), considered: text })),
    proposed: object({ outcome: kind, 'level?': level }),
  }),
  return_finding: spec(['reviewer'], { reason: text }),
  approve_finding: spec(['reviewer']),
  issue_notice: spec(['officer'], {
    facts: text,
    clauses,
    evidence: list(id),
    proposed: object({ outcome: oneOf(...OUTCOME_KINDS, ...RESULTS), 'maxLevel?': level }),
    rights: list(oneOf(...RIGHTS)),
    'defenceDays?': whole(0, 366),
  }),
  record_delivery: spec(['officer'], {
    document: oneOf('notice', 'decision', 'appeal_decision', 'lifting'),
    method: oneOf(...DELIVERY_METHODS),
    delivered: flag,
    deliveredAt: instant,
    'whyNotFormer?': text,
    'limitNamed?': flag,
    proof: object({ 'attachment?': id, 'text?': text, 'witnesses?': different(text) }),
  }),
  consent_delivery: spec(['student'], { given: flag, 'address?': text, 'attachment?': id }),
  file_statement: spec(['student'], {
    points: list(text),
    'final?': flag,
    'attachments?': list(id),
  }),
  waive_defence: spec(['student'], { 'attachment?': id }),
  answer_point: spec(['officer', 'committee'], {
    point: whole(1, 1000),
    answer: text,
    'evidence?': list(id),
  }),
  request_recusal: spec(['student'], { person: id, reason: text }),
  rule_recusal: spec(['committee', 'appeals'], { person: id, granted: flag, reason: text }),
  record_legal_review: spec(['legal'], { passed: flag, opinion: text, 'attachment?': id }),
  record_presidents_meeting: spec(['committee'], {
    heldAt: instant,
    resolution: text,
    attachment: id,
  }),
  convene: spec(['committee'], {
    members: list(id),
    chair: id,
    'secretary?': id,
    meetingAt: instant,
  }),
  vote: spec(['committee'], { outcome: kind, 'level?': level, 'reason?': text }),
  decide: spec(['committee'], {
    outcome: kind,
    'level?': level,
    'periodMonths?': whole(6, 12),
    facts: text,
    clauses,
    evidence: list(id),
    'answers?': list(object({ point: whole(1, 1000), answer: text })),
  }),
  file_appeal: spec(['student'], {
    grounds: list(ground, 1),
    text,
    'attachments?': list(id),
    'receivedAt?': instant,
  }),
  stay_execution: spec(['appeals'], { stay: flag, reason: text }),
  decide_appeal: spec(['appeals'], {
    result: oneOf('upheld', 'remitted'),
    'recommend?': oneOf('revoke', 'change'),
    grounds: list(ground),
    reasons: text,
    members: list(id),
  }),
  file_provincial_appeal: spec(['student'], { filedAt: instant, 'attachment?': id }),
  decide_provincial_appeal: spec(['appeals'], {
    result: oneOf(...PROVINCIAL_RESULTS),
    ground: text,
    receivedAt: instant,
    attachment: id,
  }),
  lift_sanction: spec(['committee'], { lifted: flag, reason: text, 'attachment?': id }),
  refer: spec(['officer'], { authority: text, reason: text, 'attachment?': id }),
  acknowledge_execution: spec(['registrar'], { fileReference: id, 'at?': instant }),
  extend_deadline: spec(['reviewer', 'appeals'], {
    deadline: oneOf(...DEADLINE_NAMES),
    days: day,
    unit: oneOf('calendar', 'working'),
    reason: text,
    approvedBy: id,
  }),
  object: spec(['student'], { text, 'attachments?': list(id) }),
  confirm: spec(['reviewer', 'teacher'], {
    outcome: oneOf(...SHORT_OUTCOMES),
    facts: text,
    'answer?': text,
  }),
  withdraw: spec(['officer'], { reason: text, reference: text }),
  suspend: spec(['officer'], { reason: text, 'until?': date }),
  notify_college: spec(['officer'], { facts: text, findings: list(id, 1), 'answerDays?': day }),
  answer_college: spec(['officer', 'teacher'], {
    remedied: flag,
    text,
    'attachments?': list(id),
  }),
  conclude_compliance: spec(['reviewer'], { outcome: oneOf(...COMPLIANCE_OUTCOMES), facts: text }),
  reopen: spec(['officer'], { evidence: list(id, 1), reason: text }),
};

export const isPosted = (name: string): name is PostedCommand => Object.hasOwn(COMMANDS, name);

/** A command that belongs to the student: an officer runs it only from a paper. */
export const isStudents = (name: PostedCommand): boolean =>
  COMMANDS[name].roles.includes('student');
