import type { ModelledName } from './modelled.js';
import type { CommandPayloads } from '../../libs/cases/commands.js';
import { DEADLINE_NAMES } from '../../libs/cases/deadline.js';
import {
  APPEAL_GROUNDS,
  DELIVERY_METHODS,
  EXCULPATORY_ITEMS,
  PROVINCIAL_RESULTS,
  RIGHTS,
} from '../../libs/cases/documents.js';
import { SOURCE_CLASSES } from '../../libs/cases/evidence.js';
import { OUTCOME_KINDS, SHORT_OUTCOMES } from '../../libs/cases/outcome-kind.js';
import { COMPLIANCE_OUTCOMES } from '../../libs/cases/compliance/commands.js';
import { DISCIPLINE_LEVELS } from '../../libs/regulation/discipline-level.js';
import {
  ART14,
  ART17,
  ART24,
  ART25,
  ART52,
  BLANK,
  COLLEGE,
  COURSE,
  DAY,
  DISCIPLINE,
  GHOST,
  HOUR,
  OWNER,
  STAFF,
  TEACHERS,
  UNKNOWN,
  words,
} from './cast.js';
import { anyFindings, FINDINGS } from './findings.js';
import type { Random } from './random.js';
import type { Reference } from './reference.js';

/** Everything that anybody might send, sensible or not; `now` in milliseconds. */
export class Payloads {
  constructor(
    private readonly random: Random,
    private readonly m: Reference,
    private readonly now: number,
  ) {}

  of<Name extends ModelledName>(name: Name): CommandPayloads[Name] {
    return this.all[name]() as CommandPayloads[Name];
  }

