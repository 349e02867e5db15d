import { describe, expect, it } from '@jest/globals';
import { NETWORK_LINE } from '../../baselines/names.js';
import type { AttributedActivity, Baselines, Detector } from '../../detector.js';
import {
  accused,
  CAMPUS,
  CASE_LLR,
  DAY,
  DORMITORY,
  event,
  given,
  HOUR,
  LAB,
  MIN,
  MOBILE,
  MONDAY_8,
  VPN,
  whenJudged,
} from '../testing/given.js';
import { firstOf } from '../testing/class.js';
import { servingLine } from '../serving-line/serving-line.detector.js';
import { sharedDevice } from './shared-device.detector.js';

const ELSEWHERE = '223.10.20.30';

interface Use {
  readonly accounts: number;
  readonly days: number;
  readonly ip: string;
  /** Between one account's sessions and the next one's, minutes; all in turn, thrice. */
  readonly everyMin: number;
  readonly deviceId?: string;
}

function used({ accounts, days, ip, everyMin, deviceId = 'one machine' }: Use) {
  const events: AttributedActivity[] = [];
  for (let day = 0; day < days; day++)
    for (let turn = 0; turn < accounts * 3; turn++)
      events.push(
        event('session.started', {
          subject: `s${turn % accounts}`,
          at: MONDAY_8 + day * DAY + turn * everyMin * MIN,
          client: { ip, deviceId },
        }),
      );
  return events;
}

const accusedOf = (events: readonly AttributedActivity[]) =>
  whenJudged(sharedDevice, events)
    .filter((finding) => finding.llr >= CASE_LLR)
    .map((finding) => finding.subject)
    .sort();

describe("a helper's machine", () => {
  it('given six accounts open at once on one machine for a week, then it accuses the six', () => {
    const events = used({ accounts: 6, days: 5, ip: ELSEWHERE, everyMin: 2 });
    expect(accusedOf(events)).toEqual(firstOf(6));
  });

  it('given the same on the campus, a lectern say, then it is seen, and no case', () => {
    const events = used({ accounts: 6, days: 5, ip: CAMPUS, everyMin: 2 });
    expect(whenJudged(sharedDevice, events)).not.toEqual([]);
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a machine of the laboratory, then nothing', () => {
    const events = used({ accounts: 20, days: 10, ip: LAB, everyMin: 2 });
    expect(whenJudged(sharedDevice, events)).toEqual([]);
  });

  it('given the same on days when only platforms were used that tell no address, then nothing', () => {
    const inLab = used({ accounts: 20, days: 3, ip: LAB, everyMin: 2 });
    const untold = used({ accounts: 20, days: 12, ip: LAB, everyMin: 2 }).map((one) => ({
      ...one,
      data: { ...one.data, client: { deviceId: 'one machine' } },
    }));
    expect(whenJudged(sharedDevice, [...inLab, ...untold.slice(180)])).toEqual([]);
    expect(accused(whenJudged(sharedDevice, untold))).toBe(false);
  });

  it('given eleven in turn on a machine on an unregistered line, then no case by that alone', () => {
    const events = Array.from({ length: 12 }, (_, day) =>
      firstOf(11).map((subject, at) =>
        event('session.started', {
          subject,
          at: MONDAY_8 + day * DAY + at * HOUR,
          client: { ip: ELSEWHERE, deviceId: 'one machine' },
        }),
      ),
    ).flat();
    expect(accused(whenJudged(sharedDevice, events))).toBe(false);
  });

  it("given a dormitory room's computer that eight use in turns, then nothing", () => {
    const events = Array.from({ length: 12 }, (_, day) =>
      firstOf(8).map((subject, at) =>
        event('session.started', {
          subject,
          at: MONDAY_8 + day * DAY + at * HOUR,
          client: { ip: DORMITORY, deviceId: 'one machine' },
        }),
      ),
    ).flat();
    expect(whenJudged(sharedDevice, events)).toEqual([]);
  });

  it.each([
    ['a couple', 2, 20],
    ['a near miss of three', 3, 20],
    ['many who borrow it for a day or two', 6, 2],
  ])('given %s, then nothing', (_, accounts, days) => {
    const events = used({ accounts, days, ip: ELSEWHERE, everyMin: 2 });
    expect(whenJudged(sharedDevice, events)).toEqual([]);
  });

  it.each(['unknown', '0000', '00000000-0000-0000-0000-000000000000'])(
    'given the filler %s for a device id, then nothing',
    (deviceId) => {
      const events = used({ accounts: 30, days: 10, ip: ELSEWHERE, everyMin: 2, deviceId });
      expect(whenJudged(sharedDevice, events)).toEqual([]);
    },
  );
});

/** Everybody is enrolled in four courses. */
function enrolledIn(count: number) {
  const roster = given();
  const rows = firstOf(count).flatMap((subject) =>
    ['CS101', 'MA102', 'EN103', 'PH104'].map((offering) => ({
      ...{ subject, offering, at: '2026-02-20T00:00:00+08:00' },
      status: 'active' as const,
    })),
  );
  const nothing = () => undefined;
  roster.apply({ type: 'EnrolmentsUpserted', data: { rows } }, nothing, nothing);
  return roster;
}

