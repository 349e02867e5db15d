import { describe, expect, it } from '@jest/globals';
import { NETWORK_LINE } from '../../baselines/names.js';
import type { Baselines } from '../../detector.js';
import { arrives, classOf, firstOf, meetingAt, phone } from '../testing/class.js';
import { CASE_LLR, DORMITORY, given, MOBILE, SEC, VPN, whenJudged } from '../testing/given.js';
import { relayedCode } from './relayed-code.detector.js';

/** The first students use one code at the same time from an address. */
const relayed = (group: number, weeks: number, ip: string) =>
  classOf(60, 6, (student, week) =>
    student < group && week < weeks
      ? { at: meetingAt(week) + 64 * SEC + student * 700, client: phone(student, ip) }
      : arrives(student, week),
  );

const accusedOf = (events: ReturnType<typeof classOf>, roster = given()) =>
  whenJudged(relayedCode, events, roster)
    .filter((finding) => finding.llr >= CASE_LLR)
    .map((finding) => finding.subject)
    .sort();

describe('a relayed code', () => {
  it('given five in the dormitory with one code at four meetings, then it accuses those five', () => {
    expect(accusedOf(relayed(5, 4, DORMITORY))).toEqual(firstOf(5));
  });

  it('given five with one code at one meeting (a near miss), then no case', () => {
    expect(accusedOf(relayed(5, 1, DORMITORY))).toEqual([]);
  });

  it('given three at one moment at two meetings of a class that takes its time, then it accuses them', () => {
    expect(accusedOf(relayed(3, 2, DORMITORY))).toEqual(firstOf(3));
  });

  it('given three as close together as the whole class is, then no case', () => {
    const rushing = classOf(60, 6, (student, week) => ({
      at: meetingAt(week) + student * 60,
      client: phone(student, student < 3 && week < 2 ? DORMITORY : undefined),
    }));
    expect(accusedOf(rushing)).toEqual([]);
  });

  it.each([
    ['a carrier', MOBILE],
    ['a VPN', VPN],
  ])('given classmates on %s, then nothing', (_, ip) => {
    expect(whenJudged(relayedCode, relayed(20, 6, ip))).toEqual([]);
  });

  it('given dormitory reception in the room, as their positions show, then nothing', () => {
    const events = classOf(60, 6, (student, week) => {
      const geo = { lat: 36.7281 + student * 1e-6, lon: 101.7498, accuracyM: 20 };
      const client = { ...phone(student, student < 5 ? DORMITORY : undefined), geo };
      return { at: meetingAt(week) + student * 100, client };
    });
    expect(whenJudged(relayedCode, events)).toEqual([]);
  });

  it('given a register that takes the lecture hall for a dormitory, then nothing', () => {
    const events = classOf(60, 6, (student, week) => ({
      at: arrives(student, week).at,
      client: phone(student, student < 40 ? DORMITORY : undefined),
    }));
    expect(whenJudged(relayedCode, events)).toEqual([]);
  });

  it('given carriers that the register lacks, which a third of the class is on, then nothing', () => {
    const events = classOf(60, 8, (student, week) => ({
      at: arrives(student, week).at,
      client: phone(student, (student + week) % 3 === 0 ? `117.1.${student}.${week}` : undefined),
    }));
    expect(whenJudged(relayedCode, events)).toEqual([]);
  });

  /** Four of a large class off its campus network, on lines by student and week. */
  const onLines = (line: (student: number, week: number) => string) =>
    classOf(60, 8, (student, week) =>
      student < 4
        ? {
            at: meetingAt(week) + 4 * SEC + student * 700,
            client: phone(student, line(student, week)),
          }
        : arrives(student, week),
    );

  it('given four with one code from lines that they keep, then it accuses them', () => {
    expect(accusedOf(onLines((student) => `39.70.${student}.9`))).toEqual(firstOf(4));
  });

  it('given lines that change from meeting to meeting, a carrier that nobody registered, then nothing', () => {
    const carrier = onLines((student, week) => `39.77.${80 + ((student * 5 + week * 7) % 16)}.9`);
    expect(whenJudged(relayedCode, carrier)).toEqual([]);
  });

  it('given lines that they keep, but that half of the campus is on, then nothing', () => {
    const baselines: Baselines = {
      read: (name) =>
        name === NETWORK_LINE ? { value: 40, n: 40, cite: 'network.line/2026-W09@1' } : undefined,
    };
    const events = onLines((student) => `39.70.${student}.9`);
    expect(whenJudged(relayedCode, events, given(), baselines)).toEqual([]);
  });

  it('given a fully online class, then nothing', () => {
    const online = given([{ id: 'CS101', mode: 'fully_online' }]);
    expect(whenJudged(relayedCode, relayed(5, 6, DORMITORY), online)).toEqual([]);
  });

  it('given sign-ins without a code, then nothing', () => {
    const events = classOf(60, 6, (student, week) => ({
      at: meetingAt(week) + student,
      client: phone(student, student < 5 ? DORMITORY : undefined),
      data: { method: 'code', token: undefined },
    }));
    expect(whenJudged(relayedCode, events)).toEqual([]);
  });
});
