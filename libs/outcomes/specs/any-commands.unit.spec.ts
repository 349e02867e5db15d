import { DEFAULT_LIMITS } from '../../regulation/limits.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../event-sourcing/decider.js';
import { mayEverRun } from '../../cases/behaviours.js';
import { clockOf } from '../../cases/clocks.js';
import type { CommandName, CommandPayloads } from '../../cases/commands.js';
import { DEADLINE_NAMES } from '../../cases/deadline.js';
import type { DeliveredDocument } from '../../cases/documents.js';
import type { CaseEvent, CaseEventOf } from '../../cases/events.js';
import { evolve } from '../../cases/evolution/evolve.js';
import { exceeds } from '../../cases/outcome-kind.js';
import {
  committee,
  DAY,
  DECISION,
  delivery,
  evidence,
  FINDING,
  type Journey,
  MEMBERS,
  NOTICE,
  SIGNAL,
  STUDENT,
  text,
  withLevel,
} from '../../cases/testing/journey.js';
import {
  isShortStop,
  SHORT_NOTICE,
  SHORT_STOP_NAMES,
  shortCaseAt,
  type ShortStop,
} from '../../cases/testing/short-path.js';
import { caseAt, concludedCase, STOPS, type Stop } from '../../cases/testing/stops.js';
import { outcomeDecider } from '../outcome.decider.js';

/** What waits for delivery where the case stands. */
const DOCUMENTS: Readonly<Record<string, DeliveredDocument>> = {
  decided: 'decision',
  confirmed: 'decision',
  upheld: 'appeal_decision',
  short_upheld: 'appeal_decision',
  lifted: 'lifting',
};

/** Commands that often fit: what is random is their order, their callers and the time between. */
const PAYLOADS = (journey: Journey): Partial<CommandPayloads> => ({
  claim: {},
  dismiss: { reason: 'insufficient' },
  open_investigation: { investigators: ['wang'] },
  add_investigator: { person: 'zhao' },
  declare_interest: { conflict: false },
  await: { on: 'student', question: text('why?') },
  resume: {},
  suspend: { reason: text('police') },
  withdraw: { reason: text('rollback'), reference: text('mail') },
  reopen: { evidence: ['E-003'], reason: text('new') },
  add_evidence: evidence(),
  exclude_evidence: { evidence: 'E-001', reason: text('wrong') },
  reaffirm_evidence: { evidence: 'E-001', reason: text('sure') },
  submit_finding: FINDING,
  return_finding: { reason: text('thin') },
  approve_finding: {},
  issue_notice: journey.case.facts.family === 'violation' ? NOTICE : SHORT_NOTICE,
  object: { text: text('I was ill') },
  confirm: { outcome: 'absent_zero', facts: text('never came'), answer: text('no paper') },
  record_delivery: delivery(journey, {
    document: DOCUMENTS[journey.status] ?? 'notice',
  }),
  file_statement: { points: [text('no')] },
  waive_defence: {},
  answer_point: { point: 1, answer: text('checked') },
  convene: { members: MEMBERS, chair: 'c1', meetingAt: 0 },
  vote: { outcome: 'grade_void' },
  decide: { ...DECISION, answers: [] },
  file_appeal: { grounds: ['facts'], text: text('no'), attachments: [] },
  decide_appeal: {
    result: 'remitted',
    grounds: ['facts'],
    reasons: text('doubt'),
    members: ['a1', 'a2', 'a3'],
  },
  // On the first day, as a paper proves: so it may also come late.
  file_provincial_appeal: {
    filedAt: clockOf(journey.case.facts, 'provincial_appeal')?.start ?? journey.now,
    attachment: 'A-001',
  },
  decide_provincial_appeal: {
    result: (['uphold', 'revoke', 'change', 'redo'] as const)[journey.events.length % 4]!,
    ground: text('art. 63'),
    receivedAt: journey.now,
    attachment: 'A-001',
  },
  attach: { title: text('scan'), content: text('x'), mediaType: 'image/png' },
  lift_sanction: { lifted: true, reason: text('good conduct') },
  refer: { authority: text('police'), reason: text('sold answers') },
  acknowledge_execution: { fileReference: 'x' },
  update_signals: { signals: [SIGNAL], score: 0.95, threshold: 0.9 },
  note_acknowledgement: { outcome: '2026-000001-2', status: 'accepted', settles: true },
});

