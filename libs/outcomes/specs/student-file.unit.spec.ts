import { describe, expect, it } from '@jest/globals';
import { outcomeOf } from '../../cases/decided-outcome.js';
import {
  appeals,
  committee,
  DAY,
  DECISION,
  delivery,
  evidence,
  FINDING,
  machine,
  MEMBERS,
  officer,
  registrar,
  reviewer,
  student,
  text,
  vote3,
  type Journey,
} from '../../cases/testing/journey.js';
import { shortCaseAt } from '../../cases/testing/short-path.js';
import { caseAt, concludedCase } from '../../cases/testing/stops.js';
import { fileEntriesOf } from '../student-file.js';

const entriesOf = (journey: Journey) => fileEntriesOf(journey.case);

/** The sanction's end is near, and the committee lifts it. */
const lifted = (): Journey => {
  const journey = caseAt('executed', { level: 'warning' });
  const review = journey.case.facts.deadlines.find(({ name }) => name === 'lifting_review');
  journey.now = review?.due ?? 0;
  journey.do(machine, 'fire_deadline', { name: 'lifting_review' });
  journey.do(committee('c2'), 'lift_sanction', { lifted: true, reason: text('good conduct') });
  return journey;
};

/** New evidence, and an officer opens the case again. */
const reopened = (journey: Journey): Journey => {
  journey.advance(DAY).do(officer('li'), 'add_evidence', evidence({ signals: [] }));
  const items = journey.case.facts.evidence.slice(-1).map(({ id }) => id);
  journey.do(officer('li'), 'reopen', { evidence: items, reason: text('new') });
  return journey;
};

/** The second person agrees that nothing is established. */
const dismissed = (journey: Journey): Journey => {
  journey.do(officer('li'), 'open_investigation', { investigators: ['wang'] });
  const nothing = { established: false, proposed: { outcome: 'not_established' as const } };
  journey.do(officer('li'), 'submit_finding', { ...FINDING, ...nothing });
  journey.do(reviewer, 'approve_finding', {});
  expect(journey.status).toBe('dismissed');
  return journey;
};

/** Entered, then sent back by the province: the school decides anew. */
const remittedByProvince = (): Journey => {
  const journey = concludedCase({ level: 'warning' });
  const filedAt = journey.now;
  journey.advance(20 * DAY).do(machine, 'fire_deadline', { name: 'provincial_appeal' });
  journey.do(registrar, 'acknowledge_execution', { fileReference: 'DA-1', at: journey.now });
  const scan = { title: text('s'), content: text('x'), mediaType: 'image/png' } as const;
  journey.do(student, 'attach', scan);
  journey.do(student, 'file_provincial_appeal', { filedAt, attachment: 'A-001' });
  expect(entriesOf(journey)).toMatchObject([{ state: 'entered' }]);
  const paper = { result: 'redo' as const, ground: text('art. 63'), attachment: 'A-001' };
  journey.do(appeals('a1'), 'decide_provincial_appeal', { ...paper, receivedAt: journey.now });
  return journey;
};

const decideAnew = (journey: Journey, outcome: 'grade_void' | 'not_established'): Journey => {
  journey.do(committee('c1'), 'convene', { members: MEMBERS, chair: 'c1', meetingAt: 0 });
  vote3(journey, { outcome });
  const clauses = outcome === 'grade_void' ? DECISION.clauses : [];
  journey.do(committee('c1'), 'decide', { ...DECISION, outcome, clauses });
  return journey;
};

