import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { arrives, classOf, drawn, meetingAt, phone, type SigningIn } from '../testing/class.js';
import { CASE_LLR, event, given, HOUR, MIN, SEC, whenJudged } from '../testing/given.js';
import { chanceOfSplit, quickNats } from './quickness.js';
import { signedInByProgram } from './signed-in-by-program.detector.js';

const SERVER = '47.96.12.9';
const WEEKS = 12;

type How = (week: number) => SigningIn;

/** Sixty students, the first of whom signs in as told. */
const with0 = (how: How, others = arrives) =>
  classOf(60, WEEKS, (student, week) => (student === 0 ? how(week) : others(student, week)));

const late: How = (week) => ({
  at: meetingAt(week) + (6 + 10 * drawn(week, 1)) * SEC,
  client: phone(0),
});
const atOnce = (week: number): number => meetingAt(week) + 20 + 300 * drawn(week, 2);
const served: How = (week) =>
  week % 3 === 0 ? late(week) : { at: atOnce(week), client: { ip: SERVER, deviceId: 'x' } };

const found = (events: readonly AttributedActivity[], roster = given()) =>
  whenJudged(signedInByProgram, events, roster);

describe('signed in by a program', () => {
  it('given sign-ins at once from a server without a name, else by hand, then a case for that account', () => {
    const findings = found(with0(served));
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(findings[0]?.llr).toBeGreaterThan(CASE_LLR);
  });

  it('given the same by a client that names itself, then a finding short of a case', () => {
    const findings = found(
      with0((week) => ({
        ...served(week),
        client: { ...phone(0), ip: served(week).client.ip ?? '' },
      })),
    );
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(findings[0]?.llr).toBeLessThan(CASE_LLR);
  });

  it('given one who is always quick, now and then over a VPN nobody registered (a near miss), then nothing', () => {
    const quick: How = (week) => ({
      at: atOnce(week),
      client: phone(0, week % 3 === 0 ? undefined : SERVER),
    });
    expect(found(with0(quick))).toEqual([]);
  });

  it('given one on such a line who is as slow there as anywhere (a near miss), then nothing', () => {
    const slow: How = (week) => ({
      ...late(week),
      client: phone(0, week % 3 === 0 ? undefined : SERVER),
    });
    expect(found(with0(slow))).toEqual([]);
  });

  it('given a class of which half is on lines nobody registered (a near miss), then nothing of places', () => {
    const half = (student: number, week: number): SigningIn => ({
      ...arrives(student, week),
      client: phone(student, student % 2 ? `47.1.${student}.9` : undefined),
    });
    const named: How = (week) => ({
      ...served(week),
      client: { ...phone(0), ...(week % 3 && { ip: SERVER }) },
    });
    expect(found(with0(named, half))).toEqual([]);
  });

  it('given a platform that never names clients (a near miss), then nothing', () => {
    const bare = (student: number, week: number): SigningIn => ({
      ...arrives(student, week),
      client: { ip: '10.1.0.7', deviceId: `d-${student}` },
    });
    const own: How = (week) => (week % 3 === 0 ? late(week) : bare(0, week));
    expect(found(with0(own, bare))).toEqual([]);
  });

  it('given sign-ins in any order and twice, then the same answer', () => {
    const events = with0(served);
    const expected = JSON.stringify(found(events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(JSON.stringify(found([...shuffled, ...shuffled.slice(0, 9)]))).toBe(expected);
      }),
      { numRuns: 5 },
    );
  });
});

describe('a live room', () => {
  const ends = (week: number): number => meetingAt(week) + 1.5 * HOUR;
  const roster = given(
    [],
    Array.from({ length: WEEKS }, (_, week) => ({
      ...{ id: `m-${week}`, offering: 'CS101', hours: 2 },
      startsAt: new Date(meetingAt(week)).toISOString(),
      endsAt: new Date(ends(week)).toISOString(),
    })),
  );
  type When = (student: number, week: number) => number;
  const comes: When = (student, week) => meetingAt(week) + drawn(student, week) * 4 * MIN;
  const leaves: When = (student, week) => ends(week) + (drawn(student, week, 4) - 0.5) * 6 * MIN;
  const room = (begin: When, end: When): AttributedActivity[] => {
    const ins = classOf(60, WEEKS, (student, week) => ({
      ...{ at: begin(student, week), client: phone(student), data: { method: 'live' } },
    }));
    const outs = Array.from({ length: 60 * WEEKS }, (_, at) => [at % 60, Math.floor(at / 60)]).map(
      ([student = 0, week = 0]) =>
        event('attendance.signed_out', {
          ...{ subject: `s${student}`, at: end(student, week), client: phone(student) },
          data: { meeting: `m-${week}`, method: 'live' },
        }),
    );
    return [...ins, ...outs];
  };
  const only0 =
    (own: When, others: When): When =>
    (student, week) =>
      student === 0 && week % 2 === 0 ? own(student, week) : others(student, week);
  const promptly: When = (_, week) => meetingAt(week) + 200 + 500 * drawn(week, 6);
  const sharply: When = (_, week) => ends(week) + 100 + 500 * drawn(week, 7);

  it('given one who comes at once and leaves in the same second, then a case for that account', () => {
    const findings = found(room(only0(promptly, comes), only0(sharply, leaves)), roster);
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(findings[0]?.llr).toBeGreaterThan(CASE_LLR);
  });

  it('given one who is always first but leaves as he likes (a near miss), then nothing', () => {
    expect(found(room(only0(promptly, comes), leaves), roster)).toEqual([]);
  });

  it('given a room that its host closes (a near miss), then nothing', () => {
    expect(found(room(only0(promptly, comes), sharply), roster)).toEqual([]);
  });
});

describe('quickness', () => {
  it('given shares of the class as chance draws them, then it speaks against a program', () => {
    expect(quickNats([0.1, 0.3, 0.5, 0.7, 0.9])).toBeLessThan(0);
  });

  it('given three of five as the quickest, then one in ten', () => {
    expect(chanceOfSplit([0.01, 0.02, 0.03], [0.4, 0.5])).toBeCloseTo(0.1);
  });

  it('given all the same, then certainty', () => {
    expect(chanceOfSplit([0.2, 0.2], [0.2, 0.2])).toBeCloseTo(1);
  });
});