const CALLERS = [
  ['officer', 'li'],
  ['officer', 'wang'],
  ['reviewer', 'zhao'],
  ['reviewer', 'li'],
  ['committee', 'c1'],
  ['committee', 'c2'],
  ['committee', 'c3'],
  ['committee', 'wang'],
  ['appeals', 'a1'],
  ['appeals', 'a2'],
  ['appeals', 'a3'],
  ['student', STUDENT],
  ['registrar', 'registry'],
  ['teacher', 't-17'],
  ['teacher', 'li'],
  ['system', 'casework'],
] as const;

const names = Object.keys(PAYLOADS(caseAt('flagged'))) as CommandName[];
/** What follows a decision: a walk of any command seldom comes as far. */
const LATE: readonly CommandName[] = [
  'attach',
  'file_provincial_appeal',
  'decide_provincial_appeal',
  'lift_sanction',
  'record_delivery',
  'acknowledge_execution',
  'note_acknowledgement',
  'refer',
  'convene',
  'vote',
];

const stepOf = (commands: readonly CommandName[]) =>
  fc.record({
    name: fc.constantFrom(...commands, 'fire_deadline' as const),
    caller: fc.nat(1000),
    fitting: fc.boolean(),
    wait: fc.constantFrom(0, DAY, 20 * DAY, 200 * DAY),
    heavier: fc.boolean(),
    clock: fc.constantFrom(...DEADLINE_NAMES),
  });
const level = fc.constantFrom(undefined, 'warning' as const);
const walk = fc.oneof(
  fc.record({
    from: fc.constantFrom(...(Object.keys(STOPS) as Stop[]), ...SHORT_STOP_NAMES),
    level,
    steps: fc.array(stepOf(names), { maxLength: 60 }),
  }),
  fc.record({
    from: fc.constantFrom('concluded' as const, 'final' as const, 'executed' as const),
    level,
    steps: fc.array(stepOf(LATE), { minLength: 10, maxLength: 60 }),
  }),
);

const HEAVY = withLevel('demerit');

type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer T> ? T : never;

/** Half of the time somebody whose role may run the command, else anybody. */
const callerOf = ({ name, caller, fitting }: Step) => {
  const able = CALLERS.filter(([role]) => !fitting || mayEverRun(role, name, false));
  return able[caller % able.length]!;
};

const perform = (journey: Journey, one: Step) => {
  const [role, person] = callerOf(one);
  const heavy: Partial<CommandPayloads> = one.heavier
    ? {
        submit_finding: HEAVY.finding,
        issue_notice: HEAVY.notice,
        decide: HEAVY.decision,
        vote: { outcome: 'grade_void', level: 'demerit' },
        decide_appeal: { ...PAYLOADS(journey).decide_appeal!, result: 'upheld' },
        update_signals: { signals: [], score: 0.1, threshold: 0.9 },
        declare_interest: { conflict: true, relation: text('aunt') },
      }
    : {};
  const payload =
    one.name === 'fire_deadline'
      ? { name: one.clock }
      : { ...PAYLOADS(journey), ...heavy }[one.name];
  journey.advance(one.wait);
  if (journey.try({ role, person }, one.name, payload as never).ok)
    journey.do({ role, person }, one.name, payload as never);
};

