import type { CommandPayloads } from '../../libs/cases/commands.js';
import { EXCULPATORY_ITEMS, RIGHTS } from '../../libs/cases/documents.js';
import type { OutcomeKind, Sanction, ShortOutcome } from '../../libs/cases/outcome-kind.js';
import { ART14, ART17, ART24, ART25, ART52, DAY, DISCIPLINE, STUDENT, words } from './cast.js';
import type { Clocks } from './clocks.js';
import { toConclusion } from './offering-purpose.js';
import type { Plan } from './plan.js';
import type { Reference } from './reference.js';
import { isToEnter, toStrike } from './student-file.js';
import { silent, step, wait, type Step } from './step.js';
import { awaitedPaper, handedOver } from './words.js';

const INVESTIGATORS = ['o1', 'o2'];
const REVIEWER = 'r1';
const PANEL = ['c1', 'c2', 'c3'];
const APPEALS = ['a1', 'a2', 'a3'];
const ALL_CLAUSES = [ART24, DISCIPLINE, ART52, ART14];

/** What brings the case on towards the plan's end; the rules may still refuse it. */
export const towards = (
  m: Reference,
  plan: Plan,
  now: number,
  { clocks, hasty }: { readonly clocks: Clocks; readonly hasty: boolean },
): Step => {
  if (m.student === undefined) return toConclusion(m, plan, hasty);
  const items = m.evidence.filter(({ excluded }) => !excluded).map(({ id }) => id);
  // Of the reopened, a half are found to hold nothing.
  const established = plan.established && !(m.decisions > 0 && plan.length % 2 === 0);
  const proposed: Sanction = established
    ? { outcome: 'grade_void', ...(plan.level && { level: plan.level }) }
    : { outcome: 'not_established' };
  const served = (document: CommandPayloads['record_delivery']['document']) =>
    step('officer', 'o1', 'record_delivery', {
      ...{ document, method: 'direct', delivered: true, deliveredAt: now },
      proof: { text: words },
    });
  const aim: Sanction = decisionOf(plan, m);
  if (toStrike(m).length > 0 && !isToEnter(m))
    return step('registrar', 'wu', 'acknowledge_execution', { fileReference: 'f-3' });
  switch (m.place) {
    case 'flagged':
      return step('officer', 'o1', 'claim', {});
    case 'gone':
      return step('system', 'casework', 'update_signals', {
        signals: [
          {
            id: 'sig-1',
            detector: 'd',
            detectorVersion: '1',
            state: 'raised',
            revision: 9,
            score: 1,
          },
        ],
        ...{ score: 1, threshold: 0.9 },
      });
    case 'triage':
      if (hasty && m.decisions > 0)
        return step('officer', 'o1', 'dismiss', { reason: 'duplicate' });
      if (!m.short)
        return step('officer', 'o1', 'open_investigation', { investigators: hasty ? [] : ['o2'] });
      return items.length === 0 ? proof('document') : shortNotice(m, items);
    case 'awaiting_vendor':
    case 'awaiting_student':
    case 'suspended':
      return step('officer', 'o1', 'resume', {});
    case 'investigating': {
      const open = silent(m, 'officer', hasty ? [] : INVESTIGATORS);
      if (open) return open;
      if (items.length < 2) return proof(items.length === 0 ? 'telemetry' : 'vendor_report');
      return step('officer', 'o1', 'submit_finding', {
        ...{ established, part: 'participant', facts: words, evidence: items },
        clauses: ALL_CLAUSES,
        exculpatory: EXCULPATORY_ITEMS.map((item) => ({ item, considered: words })),
        proposed,
      });
    }
    case 'finding_review':
      return (
        silent(m, 'reviewer', hasty ? [] : [REVIEWER]) ??
        (m.approved ? fullNotice(m, items) : step('reviewer', REVIEWER, 'approve_finding', {}))
      );
    case 'notice_issued':
    case 'decided':
    case 'upheld':
    case 'lifted':
      return (
        afterDocument(m, plan, now) ?? served((awaitedPaper(m)?.document ?? 'notice') as 'notice')
      );
    case 'defence_open':
      if (plan.defence === 'lapse') return wait('defence');
      if (m.short) return step('student', STUDENT, 'object', { text: words });
      return plan.defence === 'waive'
        ? step('student', STUDENT, 'waive_defence', {})
        : step('student', STUDENT, 'file_statement', { points: [words, words], attachments: [] });
    case 'defence_closed':
      if (m.short) return silent(m, 'reviewer', hasty ? [] : [REVIEWER]) ?? confirmation(m, plan);
      return step('committee', 'c9', 'convene', { members: PANEL, chair: 'c1', meetingAt: now });
    case 'deliberation':
      // A new notice, on which nothing was reviewed yet.
      if (hasty && m.legalPassed && Math.floor(now / DAY) % 3 === 0) return fullNotice(m, items);
      return deliberate(m, aim, items, hasty);
    case 'appeal_open':
      if (plan.appeal === 'none' || m.decisions > 1) return wait('appeal');
      return step('student', STUDENT, 'file_appeal', {
        grounds: ['facts'],
        text: words,
        attachments: [],
      });
    case 'appealed':
      return (
        silent(m, 'appeals', hasty ? [] : APPEALS) ??
        step('appeals', 'a1', 'decide_appeal', {
          ...{ result: plan.appeal === 'remitted' ? 'remitted' : 'upheld', grounds: [] },
          ...{ reasons: words, members: APPEALS },
        })
      );
    case 'remitted':
      if (m.short) return silent(m, 'reviewer', hasty ? [] : [REVIEWER]) ?? confirmation(m, plan);
      return step('committee', 'c9', 'convene', { members: PANEL, chair: 'c1', meetingAt: now });
    case 'provincial_appeal':
      return (
        paper(m) ??
        step('appeals', 'a1', 'decide_provincial_appeal', {
          result: plan.province === 'none' ? 'uphold' : plan.province,
          ...{ ground: words, receivedAt: now, attachment: m.attachments[0] ?? '' },
        })
      );
    case 'final':
      return m.acknowledged || (m.decisions + now) % 2 === 0
        ? step('registrar', 'wu', 'acknowledge_execution', {
            fileReference: m.fileReference ?? 'f-1',
          })
        : step('system', 'casework', 'note_acknowledgement', {
            outcome: `o-${m.decisions}`,
            status: 'accepted',
            settles: true,
          });
    case 'sanction_running': {
      const review = clocks.find(({ name }) => name === 'lifting_review');
      if (review?.state === 'running') return wait('lifting_review');
      return step('committee', 'c1', 'lift_sanction', { lifted: true, reason: words });
    }
    default:
      return m.evidence.length > m.itemsAtClosing
        ? step('officer', 'o1', 'reopen', {
            evidence: [m.evidence.at(-1)?.id ?? ''],
            reason: words,
          })
        : proof('statement');
  }
};