describe("entries in the student's file", () => {
  it('given a decision, then its entry is due once it is final, not before', () => {
    expect(entriesOf(caseAt('appeal_open'))).toEqual([]);
    expect(entriesOf(caseAt('final', { level: 'warning' }))).toMatchObject([
      { kind: 'decision', state: 'due', level: 'warning', violation: 'course_brushing' },
    ]);
  });

  it('given the registrar entered it, then it bears the reference and the period', () => {
    expect(entriesOf(caseAt('executed', { level: 'warning' }))).toMatchObject([
      { state: 'entered', fileReference: expect.any(String), until: expect.any(Number) },
    ]);
    expect(entriesOf(caseAt('executed'))[0]).not.toHaveProperty('until');
  });

  it('given a lifting, then it has an entry of its own', () => {
    const journey = lifted();
    expect(entriesOf(journey)).toMatchObject([
      { kind: 'decision', state: 'entered' },
      { kind: 'lifting', state: 'due' },
    ]);
    const entry = { fileReference: 'DA-9', at: journey.now };
    journey.do(registrar, 'acknowledge_execution', entry);
    expect(entriesOf(journey)).toMatchObject([
      { kind: 'decision' },
      { kind: 'lifting', state: 'entered', fileReference: 'DA-9' },
    ]);
  });

  it('given a revocation, then an entry that was made has to go, and none that was not', () => {
    const revoked = (entered: boolean): Journey => {
      const journey = concludedCase();
      const filedAt = journey.now;
      journey.advance(20 * 24 * 3_600_000);
      journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
      if (entered)
        journey.do(registrar, 'acknowledge_execution', {
          ...{ fileReference: 'DA-1', at: journey.now },
        });
      const scan = { title: text('s'), content: text('x'), mediaType: 'image/png' } as const;
      journey.do(student, 'attach', scan);
      journey.do(student, 'file_provincial_appeal', { filedAt, attachment: 'A-001' });
      const paper = { result: 'revoke' as const, ground: text('art. 63'), attachment: 'A-001' };
      journey.do(appeals('a1'), 'decide_provincial_appeal', { ...paper, receivedAt: journey.now });
      return journey;
    };
    const journey = revoked(true);
    expect(entriesOf(journey)).toMatchObject([{ state: 'withdraw', fileReference: 'DA-1' }]);
    journey.do(registrar, 'acknowledge_execution', { fileReference: 'DA-2', at: journey.now });
    expect(entriesOf(journey)).toMatchObject([
      { state: 'withdrawn', fileReference: 'DA-1', withdrawalReference: 'DA-2' },
    ]);
    expect(entriesOf(revoked(false))).toEqual([]);
  });

  it('given a case that was reopened, then its entry stays until the case has come to another end', () => {
    const journey = reopened(lifted());
    expect(journey.status).toBe('triage');
    expect(entriesOf(journey)).toMatchObject([{ kind: 'decision', state: 'entered' }]);
    expect(outcomeOf(journey.case)).toMatchObject({ kind: 'grade_void', level: 'warning' });
    const entry = { fileReference: 'DA-9', at: journey.now };
    journey.refuses('WrongState', registrar, 'acknowledge_execution', entry);
    dismissed(journey);
    expect(outcomeOf(journey.case)).toBeNull();
    expect(entriesOf(journey)).toMatchObject([{ state: 'withdraw', level: 'warning' }]);
    const early = { fileReference: 'DA-9', at: journey.now - 1 };
    journey.refuses('TimeOutOfOrder', registrar, 'acknowledge_execution', early);
    journey.do(registrar, 'acknowledge_execution', entry);
    expect(entriesOf(journey)).toMatchObject([
      { state: 'withdrawn', withdrawalReference: 'DA-9', until: expect.any(Number) },
    ]);
    expect(journey.do(registrar, 'acknowledge_execution', entry)).toEqual([]);
    const other = { ...entry, fileReference: 'DA-8' };
    journey.refuses('WrongState', registrar, 'acknowledge_execution', other);
  });

  it('given a lifting that was entered too, then both have to go, and go together', () => {
    const journey = lifted();
    journey.do(registrar, 'acknowledge_execution', { fileReference: 'DA-3' });
    dismissed(reopened(journey));
    expect(entriesOf(journey)).toMatchObject([
      { kind: 'decision', state: 'withdraw' },
      { kind: 'lifting', state: 'withdraw', fileReference: 'DA-3' },
    ]);
    journey.do(registrar, 'acknowledge_execution', { fileReference: 'DA-9' });
    expect(entriesOf(journey).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
  });

  it('given an entry that nobody took out yet, when the case is opened again, then it still has to go', () => {
    const journey = reopened(dismissed(reopened(caseAt('executed'))));
    expect(entriesOf(journey)).toMatchObject([{ state: 'withdraw' }]);
    journey.do(registrar, 'acknowledge_execution', { fileReference: 'DA-9' });
    expect(entriesOf(journey)).toMatchObject([{ state: 'withdrawn' }]);
  });

  it('given the school decides anew, then the entry stands until that is final, and is replaced by the next', () => {
    const journey = remittedByProvince();
    expect(entriesOf(journey)).toMatchObject([{ state: 'entered', level: 'warning' }]);
    decideAnew(journey, 'grade_void');
    expect(entriesOf(journey)).toMatchObject([{ state: 'entered' }]);
    journey.do(officer('li'), 'record_delivery', delivery(journey, { document: 'decision' }));
    journey.advance(15 * DAY).do(machine, 'fire_deadline', { name: 'appeal' });
    expect(entriesOf(journey)).toMatchObject([{ state: 'withdraw' }, { state: 'due' }]);
    journey.do(registrar, 'acknowledge_execution', { fileReference: 'DA-2' });
    expect(entriesOf(journey)).toMatchObject([
      { state: 'withdrawn', withdrawalReference: 'DA-2' },
      { state: 'entered', fileReference: 'DA-2' },
    ]);
  });

  it('given the school decides anew that nothing is established, then the entry has to go at once', () => {
    const journey = decideAnew(remittedByProvince(), 'not_established');
    expect(journey.status).toBe('decided');
    expect(entriesOf(journey)).toMatchObject([{ state: 'withdraw' }]);
    journey.do(registrar, 'acknowledge_execution', { fileReference: 'DA-9' });
    expect(entriesOf(journey)).toMatchObject([{ state: 'withdrawn' }]);
  });

  it('given what is no violation, or not established, then nothing is entered', () => {
    expect(entriesOf(shortCaseAt('short_executed'))).toEqual([]);
    const journey = caseAt('defence_open');
    const retracted = { reason: text('rollback'), reference: text('mail') };
    journey.do(officer('li'), 'withdraw', retracted);
    expect(entriesOf(journey)).toEqual([]);
  });
});
