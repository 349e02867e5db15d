import { APPEALS_ASKED, each } from './appeal-guards.js';
import type { Ask, Asked, Modelled } from './modelled.js';
import type { Sanction } from '../../libs/cases/outcome-kind.js';
import { DAY, GHOST } from './cast.js';
import type { Clocks } from './clocks.js';
import { OFFERING_ASKED } from './offering-guards.js';
import type { Reference } from './reference.js';
import { errand } from './student-file.js';
import {
  attached,
  awaitedPaper,
  baseless,
  beyond,
  blank,
  clockOf,
  declared,
  evenOrFew,
  EXCULPATORY,
  heavier,
  kindsOf,
  KINDS,
  maySit,
  mayReviewLaw,
  mayInvestigate,
  oneSource,
  owned,
  restsOnStale,
  tooLight,
  usable,
  weight,
  working,
} from './words.js';

export type Command = Modelled;

/** Every guard that the command breaks where the case stands; empty when it must be accepted. */
export const brokenBy = (m: Reference, c: Command, clocks: Clocks): ReadonlySet<string> => {
  const broken = new Set<string>();
  const ask = ASKED[c.type] as Ask<Command> | undefined;
  ask?.(m, c, (guard, when) => when && broken.add(guard), clocks);
  return broken;
};