const proof = (sourceClass: 'document' | 'telemetry' | 'vendor_report' | 'statement'): Step =>
  step('officer', 'o1', 'add_evidence', {
    ...{ sourceClass, title: words, text: words, events: [], bearing: 'inculpatory', copy: words },
    signals: sourceClass === 'telemetry' ? ['sig-1'] : [],
  });

const paper = (m: Reference): Step | undefined =>
  m.attachments.length > 0
    ? undefined
    : step('officer', 'o1', 'attach', {
        title: words,
        content: words,
        mediaType: 'application/pdf',
      });

const notice = (
  evidence: readonly string[],
  clauses: readonly string[],
  proposed: CommandPayloads['issue_notice']['proposed'],
) =>
  step('officer', 'o2', 'issue_notice', {
    facts: words,
    clauses,
    evidence,
    proposed,
    rights: RIGHTS,
  });

const fullNotice = (m: Reference, items: readonly string[]): Step => {
  const { outcome, level } = m.finding?.proposed ?? { outcome: 'grade_void' as OutcomeKind };
  return notice(items, ALL_CLAUSES, { outcome, ...(level && { maxLevel: level }) });
};

const shortNotice = (m: Reference, items: readonly string[]): Step =>
  m.violation === 'non_participation'
    ? notice(items, [ART25], { outcome: 'absent_zero' })
    : notice(items, [ART17], { outcome: 'disqualified' });

