import { describe, expect, it } from '@jest/globals';
import {
  appeals,
  committee,
  machine,
  officer,
  registrar,
  student,
  text,
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

  it('given what is no violation, or not established, then nothing is entered', () => {
    expect(entriesOf(shortCaseAt('short_executed'))).toEqual([]);
    const journey = caseAt('defence_open');
    const retracted = { reason: text('rollback'), reference: text('mail') };
    journey.do(officer('li'), 'withdraw', retracted);
    expect(entriesOf(journey)).toEqual([]);
  });
});
