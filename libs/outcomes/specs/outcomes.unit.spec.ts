import { DEFAULT_LIMITS } from '../../regulation/limits.js';
import { describe, expect, it } from '@jest/globals';
import { fold } from '../../event-sourcing/decider.js';
import { evolve } from '../../cases/evolution/evolve.js';
import type { CommandPayloads } from '../../cases/commands.js';
import type { CaseState } from '../../cases/state.js';
import {
  appeals,
  committee,
  DECISION,
  delivery,
  HOUR,
  machine,
  MEMBERS,
  officer,
  student,
  text,
  vote3,
  type Journey,
} from '../../cases/testing/journey.js';
import { shortCaseAt } from '../../cases/testing/short-path.js';
import { caseAt, concludedCase } from '../../cases/testing/stops.js';
import { outcomeDecider, settles, type OutcomeCommand } from '../outcome.decider.js';
import { rightsAfterShort, rightsAfterVoid, type Outcome, type OutcomeEvent } from '../outcome.js';
import { NOTHING_SAID, type OutcomeState } from '../outcome-state.js';

const li = officer('li');

/** Follows the case's events one by one, each of them twice, as a reader that crashes would. */
const told = (journey: Journey, effectiveOn: 'final' | 'served' = 'final') => {
  let state: OutcomeState = NOTHING_SAID;
  let kase: CaseState = undefined;
  const said: OutcomeEvent[] = [];
  for (const [index, event] of journey.events.entries()) {
    kase = evolve(kase, event);
    for (let repeat = 0; repeat < 2 && kase; repeat += 1) {
      const command = { type: 'follow', event, version: index + 1, after: kase } as const;
      const decision = outcomeDecider.decide(
        { ...command, limits: { ...DEFAULT_LIMITS, effectiveOn } },
        state,
      );
      if (!decision.ok) throw new Error(decision.refusal.name);
      state = fold(outcomeDecider.evolve, state, decision.events);
      said.push(...decision.events);
    }
  }
  return { state, said, messages: state.messages, kinds: state.messages.map(({ kind }) => kind) };
};