const confirmation = (m: Reference, { verdict }: Plan): Step => {
  const result: ShortOutcome = m.violation === 'non_participation' ? 'absent_zero' : 'disqualified';
  const outcome = verdict === 'nothing' ? 'none' : result;
  return step('reviewer', REVIEWER, 'confirm', { outcome, facts: words, answer: words });
};

/** As noticed, lighter, or nothing; never beyond what an appeal sent back. */
const decisionOf = ({ verdict, length }: Plan, m: Reference): Sanction => {
  // And of those decided anew, a third.
  if (verdict === 'nothing' || (m.decisions > 0 && length % 3 === 0))
    return { outcome: 'not_established' };
  const most = m.former ?? m.notice?.proposed ?? { outcome: 'not_established' };
  return verdict === 'lighter' ? { outcome: most.outcome } : most;
};

const deliberate = (
  m: Reference,
  aim: Sanction,
  items: readonly string[],
  hasty: boolean,
): Step => {
  const open = silent(m, 'committee', hasty ? [] : PANEL);
  if (open) return open;
  // Somebody dissents, and the chair does not wait for the others.
  if (hasty && m.votes.size < 2)
    return step('committee', PANEL[m.votes.size] ?? 'c1', 'vote', { outcome: 'not_established' });
  const silentMember = (m.committee?.members ?? []).find((member) => {
    const cast = m.votes.get(member);
    return cast?.outcome !== aim.outcome || cast.level !== aim.level;
  });
  if (silentMember !== undefined && !(hasty && m.votes.size > 1))
    return step('committee', silentMember, 'vote', aim);
  if (!hasty && !m.legalPassed && aim.level !== undefined)
    return step('legal', 'l1', 'record_legal_review', { passed: true, opinion: words });
  if (!hasty && !m.meetingHeld && aim.level === 'expulsion') return paper(m) ?? meeting(m);
  const answers = Array.from({ length: m.points }, (_, index) => ({
    point: index + 1,
    answer: words,
  }));
  const evidence = items.filter((id) => m.notice?.evidence.includes(id));
  const timed = aim.level !== undefined && aim.level !== 'expulsion';
  return step('committee', m.committee?.chair ?? 'c1', 'decide', {
    ...{ ...aim, facts: words, clauses: m.notice?.clauses ?? [], evidence },
    // With a level it is the reviews that are left out.
    ...((!hasty || aim.level !== undefined) && { answers }),
    ...(timed && { periodMonths: 6 }),
  });
};

const meeting = (m: Reference): Step =>
  step('committee', 'c1', 'record_presidents_meeting', {
    ...{ heldAt: m.notice?.at ?? 0, resolution: words },
    attachment: m.attachments[0] ?? '',
  });

/** An upheld appeal, once delivered, may go to the province or become final; a lifting is filed. */
const afterDocument = (m: Reference, plan: Plan, now: number): Step | undefined => {
  if (awaitedPaper(m) !== undefined) return undefined;
  if (m.place === 'lifted')
    return step('registrar', 'wu', 'acknowledge_execution', { fileReference: 'f-9' });
  if (m.place !== 'upheld' || !handedOver(m, 'appeal_decision', m.ruling?.at ?? 0))
    return undefined;
  return plan.province === 'none' || m.short
    ? wait('provincial_appeal')
    : step('student', STUDENT, 'file_provincial_appeal', { filedAt: now });
};