const LEGAL: Readonly<Record<string, readonly string[]>> = {
  flagged: ['withdrawn_flag', 'triage', 'withdrawn'],
  withdrawn_flag: ['flagged'],
  triage: ['investigating', 'invited', 'dismissed', 'withdrawn', 'suspended'],
  invited: ['objection_open', 'withdrawn', 'suspended'],
  objection_open: ['objection_closed', 'invited', 'withdrawn', 'suspended'],
  objection_closed: ['confirmed', 'invited', 'withdrawn', 'suspended'],
  confirmed: ['confirmation_served', 'withdrawn', 'suspended'],
  confirmation_served: ['short_appealed', 'short_final', 'withdrawn', 'suspended'],
  short_appealed: ['short_upheld', 'short_remitted', 'withdrawn', 'suspended'],
  short_upheld: ['short_final', 'withdrawn', 'suspended'],
  short_remitted: ['confirmed', 'withdrawn', 'suspended'],
  short_final: ['short_executed', 'short_appealed', 'triage'],
  short_executed: ['triage'],
  investigating: [
    'awaiting_vendor',
    'awaiting_student',
    'finding_review',
    'dismissed',
    'withdrawn',
    'suspended',
  ],
  awaiting_vendor: ['investigating', 'withdrawn', 'suspended'],
  awaiting_student: ['investigating', 'withdrawn', 'suspended'],
  finding_review: ['investigating', 'notice_issued', 'dismissed', 'withdrawn', 'suspended'],
  notice_issued: ['defence_open', 'withdrawn', 'suspended'],
  defence_open: ['defence_closed', 'notice_issued', 'withdrawn', 'suspended'],
  defence_closed: ['deliberation', 'notice_issued', 'withdrawn', 'suspended'],
  deliberation: ['decided', 'notice_issued', 'withdrawn', 'suspended'],
  decided: ['appeal_open', 'withdrawn', 'suspended'],
  appeal_open: ['appealed', 'final', 'withdrawn', 'suspended'],
  appealed: ['upheld', 'remitted', 'withdrawn', 'suspended'],
  upheld: ['final', 'provincial_appeal', 'withdrawn', 'suspended'],
  provincial_appeal: [
    'upheld',
    'final',
    'executed',
    'sanction_running',
    'revoked',
    'remitted',
    'withdrawn',
    'suspended',
  ],
  remitted: ['deliberation', 'notice_issued', 'withdrawn', 'suspended'],
  final: ['executed', 'appealed', 'provincial_appeal', 'triage'],
  executed: ['sanction_running', 'provincial_appeal', 'triage'],
  sanction_running: ['lifted', 'provincial_appeal', 'triage'],
  lifted: ['archived', 'triage'],
  archived: ['triage'],
  revoked: ['triage'],
  dismissed: ['triage'],
  withdrawn: ['triage'],
};

/** Every state the events lead through, with the event that led there. */
const states = (events: readonly CaseEvent[]) =>
  events.map((event, index) => ({
    event,
    after: fold(evolve, undefined as ReturnType<typeof evolve>, events.slice(0, index + 1))!,
  }));

const startedAt = (from: Stop | ShortStop | 'concluded', options: object): Journey => {
  if (from === 'concluded') return concludedCase(options);
  return isShortStop(from) ? shortCaseAt(from) : caseAt(from, options);
};