describe('what the registry hears of a case', () => {
  it('nothing before the notice', () => {
    expect(told(caseAt('approved')).messages).toEqual([]);
  });

  it('a hold with the notice, once, also when there is a second notice', () => {
    const journey = caseAt('defence_closed');
    journey.do(li, 'issue_notice', { ...notice(), facts: text('more precisely') });
    expect(told(journey).messages).toMatchObject([
      { id: '2026-000001-1', version: 1, kind: 'hold', offering: 'CS101-2026S-01' },
    ]);
  });

  it('the void when the decision is final, not before, with the rights of a major course', () => {
    expect(told(caseAt('appeal_open')).kinds).toEqual(['hold']);
    expect(told(caseAt('executed')).messages.at(-1)).toMatchObject({
      id: '2026-000001-2',
      kind: 'grade_void',
      makeUp: 'on_approval',
      retake: 'on_approval',
    });
    expect(told(caseAt('executed')).kinds).toEqual(['hold', 'grade_void']);
  });

  it('the void when it is served, and not again when final, if the policy says so', () => {
    expect(told(caseAt('decided'), 'served').kinds).toEqual(['hold']);
    expect(told(caseAt('appeal_open'), 'served').kinds).toEqual(['hold', 'grade_void']);
    expect(told(caseAt('final'), 'served').kinds).toEqual(['hold', 'grade_void']);
  });

  it('a stay holds what is in force and says it anew when it ends; a revocation names what was held', () => {
    const journey = caseAt('appeal_open');
    journey.do(student, 'file_appeal', { grounds: ['facts'], text: text('x'), attachments: [] });
    const a1 = appeals('a1');
    journey.do(a1, 'declare_interest', { conflict: false });
    const stay = { stay: true, reason: text('exams ahead') };
    journey.do(a1, 'stay_execution', stay);
    expect(told(journey).kinds).toEqual(['hold']);
    expect(told(journey, 'served').kinds).toEqual(['hold', 'grade_void', 'hold']);
    journey.do(a1, 'stay_execution', { ...stay, stay: false });
    expect(told(journey, 'served').kinds).toEqual(['hold', 'grade_void', 'hold', 'grade_void']);
    expect(told(journey).kinds).toEqual(['hold']);
    expect(told(revoked(stay), 'served').messages).toMatchObject([
      { kind: 'hold' },
      { id: '2026-000001-2', kind: 'grade_void' },
      { kind: 'hold' },
      { kind: 'release', reversalOf: '2026-000001-2' },
    ]);
  });

  it('no make-up and no retake in a general elective, on approval elsewhere', () => {
    expect(rightsAfterVoid({ category: 'general_elective' })).toEqual({
      makeUp: 'no',
      retake: 'no',
    });
    for (const category of ['general_compulsory', 'major', undefined] as const)
      expect(rightsAfterVoid(category === undefined ? {} : { category })).toEqual({
        makeUp: 'on_approval',
        retake: 'on_approval',
      });
  });

  it('none with the level for an organiser who has no grade there', () => {
    const journey = caseAt('final', { enrolled: false, level: 'warning' });
    expect(told(journey).messages.at(-1)).toMatchObject({ kind: 'none', level: 'warning' });
  });

  it('a release when the vendor retracts, and when nothing was established', () => {
    const withdrawn = caseAt('defence_open');
    withdrawn.do(li, 'withdraw', { reason: text('rollback'), reference: text('mail') });
    expect(told(withdrawn).kinds).toEqual(['hold', 'release']);
    const cleared = decidedAs('not_established');
    expect(told(cleared).kinds).toEqual(['hold', 'release']);
    expect(told(cleared).messages.at(-1)?.reversalOf).toBeUndefined();
  });

  it('release and none for what is education only', () => {
    const journey = decidedAs('education_only');
    journey.do(li, 'record_delivery', delivery(journey, { document: 'decision' }));
    journey.advance(30 * 24 * HOUR).do(machine, 'fire_deadline', { name: 'appeal' });
    expect(told(journey).kinds).toEqual(['hold', 'release', 'none']);
  });

  it.each([['final'], ['served']] as const)(
    'one reversal of a decision revoked after an appeal, effective on %s',
    (effectiveOn) => {
      const { messages } = told(revoked(), effectiveOn);
      const reversals = messages.filter(({ reversalOf }) => reversalOf !== undefined);
      expect(reversals).toMatchObject([{ kind: 'release', reversalOf: messages.at(-2)?.id }]);
      expect(messages.at(-1)).toBe(reversals[0]);
    },
  );
});

