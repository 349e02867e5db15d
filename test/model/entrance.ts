import type { Modelled, ModelledName } from './modelled.js';
import type { Place, Reference } from './reference.js';

const OPEN: readonly Place[] = [
  ...([
    'triage',
    'investigating',
    'awaiting_vendor',
    'awaiting_student',
    'finding_review',
  ] as const),
  ...(['notice_issued', 'defence_open', 'defence_closed', 'deliberation', 'decided'] as const),
  ...(['appeal_open', 'appealed', 'upheld', 'remitted', 'provincial_appeal'] as const),
  ...(['college_notified', 'college_answered'] as const),
];
const AT_WORK: readonly Place[] = [...OPEN, 'suspended'];
export const CLOSED: readonly Place[] = [
  ...(['dismissed', 'withdrawn', 'final', 'executed', 'revoked', 'lifted', 'archived'] as const),
  ...(['remedied', 'persisted'] as const),
];
const REOPENABLE: readonly Place[] = [...CLOSED, 'sanction_running'];
const CLAIMED: readonly Place[] = [...AT_WORK, ...REOPENABLE];
const EVERYWHERE: readonly Place[] = ['flagged', 'gone', ...CLAIMED];

/** Null where the path does not know the step at all, whoever asks. */
type Where = readonly Place[] | null;
type Rule = readonly [roles: string, violation: Where, short: Where, offering: Where];
const all = (roles: string, places: readonly Place[]): Rule => [roles, places, places, places];
const both = (roles: string, places: readonly Place[]): Rule => [roles, places, places, null];
const full = (roles: string, ...places: readonly Place[]): Rule => [roles, places, [], null];
const ofCollege = (roles: string, places: readonly Place[]): Rule => [roles, null, null, places];

/** Command, who may ever run it; where on the full path, on the short one, in a case about an offering. */
export const TABLE: Readonly<Record<ModelledName, Rule>> = {
  claim: all('officer', ['flagged']),
  reassign: all('officer', AT_WORK),
  dismiss: all('officer', ['triage', 'investigating']),
  link: all('officer', ['flagged', ...CLAIMED]),
  // The one step that the short path does not know at all.
  open_investigation: ['officer', ['triage'], null, null],
  add_investigator: full('officer', 'investigating', 'awaiting_vendor', 'awaiting_student'),
  declare_interest: all('officer reviewer committee appeals legal teacher', CLAIMED),
  await: full('officer', 'investigating'),
  resume: all('officer', ['awaiting_vendor', 'awaiting_student', 'suspended']),
  attach: all('officer reviewer committee appeals legal student', CLAIMED),
  add_evidence: all('officer', CLAIMED),
  exclude_evidence: all('officer reviewer committee', AT_WORK),
  reaffirm_evidence: both('officer', AT_WORK),
  submit_finding: full('officer', 'investigating'),
  return_finding: full('reviewer', 'finding_review'),
  approve_finding: full('reviewer', 'finding_review'),
  issue_notice: [
    'officer',
    [
      'finding_review',
      'notice_issued',
      'defence_open',
      'defence_closed',
      'deliberation',
      'remitted',
    ],
    ['triage', 'notice_issued', 'defence_open', 'defence_closed'],
    null,
  ],
  record_delivery: [
    'officer',
    ['notice_issued', 'decided', 'upheld', 'remitted', 'lifted'],
    ['notice_issued', 'decided', 'upheld', 'remitted'],
    null,
  ],
  consent_delivery: both('student', CLAIMED),
  file_statement: full('student', 'defence_open', 'defence_closed'),
  waive_defence: full('student', 'defence_open'),
  answer_point: full(
    'officer committee',
    'defence_open',
    'defence_closed',
    'deliberation',
    'remitted',
  ),
  request_recusal: [
    'student',
    ['notice_issued', 'defence_open', 'defence_closed', 'deliberation', 'appealed', 'remitted'],
    ['appealed'],
    null,
  ],
  rule_recusal: ['committee appeals', ['deliberation', 'appealed'], ['appealed'], null],
  record_legal_review: full('legal', 'defence_closed', 'deliberation', 'remitted'),
  record_presidents_meeting: full('committee', 'defence_closed', 'deliberation'),
  convene: full('committee', 'defence_closed', 'deliberation', 'remitted'),
  vote: full('committee', 'deliberation'),
  decide: full('committee', 'deliberation'),
  file_appeal: both('student', ['appeal_open', 'final']),
  stay_execution: both('appeals', ['appealed', 'upheld', 'remitted']),
  decide_appeal: both('appeals', ['appealed']),
  file_provincial_appeal: full('student', 'upheld', 'final', 'executed', 'sanction_running'),
  decide_provincial_appeal: full('appeals', 'provincial_appeal'),
  acknowledge_execution: both('registrar', CLAIMED),
  lift_sanction: full('committee', 'sanction_running'),
  refer: all('officer', CLAIMED),
  extend_deadline: all('reviewer appeals', ['flagged', ...OPEN]),
  object: ['student', [], ['defence_open', 'defence_closed'], null],
  confirm: ['reviewer teacher', [], ['defence_closed', 'remitted'], null],
  withdraw: both('officer', ['flagged', ...AT_WORK]),
  suspend: all('officer', OPEN),
  reopen: all('officer', REOPENABLE),
  open_compliance: all('officer system', EVERYWHERE),
  update_findings: ofCollege('system', EVERYWHERE),
  notify_college: ofCollege('officer', ['triage', 'college_notified', 'college_answered']),
  answer_college: ofCollege('officer teacher', ['college_notified', 'college_answered']),
  conclude_compliance: ofCollege('reviewer', ['college_answered']),
  update_signals: both('system', EVERYWHERE),
  note_course: all('system', EVERYWHERE),
  note_link: all('system', EVERYWHERE),
  note_result: both('system', CLAIMED),
  fire_deadline: all('system', EVERYWHERE),
  note_acknowledgement: both('system registrar', CLAIMED),
};