const ASKED: Asked = {
  ...OFFERING_ASKED,
  ...APPEALS_ASKED,
  reassign: (_, { data }, no) => {
    no('ReasonMissing', blank(data.reason));
    no('PersonHasNoPart', data.person === GHOST);
  },
  dismiss: (m, _, no) =>
    no('WrongState', m.decisions > 0 && !(m.student === undefined && m.standing.length === 0)),
  link: (_, { data }, no) => {
    no('ReasonMissing', blank(data.reason));
    no(
      'UnknownReference',
      data.cases.every((id) => id === 'case-1'),
    );
  },
  open_investigation: (m, { actor, data }, no) => {
    const named = data.investigators ?? [];
    each(
      no,
      [actor.person, ...named].map((person) => mayInvestigate(m, person)),
    );
    no('PersonHasNoPart', named.includes(GHOST));
  },
  add_investigator: (m, { data: { person } }, no) => {
    if (m.investigators.has(person)) return;
    each(no, [mayInvestigate(m, person)]);
    no('PersonHasNoPart', person === GHOST);
  },
  declare_interest: (_, { data }, no) => no('ReasonMissing', data.conflict && blank(data.relation)),
  await: (_, { data }, no) => no('ReasonMissing', blank(data.question)),
  attach: (_, { data }, no) => no('ReasonMissing', blank(data.content)),
  add_evidence: (m, { data }, no) => {
    const { shared, events } = data;
    const ofStudents = events.length > 0 || shared !== undefined;
    no('UnknownReference', m.student === undefined && ofStudents);
    no('ReasonMissing', blank(data.title));
    no('UnknownReference', !attached(m, [data.attachment]));
    no(
      'UnknownReference',
      data.signals.some((id) => !m.signals.includes(id)),
    );
    no('UnknownReference', shared !== undefined && !m.links.has(shared.case));
    no(
      'WrongState',
      shared !== undefined && m.sharedItems.has(`${shared.case}/${shared.evidence}`),
    );
  },
  exclude_evidence: (m, { data }, no) => {
    no('ReasonMissing', blank(data.reason));
    no('UnknownReference', !usable(m, [data.evidence]));
  },
  reaffirm_evidence: (m, { data }, no) => {
    no('ReasonMissing', blank(data.reason));
    no('UnknownReference', !usable(m, [data.evidence]));
  },
  submit_finding: (m, { actor, data }, no) => {
    const { outcome, level } = data.proposed;
    no('PersonHasNoPart', !working(m).includes(actor.person));
    no('TwoInvestigatorsNeeded', working(m).length < 2);
    no('InterestNotDeclared', !declared(m, working(m)));
    no('ReasonMissing', blank(data.facts) || (data.established && data.evidence.length === 0));
    no('UnknownReference', kindsOf(data.clauses).includes(undefined) || !usable(m, data.evidence));
    no('SignalWithdrawn', restsOnStale(m, data.evidence));
    const lighter = m.enrolled ? outcome !== 'grade_void' : outcome === 'not_established';
    no('ArticleRequiresGradeVoid', data.established && lighter);
    no('DecisionExceedsNotice', !data.established && outcome === 'grade_void');
    no('NoBasisForLevel', baseless(m, data.proposed, data.clauses));
    no('TwoSourceClassesNeeded', oneSource(m, data.proposed, data.evidence));
    const considered = data.exculpatory.filter((one) => !blank(one.considered));
    const items = new Set(considered.map(({ item }) => item)).size;
    no('ExculpatoryNotConsidered', level !== undefined && items < EXCULPATORY);
  },
  return_finding: (m, { actor, data }, no) => {
    no('WrongState', m.approved);
    no('ReviewerIsInvestigator', m.investigators.has(actor.person));
    no('InterestNotDeclared', !declared(m, [actor.person]));
    no('ReasonMissing', blank(data.reason));
  },
  approve_finding: (m, { actor }, no) => {
    no('WrongState', m.approved);
    no('ReviewerIsInvestigator', m.investigators.has(actor.person));
    no('InterestNotDeclared', !declared(m, [actor.person]));
  },
  issue_notice: (m, { data }, no) => {
    const { outcome, maxLevel: level } = data.proposed;
    const kinds = kindsOf(data.clauses);
    const hashed = m.evidence.some(({ id, empty }) => data.evidence.includes(id) && !empty);
    const rights = data.rights.includes('statement') && data.rights.includes('defence');
    const lacking = blank(data.facts) || kinds.includes(undefined) || !hashed || !rights;
    no('NoticeIncomplete', lacking);
    no('UnknownReference', !usable(m, data.evidence));
    no('SignalWithdrawn', restsOnStale(m, data.evidence));
    no('DeadlineFloor', data.defenceDays !== undefined && data.defenceDays < 3);
    if (m.short) {
      const absent = m.violation === 'non_participation';
      no('NoticeIncomplete', outcome !== (absent ? 'absent_zero' : 'disqualified'));
      no('NoticeIncomplete', !data.clauses.includes(`qhnu-online@1#${absent ? 25 : 17}`));
      return no('NoBasisForLevel', level !== undefined);
    }
    if (!KINDS.includes(outcome)) return no('NoticeIncomplete', true);
    const proposed = { outcome, ...(level && { level }) } as Sanction;
    const unseen = m.evidence.some(
      ({ id, bearing, at }) =>
        data.evidence.includes(id) && bearing === 'inculpatory' && at > m.approvedAt,
    );
    no('NoticeIncomplete', m.place === 'finding_review' && unseen);
    no('WrongState', m.place === 'finding_review' && !m.approved);
    no('NoticeIncomplete', !kinds.includes('integrity') || outcome === 'not_established');
    no('NoticeIncomplete', m.finding !== undefined && heavier(proposed, m.finding.proposed));
    no('ArticleRequiresGradeVoid', tooLight(m, proposed, data.clauses));
    no('NoBasisForLevel', baseless(m, proposed, data.clauses));
    no('TwoSourceClassesNeeded', oneSource(m, proposed, data.evidence));
  },
  record_delivery: (m, { data, now }, no) => {
    const awaited = awaitedPaper(m);
    if (awaited?.document !== data.document) return no('WrongState', true);
    const since = awaited.at;
    no('DeliveryProofMissing', data.deliveredAt < since || data.deliveredAt > now);
    const posted = m.sent.find(
      (one) => one.document === data.document && one.method === 'announcement' && one.at >= since,
    );
    const early = data.deliveredAt < (posted?.at ?? since) + 30 * DAY;
    no('DeliveryProofMissing', data.delivered && data.method === 'announcement' && early);
    no('UnknownReference', !attached(m, [data.proof.attachment]));
    no('DeliveryProofMissing', data.method !== 'direct' && blank(data.whyNotFormer));
    if (!data.delivered) return;
    const { attachment, text } = data.proof;
    const witnesses = (data.proof.witnesses ?? []).filter((one) => !blank(one)).length;
    const paper = attachment !== undefined;
    no('DeliveryProofMissing', data.method === 'left' && witnesses < 2 && !paper);
    const said = m.consents.filter((one) => one.at <= data.deliveredAt).sort((a, b) => a.at - b.at);
    no('DeliveryProofMissing', data.method === 'electronic' && said.at(-1)?.given !== true);
    no('DeliveryProofMissing', !paper && blank(text) && witnesses === 0);
  },
  consent_delivery: (m, { actor, data }, no) => {
    no('ReasonMissing', data.given && blank(data.address));
    no('UnknownReference', !owned(m, actor, [data.attachment]));
  },
  file_statement: (m, c, no, clocks) => {
    const { points, final = true, attachments = [] } = c.data;
    const at = c.actor.role === 'student' ? c.now : (c.at ?? c.now);
    no('WrongState', m.place === 'defence_closed' && m.closedBy !== 'lapsed');
    no('TimeOutOfOrder', at < m.servedAt);
    no('WrongState', at >= (clockOf(clocks, 'defence')?.due ?? Infinity));
    no('ReasonMissing', points.length === 0 && !(final && m.points > 0));
    no('ReasonMissing', points.some(blank));
    no('UnknownReference', !owned(m, c.actor, attachments));
  },
  waive_defence: (m, { actor, data, now }, no, clocks) => {
    no('WrongState', now >= (clockOf(clocks, 'defence')?.due ?? Infinity));
    no('UnknownReference', !owned(m, actor, [data.attachment]));
  },
  answer_point: (m, { data }, no) => {
    no('UnknownReference', data.point < 1 || data.point > m.points);
    no('ReasonMissing', blank(data.answer));
    no('UnknownReference', !usable(m, data.evidence ?? []));
  },
  request_recusal: (_, { data }, no) => no('ReasonMissing', blank(data.reason)),
  rule_recusal: (m, { actor, data }, no) => {
    const seat =
      m.place === 'deliberation' ? m.committee?.chair === actor.person : actor.role === 'appeals';
    no('PersonHasNoPart', !seat || actor.person === data.person);
    no(
      'UnknownReference',
      !m.recusals.has(data.person) || m.recusals.get(data.person) !== undefined,
    );
    no('ReasonMissing', blank(data.reason));
  },
  record_legal_review: (m, { actor, data }, no) => {
    no('PersonConflicted', !mayReviewLaw(m, actor.person));
    no('ReasonMissing', blank(data.opinion));
    no('UnknownReference', !attached(m, [data.attachment]));
  },
  record_presidents_meeting: (m, { data, now }, no) => {
    no('TimeOutOfOrder', data.heldAt < (m.notice?.at ?? 0) || data.heldAt > now);
    no('ReasonMissing', blank(data.resolution));
    no('UnknownReference', !attached(m, [data.attachment]));
  },
  convene: (m, { data }, no) => {
    const { members, chair, secretary } = data;
    const seats = [...members, ...(secretary === undefined ? [] : [secretary])];
    no('QuorumNotMet', evenOrFew(members) || new Set(members).size !== members.length);
    no('QuorumNotMet', !members.includes(chair));
    each(
      no,
      seats.map((person) => maySit(m, person)),
    );
    no('PersonHasNoPart', seats.includes(GHOST));
  },
  vote: (m, { actor, data }, no) => {
    no('PersonHasNoPart', m.committee?.members.includes(actor.person) !== true);
    each(no, [maySit(m, actor.person)]);
    no('InterestNotDeclared', !declared(m, [actor.person]));
    no('DecisionExceedsNotice', beyond(m, data));
    no('NoBasisForLevel', baseless(m, data, m.notice?.clauses ?? []));
  },
  decide: (m, { actor, data }, no) => {
    const { outcome, level, periodMonths, clauses, evidence, answers = [] } = data;
    const nothing: readonly string[] = [];
    const notice = m.notice ?? { clauses: nothing, evidence: nothing };
    const members = m.committee?.members ?? [];
    no('PersonHasNoPart', m.committee?.chair !== actor.person);
    no('InterestNotDeclared', !declared(m, [actor.person]));
    const asked = members.some((one) => m.recusals.has(one) && m.recusals.get(one) === undefined);
    no('CommitteeMemberConflicted', asked);
    no(
      'UnknownReference',
      answers.some(({ point }) => point < 1 || point > m.points),
    );
    no('ReasonMissing', answers.some(({ answer }) => blank(answer)) || blank(data.facts));
    const heard = new Set([...m.answered, ...answers.map(({ point }) => point)]);
    no(
      'DefencePointUnanswered',
      Array.from({ length: m.points }, (_, i) => i + 1).some((n) => !heard.has(n)),
    );
    no('UnknownReference', kindsOf(clauses).includes(undefined) || !usable(m, evidence));
    no('SignalWithdrawn', restsOnStale(m, evidence));
    const secret = m.evidence.some(
      ({ id, bearing }) =>
        bearing === 'inculpatory' && evidence.includes(id) && !notice.evidence.includes(id),
    );
    no('DecisionExceedsNotice', beyond(m, data) || secret);
    no(
      'DecisionExceedsNotice',
      clauses.some((clause) => !notice.clauses.includes(clause)),
    );
    no('ArticleRequiresGradeVoid', tooLight(m, data, clauses));
    no('NoBasisForLevel', baseless(m, data, clauses));
    no('TwoSourceClassesNeeded', oneSource(m, data, evidence));
    const considered = new Set(m.finding?.exculpatory).size;
    no('ExculpatoryNotConsidered', level !== undefined && considered < EXCULPATORY);
    const held = m.evidence.some(({ id, empty }) => evidence.includes(id) && !empty);
    const grounded = kindsOf(clauses).includes('integrity') && held;
    no('NoticeIncomplete', outcome === 'grade_void' && !grounded);
    const timed = level !== undefined && level !== 'expulsion';
    no('NoticeIncomplete', timed && periodMonths === undefined);
    no(
      'DeadlineFloor',
      timed && periodMonths !== undefined && (periodMonths < 6 || periodMonths > 12),
    );
    no('NoBasisForLevel', level === 'expulsion' && periodMonths !== undefined);
    no('LegalReviewMissing', weight(level) >= weight('probation') && !m.legalPassed);
    no('PresidentsMeetingMissing', level === 'expulsion' && !m.meetingHeld);
    const votes = [...m.votes].filter(([member]) => maySit(m, member) === undefined);
    const agree = votes.filter(([, one]) => one.outcome === outcome && one.level === level).length;
    no('QuorumNotMet', votes.length * 3 < members.length * 2 || agree * 2 <= votes.length);
  },
  acknowledge_execution: (m, c, no) => {
    const when = c.data.at ?? c.at ?? c.now;
    const asked = errand(m);
    if (asked === undefined) return no('WrongState', true);
    no('TimeOutOfOrder', when > c.now || when < asked.since);
    no('WrongState', asked.done !== undefined && asked.done !== c.data.fileReference);
  },
  lift_sanction: (m, { actor, data, now }, no, clocks) => {
    each(no, [maySit(m, actor.person)]);
    no('DeadlineFloor', now < (clockOf(clocks, 'lifting_review')?.due ?? Infinity));
    no('ReasonMissing', blank(data.reason));
    no('UnknownReference', !attached(m, [data.attachment]));
  },
  refer: (m, { data }, no) => {
    no('ReasonMissing', blank(data.authority) || blank(data.reason));
    no('UnknownReference', !attached(m, [data.attachment]));
  },
  extend_deadline: (m, { actor, data }, no, clocks) => {
    no('PersonHasNoPart', data.approvedBy === actor.person || data.approvedBy === GHOST);
    no('PersonConflicted', m.interests.get(data.approvedBy) === true);
    const clock = clockOf(clocks, data.deadline);
    const unmet =
      clock?.state === 'running' || (clock?.state === 'overdue' && clock.metAt === undefined);
    no('WrongState', !unmet || clock?.pausedSince !== undefined);
    const appeals = ['appeal', 'appeal_conclusion', 'provincial_appeal'].includes(data.deadline);
    no('PersonHasNoPart', actor.role !== (appeals ? 'appeals' : 'reviewer'));
    no('DeadlineFloor', ['sanction', 'lifting_review'].includes(data.deadline) || data.days < 1);
    const over = data.unit !== 'calendar' || (clock?.extended ?? 0) + data.days > 15;
    no('DeadlineFloor', data.deadline === 'appeal_conclusion' && over);
    no('ReasonMissing', blank(data.reason) || data.approvedBy === '');
  },
  object: (m, c, no, clocks) => {
    const at = c.actor.role === 'student' ? c.now : (c.at ?? c.now);
    no('WrongState', m.place === 'defence_closed' && m.closedBy === 'filed');
    no('TimeOutOfOrder', at < m.servedAt);
    no('WrongState', at >= (clockOf(clocks, 'defence')?.due ?? Infinity));
    no('ReasonMissing', blank(c.data.text));
    no('UnknownReference', !owned(m, c.actor, c.data.attachments ?? []));
  },
  confirm: (m, { actor, data }, no) => {
    const result = m.violation === 'non_participation' ? 'absent_zero' : 'disqualified';
    const negative = data.outcome !== 'none';
    no('ConfirmerIsIssuer', m.notice?.by === actor.person);
    const teaches = m.owner === actor.person || m.teachers.includes(actor.person);
    no('PersonHasNoPart', actor.role === 'teacher' && !teaches);
    no('AppealMemberTookPart', m.appealsEver.has(actor.person));
    no('InterestNotDeclared', !declared(m, [actor.person]));
    const acquitted = m.place === 'remitted' && m.confirmed?.outcome === 'none';
    no('DecisionExceedsNotice', negative && (data.outcome !== result || acquitted));
    no('SignalWithdrawn', negative && restsOnStale(m, m.notice?.evidence ?? []));
    no('ReasonMissing', blank(data.facts));
    no('DefencePointUnanswered', m.objections > 0 && blank(data.answer));
  },
  withdraw: (m, { data }, no) => {
    no('DecisionStands', m.decisions > 0);
    no('ReasonMissing', blank(data.reason) || blank(data.reference));
  },
  suspend: (_, { data }, no) => no('ReasonMissing', blank(data.reason)),
  reopen: (m, { data }, no) => {
    const known = m.evidence.slice(0, m.itemsAtClosing).map(({ id }) => id);
    no('ReasonMissing', blank(data.reason) || data.evidence.length === 0);
    no(
      'ReasonMissing',
      data.evidence.some((id) => known.includes(id)),
    );
    no('UnknownReference', !usable(m, data.evidence));
  },
};
