import { describe, expect, it } from '@jest/globals';
import { rowOf } from '../case-row.js';
import {
  appeals,
  committee,
  DAY,
  delivery,
  HOUR,
  machine,
  MEMBERS,
  NOTHING,
  officer,
  registrar,
  student,
  STUDENT,
  text,
  vote3,
  type Journey,
} from '../testing/journey.js';
import { caseAt, concludedCase } from '../testing/stops.js';

const li = officer('li');
const a1 = appeals('a1');
const scan = { title: text('scan'), content: text('x'), mediaType: 'application/pdf' };
const windowEnd = (journey: Journey): number =>
  journey.case.facts.deadlines.find(({ name }) => name === 'provincial_appeal')!.due;
const file = (journey: Journey) => ({ filedAt: journey.now });
const paper = (journey: Journey, result: 'uphold' | 'revoke' | 'change' | 'redo') => ({
  result,
  ground: text('order 41 art. 63'),
  receivedAt: journey.now,
  attachment: 'A-001',
});
const before = (journey = concludedCase()): Journey => {
  journey.do(student, 'file_provincial_appeal', file(journey));
  journey.do(li, 'attach', scan);
  return journey.advance(DAY);
};

describe('an appeal to the province', () => {
  it('waits for the conclusion of the school and its delivery', () => {
    const early = caseAt('final');
    early.refuses('AppealWindowClosed', student, 'file_provincial_appeal', file(early));
    const open = caseAt('appeal_open');
    open.refuses('WrongState', student, 'file_provincial_appeal', file(open));
  });

  it('is filed within fifteen days: a millisecond before 24:00 in time, at 24:00 too late', () => {
    const journey = concludedCase();
    journey.now = windowEnd(journey);
    journey.refuses('AppealWindowClosed', student, 'file_provincial_appeal', file(journey));
    journey.now -= 1;
    journey.do(student, 'file_provincial_appeal', file(journey));
    expect(journey.status).toBe('provincial_appeal');
  });

  it('gives the province thirty working days, and rings when they are over', () => {
    const journey = before();
    const [clock] = journey.case.facts.deadlines.filter(({ name }) => name === 'provincial_appeal');
    expect(clock).toMatchObject({ unit: 'working', days: 30, basis: 'moe-41#62' });
    journey.now = windowEnd(journey);
    journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
    expect(journey.status).toBe('provincial_appeal');
    expect(windowEnd(journey)).toBe(clock?.due);
  });

  it('that the school learns of late counts from the day that a paper proves', () => {
    const journey = concludedCase();
    const filedAt = journey.advance(DAY).now;
    journey.now = windowEnd(journey);
    journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
    expect(journey.status).toBe('final');
    journey.refuses('AppealWindowClosed', student, 'file_provincial_appeal', { filedAt });
    const missing = { filedAt, attachment: 'A-009' };
    journey.refuses('UnknownReference', student, 'file_provincial_appeal', missing);
    journey.do(li, 'attach', scan);
    const onBehalf = { student: STUDENT, attachment: 'A-001' };
    const future = { filedAt: journey.now + 1 };
    journey.refuses('TimeOutOfOrder', li, 'file_provincial_appeal', future, { onBehalf });
    journey.do(li, 'file_provincial_appeal', { filedAt }, { onBehalf });
    journey.do(a1, 'decide_provincial_appeal', paper(journey, 'uphold'));
    expect(journey.status).toBe('final');
  });

  it('is recorded by the appeals committee from the paper, with a ground and a possible time', () => {
    const journey = before();
    const right = paper(journey, 'revoke');
    const data = 'decide_provincial_appeal';
    journey.refuses('RoleMayNotRun', committee('c1'), data, right);
    journey.refuses('MachineMayOnlyFlag', machine, data, right);
    journey.refuses('ReasonMissing', a1, data, { ...right, ground: NOTHING });
    journey.refuses('UnknownReference', a1, data, { ...right, attachment: 'A-002' });
    journey.refuses('TimeOutOfOrder', a1, data, { ...right, receivedAt: journey.now + 1 });
    journey.refuses('TimeOutOfOrder', a1, data, { ...right, receivedAt: journey.now - 2 * DAY });
    concludedCase().refuses('WrongState', a1, data, right);
    journey.do(a1, data, right);
  });

  it('upheld: the decision is final, and no second appeal to the province follows', () => {
    const journey = before();
    journey.do(a1, 'decide_provincial_appeal', paper(journey, 'uphold'));
    expect(journey.status).toBe('final');
    journey.refuses('AppealWindowClosed', student, 'file_provincial_appeal', file(journey));
  });

  it('revoked: the case is over, nothing runs and nothing is left to execute', () => {
    const journey = before();
    journey.do(a1, 'decide_provincial_appeal', paper(journey, 'revoke'));
    expect(rowOf(journey.case)).toMatchObject({ status: 'revoked', outcome: null, due: null });
    const running = journey.case.facts.deadlines.filter(({ state }) => state === 'running');
    expect(running).toEqual([]);
    journey.refuses('WrongState', registrar, 'acknowledge_execution', { fileReference: 'x' });
  });

  it('revoked after the entry in the student file: the registrar takes it out, once', () => {
    const journey = concludedCase();
    const filedAt = journey.now;
    journey.now = windowEnd(journey);
    journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
    journey.do(registrar, 'acknowledge_execution', { fileReference: '档-1' });
    journey.do(student, 'attach', scan);
    journey.do(student, 'file_provincial_appeal', { filedAt, attachment: 'A-001' });
    journey.do(a1, 'decide_provincial_appeal', paper(journey, 'revoke'));
    const revokedAt = journey.now;
    journey.advance(HOUR);
    const out = { fileReference: '档-1-撤' };
    const tooEarly = { ...out, at: revokedAt - 1 };
    journey.refuses('TimeOutOfOrder', registrar, 'acknowledge_execution', tooEarly);
    const [event, ...more] = journey.do(registrar, 'acknowledge_execution', out);
    expect(event).toMatchObject({ type: 'FileEntryWithdrawn', data: { ...out, by: 'registry' } });
    expect(more).toEqual([]);
    expect(journey.status).toBe('revoked');
    expect(journey.do(registrar, 'acknowledge_execution', out)).toEqual([]);
    journey.refuses('WrongState', registrar, 'acknowledge_execution', { fileReference: '档-2' });
  });

  it.each(['change', 'redo'] as const)('%s: the committee decides anew, no heavier', (result) => {
    const journey = before(concludedCase({ level: 'warning' }));
    journey.do(a1, 'decide_provincial_appeal', paper(journey, result));
    expect(journey.status).toBe('remitted');
    const seats = { members: MEMBERS, chair: 'c1', meetingAt: 0 };
    journey.do(committee('c1'), 'convene', seats);
    const heavier = { outcome: 'grade_void', level: 'serious_warning' } as const;
    journey.refuses('DecisionExceedsNotice', committee('c1'), 'vote', heavier);
    vote3(journey, { outcome: 'grade_void' });
  });

  it('against a decision executed already: upheld, it stands where it stood', () => {
    const journey = concludedCase({ level: 'warning' });
    const filedAt = journey.advance(HOUR).now;
    journey.now = windowEnd(journey);
    journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
    const word = { outcome: 'o-2', status: 'accepted', settles: true } as const;
    journey.do(machine, 'note_acknowledgement', word);
    journey.do(registrar, 'acknowledge_execution', { fileReference: '档-1' });
    expect(journey.status).toBe('sanction_running');
    journey.do(student, 'attach', scan);
    journey.do(student, 'file_provincial_appeal', { filedAt, attachment: 'A-001' });
    journey.do(a1, 'decide_provincial_appeal', paper(journey, 'uphold'));
    expect(journey.status).toBe('sanction_running');
  });

  it('meanwhile executed: upheld, the registry and the file are both heard', () => {
    const journey = concludedCase();
    const filedAt = journey.advance(HOUR).now;
    journey.now = windowEnd(journey);
    journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
    journey.do(registrar, 'acknowledge_execution', { fileReference: '档-1' });
    journey.do(student, 'attach', scan);
    journey.do(student, 'file_provincial_appeal', { filedAt, attachment: 'A-001' });
    const word = { outcome: 'o-2', status: 'accepted', settles: true } as const;
    journey.do(machine, 'note_acknowledgement', word);
    expect(journey.status).toBe('provincial_appeal');
    journey.do(a1, 'decide_provincial_appeal', paper(journey, 'uphold'));
    expect(journey.status).toBe('executed');
  });

  it('is delivered once: the conclusion that upheld cannot be handed over again', () => {
    const journey = before();
    const again = delivery(journey, { document: 'appeal_decision' });
    journey.refuses('WrongState', li, 'record_delivery', again);
  });
});
