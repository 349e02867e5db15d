import type { CaseCommand } from '../../libs/cases/commands.js';
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
];
const AT_WORK: readonly Place[] = [...OPEN, 'suspended'];
export const CLOSED: readonly Place[] = [
  ...(['dismissed', 'withdrawn', 'final', 'executed', 'revoked', 'lifted', 'archived'] as const),
];
const REOPENABLE: readonly Place[] = [...CLOSED, 'sanction_running'];
const CLAIMED: readonly Place[] = [...AT_WORK, ...REOPENABLE];
const EVERYWHERE: readonly Place[] = ['flagged', 'gone', ...CLAIMED];

type Rule = readonly [roles: string, violation: readonly Place[], short: readonly Place[]];
const both = (roles: string, places: readonly Place[]): Rule => [roles, places, places];
const full = (roles: string, ...places: readonly Place[]): Rule => [roles, places, []];

/** Command, who may ever run it, where on the full path, where on the short one. */
export const TABLE: Readonly<Record<Exclude<CaseCommand['type'], 'flag'>, Rule>> = {
  claim: both('officer', ['flagged']),
  reassign: both('officer', AT_WORK),
  dismiss: both('officer', ['triage', 'investigating']),
  link: both('officer', ['flagged', ...CLAIMED]),
  open_investigation: full('officer', 'triage'),
  add_investigator: full('officer', 'investigating', 'awaiting_vendor', 'awaiting_student'),
  declare_interest: both('officer reviewer committee appeals legal teacher', CLAIMED),
  await: full('officer', 'investigating'),
  resume: both('officer', ['awaiting_vendor', 'awaiting_student', 'suspended']),
  attach: both('officer reviewer committee appeals legal student', CLAIMED),
  add_evidence: both('officer', CLAIMED),
  exclude_evidence: both('officer reviewer committee', AT_WORK),
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
  ],
  record_delivery: [
    'officer',
    ['notice_issued', 'decided', 'upheld', 'remitted', 'lifted'],
    ['notice_issued', 'decided', 'upheld', 'remitted'],
  ],
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
  ],
  rule_recusal: ['committee appeals', ['deliberation', 'appealed'], ['appealed']],
  record_legal_review: full(
    'legal',
    ...(['notice_issued', 'defence_open', 'defence_closed', 'deliberation', 'remitted'] as const),
  ),
  record_presidents_meeting: full('committee', 'defence_closed', 'deliberation'),
  convene: full('committee', 'defence_closed', 'deliberation', 'remitted'),
  vote: full('committee', 'deliberation'),
  decide: full('committee', 'deliberation'),
  file_appeal: both('student', ['appeal_open', 'final']),
  stay_execution: both('appeals', ['appealed', 'upheld', 'remitted']),
  decide_appeal: both('appeals', ['appealed']),
  file_provincial_appeal: full('student', 'upheld', 'final', 'executed', 'sanction_running'),
  decide_provincial_appeal: full('appeals', 'provincial_appeal'),
  acknowledge_execution: full('registrar', 'final', 'lifted', 'revoked'),
  lift_sanction: full('committee', 'sanction_running'),
  refer: both('officer', CLAIMED),
  extend_deadline: both('reviewer appeals', ['flagged', ...OPEN]),
  object: ['student', [], ['defence_open', 'defence_closed']],
  confirm: ['reviewer teacher', [], ['defence_closed', 'remitted']],
  withdraw: both('officer', ['flagged', ...AT_WORK]),
  suspend: both('officer', OPEN),
  reopen: both('officer', REOPENABLE),
  update_signals: both('system', EVERYWHERE),
  note_course: both('system', EVERYWHERE),
  note_link: both('system', EVERYWHERE),
  fire_deadline: both('system', EVERYWHERE),
  note_acknowledgement: both('system registrar', CLAIMED),
};

/** Papers that came in time and were recorded late check their times themselves. */
const OWN_TIMES: readonly string[] = [
  'file_statement',
  'object',
  'file_appeal',
  'file_provincial_appeal',
];

/** What the entrance answers with: one of these guards, or nothing. */
export const refusedAtTheDoor = (
  m: Reference,
  c: Exclude<CaseCommand, { type: 'flag' }>,
): readonly string[] => {
  const [roles, violation, short] = TABLE[c.type];
  // The one step that the short path does not know at all, whoever asks.
  if (m.short && c.type === 'open_investigation') return ['WrongState'];
  const mine = roles.split(' ');
  const { role, person } = c.actor;
  if (!mine.includes(role)) {
    if (role === 'system') return ['MachineMayOnlyFlag'];
    if (!(mine.includes('student') && role === 'officer' && c.onBehalf)) return ['RoleMayNotRun'];
  }
  if (c.onBehalf) {
    if (!mine.includes('student') || c.onBehalf.student !== 'subject-1') return ['PersonHasNoPart'];
    if (!m.attachments.includes(c.onBehalf.attachment)) return ['UnknownReference'];
  } else if (role === 'student' && person !== 'subject-1') return ['PersonHasNoPart'];
  if (m.interests.get(person) === true && c.type !== 'declare_interest')
    return ['CommitteeMemberConflicted', 'PersonConflicted'];
  if (!(m.short ? short : violation).includes(m.place))
    return ['WrongState', ...closerName(m.place)];
  if (c.at !== undefined && c.at > c.now) return ['TimeOutOfOrder'];
  return c.at !== undefined && c.at < m.lastMoveAt && !OWN_TIMES.includes(c.type)
    ? ['TimeOutOfOrder']
    : [];
};

/** Guards that say more than WrongState where a case stands. */
const closerName = (place: Place): readonly string[] => {
  if (place === 'finding_review' || place === 'notice_issued') return ['NoticeNotServed'];
  if (place === 'defence_open') return ['DefenceStillOpen'];
  return ['AppealWindowClosed'];
};