  text = () => (this.random.chance(0.93) ? words : BLANK);
  person = () => (this.random.chance(0.97) ? this.random.pick(STAFF) : GHOST);
  private item = () => this.random.pick([...this.m.evidence.map(({ id }) => id), 'E-001', 'E-999']);
  private items = () => {
    const all = this.m.evidence.filter(({ excluded }) => !excluded).map(({ id }) => id);
    return this.random.chance(0.9) ? this.random.some(all, 0.8) : [this.item()];
  };
  private file = () => this.random.pick([undefined, ...this.m.attachments, 'A-999']);
  private files = () => this.random.some(this.m.attachments, 0.3);
  private clauses = () =>
    this.random
      .some([ART24, DISCIPLINE, ART52, ART14, ART17, ART25], 0.7)
      .concat(this.random.chance(0.03) ? UNKNOWN : []);
  private level = () => (this.random.chance(0.4) ? this.random.pick(DISCIPLINE_LEVELS) : undefined);
  private sanction = () => {
    const level = this.level();
    return { outcome: this.random.pick(OUTCOME_KINDS), ...(level && { level }) };
  };
  private instant = () => this.now + this.random.pick([0, 0, 0, -HOUR, -40 * DAY, HOUR]);
  private flag = () => this.random.chance(0.5);
  private members = () => {
    const size = this.random.pick([3, 3, 5, 2, 4]);
    return Array.from({ length: size }, () => this.person());
  };
  private maybe = <Name extends string, Value>(name: Name, value: Value | undefined) =>
    value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);

  private readonly all: { [Name in ModelledName]: () => CommandPayloads[Name] } = {
    claim: () => ({}),
    reassign: () => ({ person: this.person(), reason: this.text() }),
    dismiss: () => ({ reason: 'insufficient' }),
    link: () => ({
      cases: [this.random.pick(['case-1', 'case-2', 'case-3'])],
      reason: this.text(),
    }),
    open_investigation: () => ({ investigators: this.random.some(STAFF, 0.1) }),
    add_investigator: () => ({ person: this.person() }),
    declare_interest: () => {
      const conflict = this.random.chance(0.12);
      return { conflict, ...this.maybe('relation', conflict ? this.text() : undefined) };
    },
    await: () => ({
      on: this.random.pick(['vendor', 'student']),
      question: this.text(),
      hold: this.flag(),
    }),
    resume: () => ({}),
    attach: () => ({ title: words, content: this.text(), mediaType: 'application/pdf' }),
    add_evidence: () => ({
      sourceClass: this.random.pick(SOURCE_CLASSES),
      title: this.text(),
      events: this.random.chance(0.15) ? [{ source: 's-1', id: 'e-1' }] : [],
      signals: this.random.pick([[], ['sig-1'], ['sig-9']]),
      bearing: this.random.pick(['inculpatory', 'inculpatory', 'exculpatory', 'neutral']),
      copy: words,
      ...this.maybe('attachment', this.file()),
      ...this.maybe(
        'shared',
        this.random.chance(0.1) ? { case: 'case-2', evidence: 'E-001' } : undefined,
      ),
    }),
    exclude_evidence: () => ({ evidence: this.item(), reason: this.text() }),
    reaffirm_evidence: () => ({ evidence: this.item(), reason: this.text() }),
    submit_finding: () => ({
      established: this.random.chance(0.8),
      part: this.random.pick(['participant', 'organiser']),
      facts: this.text(),
      clauses: this.clauses(),
      evidence: this.items(),
      exculpatory: this.random
        .some(EXCULPATORY_ITEMS, 0.9)
        .map((item) => ({ item, considered: this.text() })),
      proposed: this.sanction(),
    }),
    return_finding: () => ({ reason: this.text() }),
    approve_finding: () => ({}),
    issue_notice: () => ({
      facts: this.text(),
      clauses: this.clauses(),
      evidence: this.items(),
      proposed: {
        outcome: this.random.pick([...OUTCOME_KINDS, ...SHORT_OUTCOMES]),
        ...this.maybe('maxLevel', this.level()),
      },
      rights: this.random.some(RIGHTS, 0.9),
      ...this.maybe('defenceDays', this.random.pick([undefined, 2, 3, 10])),
    }),
    record_delivery: () => ({
      document: this.random.pick(['notice', 'decision', 'appeal_decision', 'lifting']),
      method: this.random.pick(DELIVERY_METHODS),
      delivered: this.random.chance(0.8),
      deliveredAt: this.instant(),
      ...this.maybe('whyNotFormer', this.flag() ? this.text() : undefined),
      proof: {
        ...this.maybe('attachment', this.file()),
        ...this.maybe('text', this.flag() ? this.text() : undefined),
        ...this.maybe(
          'witnesses',
          this.random.pick([undefined, [words], [words, words], [words, BLANK]]),
        ),
      },
    }),
    consent_delivery: () => ({ given: this.random.chance(0.8), address: this.text() }),
    file_statement: () => ({
      points: this.random.pick([[], [this.text()], [this.text(), words]]),
      final: this.random.chance(0.6),
      attachments: this.files(),
    }),
    waive_defence: () => this.maybe('attachment', this.file()),
    answer_point: () => ({
      point: this.random.below(4),
      answer: this.text(),
      evidence: this.random.some(this.items(), 0.2),
    }),
    request_recusal: () => ({ person: this.person(), reason: this.text() }),
    rule_recusal: () => ({
      person: this.random.pick([...this.m.recusals.keys(), this.person()]),
      granted: this.flag(),
      reason: this.text(),
    }),
    record_legal_review: () => ({
      passed: this.flag(),
      opinion: this.text(),
      ...this.maybe('attachment', this.file()),
    }),
    record_presidents_meeting: () => ({
      heldAt: this.instant(),
      resolution: this.text(),
      attachment: this.file() ?? 'A-001',
    }),
    convene: () => {
      const members = this.members();
      return {
        members,
        chair: this.random.chance(0.9) ? (members[0] ?? 'c1') : this.person(),
        meetingAt: this.now,
        ...this.maybe('secretary', this.random.chance(0.3) ? this.person() : undefined),
      };
    },
    vote: () => this.sanction(),
    decide: () => ({
      ...this.sanction(),
      facts: this.text(),
      clauses: this.clauses(),
      evidence: this.items(),
      ...this.maybe('periodMonths', this.random.pick([undefined, 3, 6, 12, 18])),
      ...this.maybe(
        'answers',
        this.random.pick([undefined, [{ point: this.random.below(4), answer: this.text() }]]),
      ),
    }),
    file_appeal: () => ({
      grounds: this.random.some(APPEAL_GROUNDS, 0.4),
      text: this.text(),
      attachments: this.files(),
      ...this.maybe('receivedAt', this.random.pick([undefined, this.instant()])),
    }),
    stay_execution: () => ({ stay: this.flag(), reason: this.text() }),
    decide_appeal: () => ({
      result: this.random.pick(['upheld', 'remitted']),
      ...this.maybe('recommend', this.random.pick(['revoke', 'change'])),
      grounds: [],
      reasons: this.text(),
      members: this.members(),
    }),
    file_provincial_appeal: () => ({
      filedAt: this.instant(),
      ...this.maybe('attachment', this.file()),
    }),
    decide_provincial_appeal: () => ({
      result: this.random.pick(PROVINCIAL_RESULTS),
      ground: this.text(),
      receivedAt: this.instant(),
      attachment: this.file() ?? 'A-001',
    }),
    acknowledge_execution: () => ({ fileReference: this.random.pick(['f-1', 'f-2']) }),
    lift_sanction: () => ({
      lifted: this.flag(),
      reason: this.text(),
      ...this.maybe('attachment', this.file()),
    }),
    refer: () => ({
      authority: this.text(),
      reason: this.text(),
      ...this.maybe('attachment', this.file()),
    }),
    extend_deadline: () => ({
      deadline: this.random.pick(DEADLINE_NAMES),
      days: this.random.pick([0, 1, 5, 20]),
      unit: this.random.pick(['calendar', 'working']),
      reason: this.text(),
      approvedBy: this.random.pick(['dean', 'dean', 'dean', 'r1', 'a1', GHOST, '']),
    }),
    object: () => ({ text: this.text(), attachments: this.files() }),
    confirm: () => ({
      outcome: this.random.pick(SHORT_OUTCOMES),
      facts: this.text(),
      ...this.maybe('answer', this.random.pick([undefined, this.text()])),
    }),
    withdraw: () => ({ reason: this.text(), reference: this.text() }),
    suspend: () => ({ reason: this.text() }),
    reopen: () => ({
      evidence: this.random.pick([
        [],
        [this.item()],
        this.m.evidence.slice(-1).map(({ id }) => id),
      ]),
      reason: this.text(),
    }),
    open_compliance: () => ({
      ...{ id: 'case-1', course: COURSE, policyVersion: '1' },
      findings: anyFindings(this.random),
    }),
    update_findings: () => ({ findings: anyFindings(this.random) }),
    notify_college: () => ({
      facts: this.text(),
      findings: this.random.some(
        FINDINGS.map(({ code }) => code),
        0.3,
      ),
      ...this.maybe('answerDays', this.random.pick([undefined, 0, 1, 20])),
    }),
    answer_college: () => ({
      remedied: this.flag(),
      text: this.text(),
      ...this.maybe('attachments', this.random.pick([undefined, this.files(), ['A-999']])),
    }),
    conclude_compliance: () => ({
      outcome: this.random.pick(COMPLIANCE_OUTCOMES),
      facts: this.text(),
    }),
    update_signals: () => {
      const state = this.random.pick(['raised', 'revised', 'withdrawn'] as const);
      const score = state === 'withdrawn' ? 0.1 : 0.95;
      const signal = {
        id: 'sig-1',
        detector: 'd',
        detectorVersion: '1',
        state,
        revision: this.random.below(4),
        score,
      };
      return { signals: [signal], score, threshold: 0.9 };
    },
    note_course: () => ({
      course: {
        offering: 'CS101',
        owner: OWNER,
        teachers: this.random.pick([TEACHERS, TEACHERS, [OWNER, 'c5']]),
        enrolled: this.random.chance(0.9),
        ...this.maybe('college', this.random.chance(0.9) ? COLLEGE : undefined),
        ...this.maybe('reporters', this.random.pick([undefined, undefined, ['c4']])),
      },
    }),
    note_result: () => ({
      case: this.random.pick(['case-1', 'case-2', 'case-3']),
      result: this.random.pick(['grade_void', 'disqualified', 'absent_zero', undefined]),
    }),
    note_link: () => ({ case: this.random.pick(['case-1', 'case-2']) }),
    fire_deadline: () => ({ name: this.random.pick([...DEADLINE_NAMES, 'await' as const]) }),
    note_acknowledgement: () => ({
      outcome: this.random.pick(['o-1', 'o-2']),
      status: this.random.pick(['accepted', 'refused']),
      settles: this.flag(),
    }),
  };
}
