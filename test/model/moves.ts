import type { Sanction } from '../../libs/cases/outcome-kind.js';
import { CLOSED } from './entrance.js';
import type { Clocks } from './clocks.js';
import type { Command } from './guards.js';
import type { Move, Moves } from './modelled.js';
import { OFFERING_MOVES } from './offering-moves.js';
import type { Place, Reference } from './reference.js';
import { errand, fall, isToEnter, strike } from './student-file.js';
import { blank } from './words.js';

/** What an accepted command changes; `clocks` are those before it. */
export const carryOut = (m: Reference, c: Command, clocks: Clocks): void => {
  const before = m.place;
  const move = MOVES[c.type] as Move<Command> | undefined;
  const next = move?.(m, c, clocks);
  if (SCHOOL_ACTS.has(c.type)) m.tookPart.add(c.actor.person);
  if (next !== undefined) m.place = next;
  if (next !== undefined && next !== before && CLOSED.includes(next))
    m.itemsAtClosing = m.evidence.length;
};

/** Whoever does one of these on the school's side may not rule on an appeal. */
const SCHOOL_ACTS: ReadonlySet<string> = new Set([
  ...['claim', 'reassign', 'dismiss', 'suspend', 'resume', 'withdraw', 'reopen', 'await', 'refer'],
  ...['open_investigation', 'add_evidence', 'exclude_evidence', 'reaffirm_evidence'],
  ...['submit_finding', 'return_finding', 'approve_finding', 'issue_notice', 'record_delivery'],
  ...['answer_point', 'record_legal_review', 'record_presidents_meeting', 'convene', 'vote'],
  ...['decide', 'confirm', 'lift_sanction'],
]);

const sanction = ({ outcome, level }: Sanction): Sanction => ({ outcome, ...(level && { level }) });
const at = (c: Command): number => (c.actor.role === 'student' ? c.now : (c.at ?? c.now));
const due = (clocks: Clocks, name: string, now: number): boolean =>
  clocks.some(
    (one) =>
      one.name === name &&
      one.state === 'running' &&
      one.pausedSince === undefined &&
      now >= one.due,
  );

const investigates = (m: Reference, ...persons: readonly string[]): void => {
  for (const person of persons) {
    m.investigators.add(person);
    m.tookPart.add(person);
  }
};

const freshNotice = (m: Reference): void => {
  m.legalPassed = false;
  m.meetingHeld = false;
};

/** A level with a period runs once the registry and the student file have both confirmed. */
const afterExecution = (m: Reference): Place =>
  m.short || m.decision?.level === undefined || m.decision.level === 'expulsion'
    ? 'executed'
    : 'sanction_running';

const settled = (m: Reference): boolean => m.fileReference !== undefined && m.acknowledged;

const decided = (m: Reference): void => {
  m.decisions += 1;
  m.fileReference = undefined;
  m.liftingReference = undefined;
  m.acknowledged = false;
};

/** From here on nothing is held against the student. */
const takenBack = (m: Reference, when: number): void => {
  m.verdict = undefined;
  fall(m, when);
};