describe('what the registry hears of the short path', () => {
  it('a hold with the notice, the result when final, once', () => {
    expect(told(shortCaseAt('short_triage')).kinds).toEqual([]);
    expect(told(shortCaseAt('confirmation_served')).kinds).toEqual(['hold']);
    const { messages } = told(shortCaseAt('short_executed'));
    expect(messages).toMatchObject([
      { kind: 'hold' },
      { kind: 'absent_zero', makeUp: 'yes', retake: 'yes' },
    ]);
    const absence = told(shortCaseAt('confirmation_served', 'excessive_absence'), 'served');
    expect(absence.messages[1]).toMatchObject({
      kind: 'disqualified',
      makeUp: 'no',
      retake: 'yes',
    });
  });

  it('no make-up and no retake in a general elective', () => {
    for (const result of ['disqualified', 'absent_zero'] as const)
      expect(rightsAfterShort(result, { category: 'general_elective' }, DEFAULT_LIMITS)).toEqual({
        ...{ makeUp: 'no', retake: 'no' },
      });
  });

  it('whether the disqualified may retake, the policy says; a course no longer given on approval', () => {
    const major = { category: 'major' as const };
    const gone = { ...major, discontinued: true as const };
    const rights = (course: typeof major, retakeAfterDisqualified: 'no' | 'yes' | 'on_approval') =>
      rightsAfterShort('disqualified', course, { retakeAfterDisqualified }).retake;
    for (const word of ['no', 'yes', 'on_approval'] as const)
      expect(rights(major, word)).toBe(word);
    expect(rights(gone, 'yes')).toBe('on_approval');
    expect(rights(gone, 'no')).toBe('no');
    const absent = rightsAfterShort('absent_zero', gone, { retakeAfterDisqualified: 'no' });
    expect(absent).toEqual({ makeUp: 'yes', retake: 'on_approval' });
  });

  it('a release where nothing follows, and one reversal of a result taken back', () => {
    const cleared = shortCaseAt('objection_closed');
    const nothing = { outcome: 'none', facts: text('ill'), answer: text('yes') } as const;
    cleared.do({ role: 'reviewer', person: 'zhao' }, 'confirm', nothing);
    expect(told(cleared).kinds).toEqual(['hold', 'release']);
    const journey = shortCaseAt('confirmation_served');
    journey.do(student, 'file_appeal', { grounds: ['facts'], text: text('no'), attachments: [] });
    const members = ['a1', 'a2', 'a3'];
    for (const one of members) journey.do(appeals(one), 'declare_interest', { conflict: false });
    const ruling = { result: 'remitted' as const, grounds: ['facts' as const], members };
    journey.do(appeals('a1'), 'decide_appeal', { ...ruling, reasons: text('doubt') });
    journey.do({ role: 'reviewer', person: 'zhao' }, 'confirm', nothing);
    const { messages } = told(journey, 'served');
    expect(messages.map(({ kind }) => kind)).toEqual(['hold', 'absent_zero', 'release']);
    expect(messages.map(({ reversalOf }) => reversalOf)).toEqual([
      undefined,
      undefined,
      messages[1]?.id,
    ]);
  });
});

describe('what the registry hears of an appeal to the province', () => {
  const ruledBy = (result: 'uphold' | 'revoke' | 'redo', effectiveOn: 'final' | 'served') => {
    const journey = concludedCase();
    journey.do(student, 'file_provincial_appeal', { filedAt: journey.now });
    journey.do(li, 'attach', { title: text('s'), content: text('x'), mediaType: 'image/png' });
    const receivedAt = journey.now;
    const paper = { result, ground: text('art. 63'), receivedAt, attachment: 'A-001' };
    journey.do(appeals('a1'), 'decide_provincial_appeal', paper);
    return told(journey, effectiveOn).messages;
  };

  it.each([['final'], ['served']] as const)('one reversal once revoked, effective on %s', (on) => {
    const messages = ruledBy('revoke', on);
    const reversals = messages.filter(({ reversalOf }) => reversalOf !== undefined);
    expect(reversals).toMatchObject([{ kind: 'release', reversalOf: messages.at(-2)?.id }]);
    expect(messages.at(-1)).toBe(reversals[0]);
    expect(messages.map(({ kind }) => kind)).toEqual(
      on === 'served' ? ['hold', 'grade_void', 'release'] : ['hold', 'release'],
    );
  });

  it('the void once upheld, not twice; nothing new while the school decides anew', () => {
    for (const on of ['final', 'served'] as const)
      expect(ruledBy('uphold', on).map(({ kind }) => kind)).toEqual(['hold', 'grade_void']);
    expect(ruledBy('redo', 'final').map(({ kind }) => kind)).toEqual(['hold']);
  });
});