/** Papers that came in time and were recorded late check their times themselves. */
const OWN_TIMES: readonly string[] = [
  'consent_delivery',
  'file_statement',
  'object',
  'file_appeal',
  'file_provincial_appeal',
];

/** What the entrance answers with: one of these guards, or nothing. */
export const refusedAtTheDoor = (m: Reference, c: Modelled): readonly string[] => {
  const places = placesOf(m, c.type);
  if (places === null) return ['WrongState'];
  const mine = TABLE[c.type][0].split(' ');
  const { role, person } = c.actor;
  // It opens the stream, and asks no more of the caller than the role.
  if (c.type === 'open_compliance') return mine.includes(role) ? [] : ['RoleMayNotRun'];
  if (!mine.includes(role)) {
    if (role === 'system') return ['MachineMayOnlyFlag'];
    if (!(mine.includes('student') && role === 'officer' && c.onBehalf)) return ['RoleMayNotRun'];
  }
  if (c.onBehalf) {
    if (!mine.includes('student') || c.onBehalf.student !== m.student) return ['PersonHasNoPart'];
    if (!m.attachments.includes(c.onBehalf.attachment)) return ['UnknownReference'];
  } else if (role === 'student' && person !== m.student) return ['PersonHasNoPart'];
  if (m.interests.get(person) === true && c.type !== 'declare_interest')
    return ['CommitteeMemberConflicted', 'PersonConflicted'];
  if (!places.includes(m.place)) return ['WrongState', ...closerName(m.place)];
  if (c.at !== undefined && c.at > c.now) return ['TimeOutOfOrder'];
  return c.at !== undefined && c.at < m.lastMoveAt && !OWN_TIMES.includes(c.type)
    ? ['TimeOutOfOrder']
    : [];
};

export const placesOf = (m: Reference, name: ModelledName): Where => {
  const [, violation, short, offering] = TABLE[name];
  if (m.student === undefined) return offering;
  return m.short ? short : violation;
};

/** Guards that say more than WrongState where a case stands. */
const closerName = (place: Place): readonly string[] => {
  if (place === 'finding_review' || place === 'notice_issued' || place === 'triage')
    return ['NoticeNotServed'];
  if (place === 'defence_open' || place === 'college_notified') return ['DefenceStillOpen'];
  return ['AppealWindowClosed'];
};
