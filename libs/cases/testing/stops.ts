import type { DisciplineLevel } from '../../regulation/discipline-level.js';
import type { Violation } from '../../detection/violation.js';
import type { CaseContext } from '../context.js';
import {
  appeals,
  committee,
  CONTEXT,
  DAY,
  DECISION,
  delivery,
  evidence,
  FINDING,
  FLAG,
  HOUR,
  Journey,
  machine,
  MEMBERS,
  NOTICE,
  officer,
  registrar,
  reviewer,
  student,
  text,
  vote3,
  withLevel,
} from './journey.js';

export interface Options {
  readonly level?: DisciplineLevel;
  readonly violation?: Violation;
  readonly points?: readonly string[];
  readonly context?: CaseContext;
  readonly enrolled?: boolean;
}

type Step = (journey: Journey, options: Options) => void;

const papers = ({ level }: Options) =>
  level ? withLevel(level) : { finding: FINDING, notice: NOTICE, decision: DECISION };

const POINTS = ['the network was down', 'it was not me'];

/** The whole path of a violation case, stop by stop, in order. */
export const STOPS = {
  flagged: (j, { violation = FLAG.violation, enrolled = true }) =>
    j.do(machine, 'flag', { ...FLAG, violation, course: { ...FLAG.course, enrolled } }),
  triage: (j) => j.advance(HOUR).do(officer('li'), 'claim', {}),
  investigating: (j) => {
    j.advance(HOUR).do(officer('li'), 'open_investigation', { investigators: ['wang'] });
    j.do(officer('li'), 'declare_interest', { conflict: false });
    j.do(officer('wang'), 'declare_interest', { conflict: false });
    j.do(officer('li'), 'add_evidence', evidence());
    j.do(officer('wang'), 'add_evidence', evidence({ sourceClass: 'vendor_report', signals: [] }));
  },
  finding_review: (j, o) => {
    j.advance(DAY).do(officer('li'), 'submit_finding', papers(o).finding);
    j.do(reviewer, 'declare_interest', { conflict: false });
  },
  approved: (j) => j.advance(HOUR).do(reviewer, 'approve_finding', {}),
  notice_issued: (j, o) => j.advance(HOUR).do(officer('li'), 'issue_notice', papers(o).notice),
  defence_open: (j) => j.advance(HOUR).do(officer('li'), 'record_delivery', delivery(j)),
  defence_closed: (j, { points = POINTS }) =>
    points.length === 0
      ? j.advance(HOUR).do(student, 'waive_defence', {})
      : j.advance(HOUR).do(student, 'file_statement', { points: points.map(text) }),
  deliberation: (j, { points = POINTS }) => {
    j.advance(DAY).do(committee('secretary'), 'convene', {
      members: MEMBERS,
      chair: 'c1',
      meetingAt: j.now + DAY,
    });
    for (const member of MEMBERS) j.do(committee(member), 'declare_interest', { conflict: false });
    for (const index of points.keys())
      j.do(officer('li'), 'answer_point', { point: index + 1, answer: text('heard') });
  },
  voted: (j, { level }) =>
    vote3(j.advance(HOUR), { outcome: 'grade_void', ...(level && { level }) }),
  decided: (j, o) => j.advance(HOUR).do(committee('c1'), 'decide', papers(o).decision),
  appeal_open: (j) =>
    j.advance(HOUR).do(officer('li'), 'record_delivery', delivery(j, { document: 'decision' })),
  final: (j) => j.advance(15 * DAY).do(machine, 'fire_deadline', { name: 'appeal' }),
  executed: (j) => {
    j.do(machine, 'note_acknowledgement', { outcome: 'o-2', status: 'accepted', settles: true });
    j.do(registrar, 'acknowledge_execution', { fileReference: '档-2026-7' });
  },
} satisfies Record<string, Step>;

const PANEL = ['a1', 'a2', 'a3'];

/** Served, appealed, upheld by the school's appeals committee, and that conclusion delivered. */
export const concludedCase = (options: Options = {}): Journey => {
  const journey = caseAt('appeal_open', options).advance(DAY);
  const grounds = ['facts' as const];
  journey.do(student, 'file_appeal', { grounds, text: text('it was not me'), attachments: [] });
  for (const member of PANEL) journey.do(appeals(member), 'declare_interest', { conflict: false });
  const ruling = { result: 'upheld', grounds, reasons: text('proven'), members: PANEL } as const;
  journey.do(appeals('a1'), 'decide_appeal', ruling);
  journey.advance(HOUR);
  journey.do(officer('li'), 'record_delivery', delivery(journey, { document: 'appeal_decision' }));
  return journey;
};

export type Stop = keyof typeof STOPS;

/** A case that has come as far as `stop`. */
export const caseAt = (stop: Stop, options: Options = {}): Journey => {
  const journey = new Journey(options.context ?? CONTEXT);
  for (const [name, step] of Object.entries(STOPS) as [Stop, Step][]) {
    step(journey, options);
    if (name === stop) break;
  }
  return journey;
};