describe('whatever is commanded, by whomever, whenever', () => {
  const walked = (check: (journey: Journey) => void) =>
    fc.assert(
      fc.property(walk, ({ from, level, steps }) => {
        const options = level ? { level } : {};
        const journey = startedAt(from, options);
        for (const one of steps) perform(journey, one);
        check(journey);
      }),
      { numRuns: 400 },
    );

  it('the case goes only where the workflow leads, and its version counts its events', () => {
    walked(({ events, state }) => {
      const path = states(events).map(({ after }) => after.stage.status);
      path.slice(1).forEach((status, index) => {
        const before = path[index]!;
        if (status !== before && before !== 'suspended') expect(LEGAL[before]).toContain(status);
      });
      expect(state?.facts.version).toBe(events.length);
    });
  });

  it('no decision exceeds its notice, and none was taken by somebody who investigated', () => {
    walked(({ events }) => {
      let notice: CaseEventOf<'NoticeIssued'>['data'] | undefined;
      const investigators = new Set<string>();
      for (const event of events) {
        if (event.type === 'NoticeIssued') notice = event.data;
        if (event.type === 'InvestigationOpened')
          for (const person of [event.data.by, ...event.data.investigators])
            investigators.add(person);
        if (event.type === 'InvestigatorAdded') investigators.add(event.data.person);
        if (event.type === 'FindingApproved') expect(investigators).not.toContain(event.data.by);
        if (event.type !== 'CaseDecided') continue;
        const { outcome, maxLevel: level } = notice!.proposed;
        expect(exceeds(event.data, { outcome, level })).toBe(false);
        for (const { member } of event.data.votes) expect(investigators).not.toContain(member);
      }
    });
  });

  it('whatever a committee votes and announces, the decision stays within notice and majority', () => {
    const levels = [undefined, 'warning', 'demerit'] as const;
    const ballot = fc.record({
      member: fc.constantFrom(...MEMBERS),
      level: fc.constantFrom(...levels),
      announce: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(ballot, { maxLength: 20 }), (ballots) => {
        const journey = caseAt('deliberation', { level: 'warning' });
        for (const { member, level, announce } of ballots) {
          const vote = { outcome: 'grade_void' as const, level };
          const decision = { ...HEAVY.decision, level };
          if (journey.try(committee(member), 'vote', vote).ok)
            journey.do(committee(member), 'vote', vote);
          if (announce && journey.try(committee('c1'), 'decide', decision).ok)
            journey.do(committee('c1'), 'decide', decision);
        }
        const { stage } = journey.case;
        if (stage.status !== 'decided') return;
        expect(stage.decision.level).not.toBe('demerit');
        const agreeing = stage.votes.filter(({ level }) => level === stage.decision.level);
        expect(agreeing.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('no grade is touched without a decision of people, no hold without a notice', () => {
    walked(({ events }) => {
      let standing = outcomeDecider.initialState;
      const seen = new Set<string>();
      states(events).forEach(({ event, after }, index) => {
        seen.add(event.type);
        const decision = outcomeDecider.decide(
          {
            type: 'follow',
            event,
            version: index + 1,
            after,
            limits: { ...DEFAULT_LIMITS, effectiveOn: 'served' },
          },
          standing,
        );
        if (!decision.ok) throw new Error(decision.refusal.name);
        standing = fold(outcomeDecider.evolve, standing, decision.events);
        for (const said of decision.events) {
          const { family } = after.facts;
          expect(seen).toContain(family === 'violation' ? 'NoticeIssued' : 'ObjectionInvited');
          if (said.type === 'OutcomeIssued')
            expect(seen).toContain(family === 'violation' ? 'CaseDecided' : 'CaseConfirmed');
        }
      });
    });
  });

  it('nobody confirms their own notice, and no short path meets the full one', () => {
    walked(({ events, state }) => {
      let issuer: string | undefined;
      for (const event of events) {
        if (event.type === 'ObjectionInvited') issuer = event.data.by;
        if (event.type === 'CaseConfirmed') expect(event.data.by).not.toBe(issuer);
      }
      const types = new Set(events.map(({ type }) => type));
      const foreign =
        state?.facts.family === 'violation'
          ? (['ObjectionInvited', 'CaseConfirmed'] as const)
          : (['InvestigationOpened', 'NoticeIssued', 'CaseDecided'] as const);
      for (const type of foreign) expect(types).not.toContain(type);
    });
  });

  it('evolve is total: any events in any order leave a state or none', () => {
    const pool = [...caseAt('executed').events, ...caseAt('triage').events];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pool), { maxLength: 40 }), (events) => {
        const state = fold(evolve, undefined as ReturnType<typeof evolve>, events);
        const flaggedAt = events.findIndex(({ type }) => type === 'CaseFlagged');
        const counted = flaggedAt === -1 ? undefined : events.length - flaggedAt;
        expect(state?.facts.version).toBe(counted);
      }),
    );
  });
});