const MOVES: Moves = {
  ...OFFERING_MOVES,
  claim: () => 'triage',
  reassign: (m, { data }) => void m.tookPart.add(data.person),
  dismiss: (m, c) => {
    takenBack(m, at(c));
    return 'dismissed';
  },
  link: (m, { data }) =>
    data.cases.filter((id) => id !== 'case-1').forEach((id) => m.links.add(id)) ?? undefined,
  note_link: (m, { data }) => void (data.case !== 'case-1' && m.links.add(data.case)),
  note_result: (m, { data }) => {
    m.beside.delete(data.case);
    if (data.case !== 'case-1' && data.result !== undefined) m.beside.set(data.case, data.result);
    return undefined;
  },
  open_investigation: (m, { actor, data }) => {
    investigates(m, actor.person, ...(data.investigators ?? []));
    return 'investigating';
  },
  add_investigator: (m, { actor, data }) => {
    if (m.investigators.has(data.person)) return undefined;
    m.tookPart.add(actor.person);
    return void investigates(m, data.person);
  },
  declare_interest: (m, { actor, data }) => void m.interests.set(actor.person, data.conflict),
  await: (_, { data }) => `awaiting_${data.on}`,
  suspend: (m) => {
    m.back.push(m.place);
    return 'suspended';
  },
  resume: (m) => (m.place === 'suspended' ? m.back.pop() : 'investigating'),
  attach: (m, { actor }) => {
    const id = `A-${String(m.attachments.length + 1).padStart(3, '0')}`;
    m.attachments.push(id);
    if (actor.role === 'student') m.studentsFiles.add(id);
    return undefined;
  },
  consent_delivery: (m, { actor, data, now, at = now }) =>
    void m.consents.push({ given: data.given, at: actor.role === 'student' ? now : at }),
  add_evidence: (m, c) => {
    const { sourceClass, bearing, signals, shared, events, attachment, text } = c.data;
    const some = [
      ...signals,
      ...events,
      ...[shared, attachment].filter((one) => one !== undefined),
    ];
    const id = `E-${String(m.evidence.length + 1).padStart(3, '0')}`;
    if (shared) m.sharedItems.add(`${shared.case}/${shared.evidence}`);
    m.evidence.push({
      id,
      sourceClass,
      bearing,
      signals,
      empty: some.length === 0 && blank(text),
      at: at(c),
      excluded: false,
      reaffirmedAt: -Infinity,
    });
    return undefined;
  },
  exclude_evidence: (m, { data }) => {
    for (const item of m.evidence) if (item.id === data.evidence) item.excluded = true;
    return undefined;
  },
  reaffirm_evidence: (m, c) => {
    for (const item of m.evidence) if (item.id === c.data.evidence) item.reaffirmedAt = at(c);
    return undefined;
  },
  submit_finding: (m, { data }) => {
    const items = data.exculpatory.map(({ item }) => item);
    const { proposed, established } = data;
    m.finding = { proposed: sanction(proposed), exculpatory: items, established };
    m.approved = false;
    return 'finding_review';
  },
  return_finding: (m, { actor }) => {
    m.reviewers.add(actor.person);
    return 'investigating';
  },
  approve_finding: (m, c) => {
    m.reviewers.add(c.actor.person);
    m.approved = true;
    m.approvedAt = at(c);
    if (m.finding?.established) return undefined;
    takenBack(m, at(c));
    return 'dismissed';
  },
  issue_notice: (m, c) => {
    const { proposed, clauses, evidence } = c.data;
    const { outcome, maxLevel: level } = proposed;
    if (m.place === 'finding_review' || m.place === 'triage') {
      m.points = m.objections = 0;
      m.answered.clear();
      m.former = undefined;
    }
    if (m.place === 'remitted') m.former = m.decision && sanction(m.decision);
    const most = { outcome, ...(level && { level }) } as Sanction;
    m.notice = { by: c.actor.person, at: at(c), proposed: most, clauses, evidence };
    freshNotice(m);
    return 'notice_issued';
  },
  record_delivery: (m, { data }) => {
    const { document, method, delivered, deliveredAt } = data;
    m.sent.push({ document, method, delivered, at: deliveredAt });
    if (!delivered) return undefined;
    if (document === 'notice') {
      m.servedAt = deliveredAt;
      return 'defence_open';
    }
    if (document === 'decision') {
      m.decisionServedAt = deliveredAt;
      m.appealed = false;
      m.ruling = undefined;
      m.provinceConcluded = false;
      return 'appeal_open';
    }
    return document === 'lifting' && m.liftingReference !== undefined ? 'archived' : undefined;
  },
  file_statement: (m, { data }) => {
    m.points += data.points.length;
    if (data.final === false) return undefined;
    m.closedBy = 'filed';
    return 'defence_closed';
  },
  waive_defence: (m) => {
    m.closedBy = 'waived';
    return 'defence_closed';
  },
  answer_point: (m, { data }) => void m.answered.add(data.point),
  request_recusal: (m, { data }) => void m.recusals.set(data.person, undefined),
  rule_recusal: (m, { data }) => void m.recusals.set(data.person, data.granted),
  record_legal_review: (m, { actor, data }) => {
    m.lawReviewers.add(actor.person);
    m.legalPassed = data.passed;
    return undefined;
  },
  record_presidents_meeting: (m) => void (m.meetingHeld = true),
  convene: (m, { data }) => {
    const { members, chair, secretary } = data;
    if (m.place === 'remitted') m.former = m.decision && sanction(m.decision);
    m.committee = { members, chair };
    m.votes.clear();
    for (const member of members) m.committeeEver.add(member);
    for (const seat of [...members, ...(secretary ? [secretary] : [])]) m.tookPart.add(seat);
    return 'deliberation';
  },
  vote: (m, { actor, data }) => void m.votes.set(actor.person, sanction(data)),
  decide: (m, c) => {
    for (const { point } of c.data.answers ?? []) m.answered.add(point);
    m.decision = { ...sanction(c.data), at: at(c) };
    decided(m);
    if (c.data.outcome !== 'grade_void') takenBack(m, at(c));
    m.verdict = c.data.outcome;
    return 'decided';
  },
  object: (m) => {
    m.objections += 1;
    m.closedBy = 'filed';
    return 'defence_closed';
  },
  confirm: (m, c) => {
    m.confirmed = { outcome: c.data.outcome, at: at(c) };
    decided(m);
    m.verdict = c.data.outcome;
    return 'decided';
  },
  file_appeal: (m) => {
    m.appealed = true;
    return 'appealed';
  },
  decide_appeal: (m, c) => {
    for (const person of [c.actor.person, ...c.data.members]) m.appealsEver.add(person);
    m.ruling = { result: c.data.result, at: at(c) };
    return c.data.result;
  },
  file_provincial_appeal: (m, { data }) => {
    m.back.push(m.place);
    m.filedAt = data.filedAt;
    return 'provincial_appeal';
  },
  decide_provincial_appeal: (m, c) => {
    const { data } = c;
    const from = m.back.pop();
    m.provinceConcluded = true;
    if (data.result === 'revoke') {
      takenBack(m, at(c));
      return 'revoked';
    }
    if (data.result !== 'uphold') return 'remitted';
    if (from === 'upheld') {
      fall(m, at(c), m.decisions);
      return 'final';
    }
    return from === 'final' && settled(m) ? afterExecution(m) : from;
  },
  acknowledge_execution: (m, c) => {
    const reference = c.data.fileReference;
    if (errand(m)?.done !== undefined) return undefined;
    if (isToEnter(m)) {
      m.fileReference = reference;
      // The new line stands in the place of the old one.
      fall(m, c.data.at ?? at(c));
      strike(m, reference);
      m.file.push({ of: m.decisions, reference });
      return settled(m) ? afterExecution(m) : undefined;
    }
    if (m.place !== 'lifted') {
      strike(m, reference);
      return undefined;
    }
    m.liftingReference = reference;
    const served = m.sent.some((one) => one.document === 'lifting' && one.delivered);
    return served ? 'archived' : undefined;
  },
  lift_sanction: (m, c) => {
    if (!c.data.lifted) return undefined;
    m.lifting = { at: at(c) };
    return 'lifted';
  },
  withdraw: () => 'withdrawn',
  reopen: (m) => {
    m.back = [];
    m.toCollege = undefined;
    m.answerers = [];
    return 'triage';
  },
  update_signals: (m, { data, now }) => {
    const known = new Set(data.signals.map(({ id }) => id));
    const gone = m.signals.filter((id) => !known.has(id));
    for (const { id } of data.signals) if (!m.signals.includes(id)) m.signals.push(id);
    const back = data.signals.filter(({ state }) => state !== 'withdrawn').map(({ id }) => id);
    const withdrawn = data.signals.filter(({ state }) => state === 'withdrawn').map(({ id }) => id);
    for (const id of back) m.withdrawnSignals.delete(id);
    for (const id of [...withdrawn, ...gone])
      if (!m.withdrawnSignals.has(id)) m.withdrawnSignals.set(id, now);
    const stands = data.score >= data.threshold;
    if (m.place === 'flagged' && !stands) return 'gone';
    return m.place === 'gone' && stands ? 'flagged' : undefined;
  },
  note_course: (m, { data }) => {
    const { owner = '', teachers, reporters = [], enrolled, college } = data.course;
    Object.assign(m, { owner, teachers, reporters, enrolled, college });
    return undefined;
  },
  fire_deadline: (m, { data, now }, clocks) => {
    if (!due(clocks, data.name, now)) return undefined;
    if (data.name === 'defence' && m.place === 'defence_open') {
      m.closedBy = 'lapsed';
      return 'defence_closed';
    }
    if (data.name === 'college_answer' && m.place === 'college_notified') return 'college_answered';
    const final =
      (data.name === 'appeal' && m.place === 'appeal_open') ||
      (data.name === 'provincial_appeal' && m.place === 'upheld');
    if (!final) return undefined;
    fall(m, clocks.find((one) => one.name === data.name)?.due ?? now, m.decisions);
    return m.short && m.acknowledged ? 'executed' : 'final';
  },
  note_acknowledgement: (m, { data }) => {
    // Neither a refusal nor an acceptance that contradicts itself; of each message once.
    const takenOver = data.status === 'accepted' && data.settles;
    if (!takenOver || m.takenOver.has(data.outcome)) return undefined;
    m.takenOver.add(data.outcome);
    m.acknowledged = true;
    if (m.place !== 'final') return undefined;
    return m.short || m.fileReference !== undefined ? afterExecution(m) : undefined;
  },
};