describe("the registry's answer", () => {
  const { state } = told(caseAt('final'));
  const answer = { status: 'accepted', reference: 'R-1', at: 5 } as const;
  const acknowledge = (more = {}, outcome = '2026-000001-2'): OutcomeCommand => ({
    type: 'acknowledge',
    outcome,
    by: 'registry',
    acknowledgement: { ...answer, ...more },
  });
  const after = (...commands: OutcomeCommand[]): OutcomeState =>
    commands.reduce((before, command) => {
      const decision = outcomeDecider.decide(command, before);
      return decision.ok ? fold(outcomeDecider.evolve, before, decision.events) : before;
    }, state);

  it('is kept; the same again changes nothing', () => {
    const once = after(acknowledge());
    expect(once.acknowledgements['2026-000001-2']).toEqual(answer);
    expect(outcomeDecider.decide(acknowledge(), once)).toEqual({ ok: true, events: [] });
  });

  it('with other content is refused, and so is an unknown outcome', () => {
    const outcome = '2026-000001-2';
    for (const more of [{ reference: 'R-2' }, { status: 'refused' }, { grade: 61 }, { at: 6 }])
      expect(outcomeDecider.decide(acknowledge(more), after(acknowledge()))).toEqual({
        ok: false,
        refusal: { name: 'AlreadyAcknowledged', outcome },
      });
    expect(outcomeDecider.decide(acknowledge({}, 'x-9'), state)).toEqual({
      ok: false,
      refusal: { name: 'UnknownOutcome', outcome: 'x-9' },
    });
  });

  it('with a grade that contradicts is replaced by the next one; one that does not is the last word', () => {
    const contrary = after(acknowledge({ grade: 60 }));
    expect(outcomeDecider.decide(acknowledge({ grade: 60 }), contrary)).toEqual({
      ...{ ok: true, events: [] },
    });
    for (const more of [{ grade: 0, at: 6 }, { at: 6 }, { status: 'refused' }, { grade: 61 }])
      expect(outcomeDecider.decide(acknowledge(more), contrary)).toMatchObject({
        events: [{ type: 'OutcomeAcknowledged', data: { ...answer, ...more } }],
      });
    const mended = after(acknowledge({ grade: 60 }), acknowledge({ grade: 0 }));
    expect(outcomeDecider.decide(acknowledge({ grade: 0 }), mended).ok).toBe(true);
    for (const more of [{ grade: 60 }, { grade: 1 }, {}])
      expect(outcomeDecider.decide(acknowledge(more), mended).ok).toBe(false);
    // Under a hold a grade stands.
    const held = after(acknowledge({ grade: 60 }, '2026-000001-1'));
    expect(outcomeDecider.decide(acknowledge({}, '2026-000001-1'), held).ok).toBe(false);
  });

  it('may turn from refused to accepted after a redelivery', () => {
    const mended = after(acknowledge({ status: 'refused' }), acknowledge());
    expect(mended.acknowledgements['2026-000001-2']?.status).toBe('accepted');
  });

  it('counts towards execution for the decision only', () => {
    const { messages } = state;
    const settling = messages.filter(({ kind }: Outcome) => settles(kind));
    expect(settling.map(({ kind }) => kind)).toEqual(['grade_void']);
  });
});

const notice = () => ({
  facts: text('facts'),
  clauses: ['qhnu-online@1#24'],
  evidence: ['E-001'],
  proposed: { outcome: 'grade_void' as const },
  rights: ['statement', 'defence'] as const,
});

const decidedAs = (outcome: 'not_established' | 'education_only'): Journey => {
  const journey = caseAt('deliberation');
  vote3(journey, { outcome });
  journey.do(committee('c1'), 'decide', { ...DECISION, outcome, clauses: [] });
  return journey;
};

/** Decided, served, appealed, remitted, and decided anew as not established. */
const revoked = (stay?: CommandPayloads['stay_execution']): Journey => {
  const journey = caseAt('appeal_open');
  journey.do(student, 'file_appeal', { grounds: ['facts'], text: text('no'), attachments: [] });
  const members = ['a1', 'a2', 'a3'];
  for (const member of members)
    journey.do(appeals(member), 'declare_interest', { conflict: false });
  if (stay) journey.do(appeals('a1'), 'stay_execution', stay);
  const ruling = { result: 'remitted' as const, grounds: ['facts' as const], members };
  journey.do(appeals('a1'), 'decide_appeal', { ...ruling, reasons: text('doubt') });
  journey.do(committee('c1'), 'convene', { members: MEMBERS, chair: 'c1', meetingAt: 0 });
  vote3(journey, { outcome: 'not_established' });
  const none = { ...DECISION, outcome: 'not_established' as const, clauses: [] };
  journey.do(committee('c1'), 'decide', none);
  return journey;
};