describe('a machine that serves one course of each account', () => {
  const COURSES = ['CS101', 'MA102', 'EN103', 'PH104'];
  /** Each account on days of its own, so that none is open beside another. */
  const inTurn = (accounts: number, days: number, offering: (n: number, day: number) => string) =>
    firstOf(accounts).flatMap((subject, n) =>
      Array.from({ length: days }, (_, day) =>
        event('session.started', {
          subject,
          offering: offering(n, day),
          at: MONDAY_8 + (day * accounts + n) * DAY,
          client: { ip: ELSEWHERE, deviceId: 'one machine', userAgent: 'browser' },
        }),
      ),
    );
  const oneEach = (n: number): string => COURSES[n % 4]!;

  const both: readonly (readonly [string, Detector])[] = [
    ['device', sharedDevice as Detector],
    ['address and agent', servingLine as Detector],
  ];

  it.each(both)(
    'given five accounts in turn on one %s, then it accuses the five',
    (_, detector) => {
      const findings = whenJudged(detector, inTurn(5, 6, oneEach), enrolledIn(5));
      const strong = findings.filter(({ llr }) => llr >= CASE_LLR).map(({ subject }) => subject);
      expect([...strong].sort()).toEqual(firstOf(5));
    },
  );

  it.each(both)(
    'given a %s that serves five, at which one studies all he has, then he is not accused',
    (_, detector) => {
      const host = 's4';
      const events = inTurn(5, 6, (n, day) => (n === 4 ? COURSES[day % 4]! : oneEach(n)));
      const findings = whenJudged(detector, events, enrolledIn(5));
      const strong = findings.filter(({ llr }) => llr >= CASE_LLR).map(({ subject }) => subject);
      expect([...strong].sort()).toEqual(firstOf(5).filter((subject) => subject !== host));
    },
  );

  it.each([
    ['a family of four that studies all its courses', inTurn(4, 8, (_, day) => COURSES[day % 4]!)],
    ['two who come for one course each', inTurn(2, 9, oneEach)],
    ['five who came twice', inTurn(5, 2, oneEach)],
  ])('given %s, then nobody is accused', (_, events) => {
    for (const [, detector] of both)
      expect(accused(whenJudged(detector, events, enrolledIn(5)))).toBe(false);
  });

  const forTwo = (events: readonly AttributedActivity[]) =>
    whenJudged(sharedDevice, events, enrolledIn(5)).map(({ subject }) => subject);

  it('given two who come for one course each, not the same, then a signal for both and no case', () => {
    expect(forTwo(inTurn(2, 9, oneEach)).sort()).toEqual(firstOf(2));
  });

  it.each([
    ['the same course (friends at one computer)', inTurn(2, 9, () => 'CS101')],
    ['all their courses (a couple)', inTurn(2, 9, (_, day) => COURSES[day % 4]!)],
    [
      'one course each beside a third who came once',
      [...inTurn(2, 9, oneEach), ...inTurn(3, 1, oneEach)],
    ],
  ])('given two who come for %s, then nothing', (_, events) => {
    expect(forTwo(events)).toEqual([]);
  });

  it('given a line with a hundred accounts, a cafe or an unlisted laboratory, then nobody', () => {
    const crowded: Baselines = {
      read: (name) =>
        name === NETWORK_LINE ? { value: 64, n: 64, cite: 'network.line/2026-W10@1' } : undefined,
    };
    const events = inTurn(5, 6, oneEach);
    expect(accused(whenJudged(sharedDevice, events, enrolledIn(5), crowded))).toBe(false);
  });

  it('given many others at the address, then nobody is accused by its agent', () => {
    const others = firstOf(40).map((subject, n) =>
      event('session.started', {
        subject,
        at: MONDAY_8 + n * HOUR,
        client: { ip: ELSEWHERE, userAgent: `browser ${n}` },
      }),
    );
    const events = [...inTurn(5, 6, oneEach), ...others];
    expect(whenJudged(servingLine, events, enrolledIn(40))).toEqual([]);
  });

  it.each([CAMPUS, DORMITORY, LAB, MOBILE, VPN])('given %s, then no line is judged', (ip) => {
    const events = inTurn(6, 6, oneEach).map((one) => ({
      ...one,
      data: { ...one.data, client: { ip, userAgent: 'browser' } },
    }));
    expect(whenJudged(servingLine, events, enrolledIn(6))).toEqual([]);
  });
});

describe("another student's own machine", () => {
  const onLaptop = (subject: string, offering: string, day: number, hour: number) =>
    event('session.started', {
      ...{ subject, offering, at: MONDAY_8 + day * DAY + hour * HOUR },
      client: { ip: DORMITORY, deviceId: 'laptop' },
    });
  const host = (days: number) =>
    Array.from({ length: days }, (_, day) => onLaptop('s0', `C${day % 2}`, day, 1));

  it('given three who do one course each on it on one evening, then they are heard of, not the host, below a case', () => {
    const guests = [1, 2, 3].map((n) => onLaptop(`s${n}`, `G${n}`, 4, 10 + n));
    const findings = whenJudged(sharedDevice, [...host(9), ...guests]);
    expect(findings.map(({ subject }) => subject).sort()).toEqual(['s1', 's2', 's3']);
    expect(accused(findings)).toBe(false);
  });

  it('given one friend on one evening, or a machine without an owner, then nothing', () => {
    const guests = [1, 2].map((n) => onLaptop(`s${n}`, `G${n}`, 4, 10 + n));
    expect(whenJudged(sharedDevice, [...host(9), ...guests.slice(0, 1)])).toEqual([]);
    expect(whenJudged(sharedDevice, [...host(2), ...guests])).toEqual([]);
  });
});
