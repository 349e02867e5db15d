import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../../../activity/activity.js';
import type { AttributedActivity } from '../../detector.js';
import {
  accused,
  CAMPUS,
  DAY,
  DORMITORY,
  event,
  HOUR,
  MIN,
  MOBILE,
  MONDAY_8,
  SEC,
  VPN,
  watching,
  whenJudged,
} from '../testing/given.js';
import { twoPlaces } from './two-places.detector.js';

const HOME = '223.10.20.30';
const XINING = { lat: 36.728, lon: 101.75, accuracyM: 20 };
const XIAN = { lat: 34.26, lon: 108.94, accuracyM: 40 };

const on = (deviceId: string, ip: string, geo?: Client['geo']): Client => ({ deviceId, ip, geo });
const act = (at: number, client: Client, offering: string, type = 'assessment.answered') =>
  event(type, { at, client, offering });

/** An hour of clicks of one client, each `everySec`. */
const hourOf = (from: number, client: Client, offering: string, everySec: number) =>
  Array.from({ length: Math.floor(3600 / everySec) }, (_, at) =>
    act(from + at * everySec * SEC, client, offering),
  );

const daily = (days: number, each: (from: number, day: number) => AttributedActivity[]) =>
  Array.from({ length: days }, (_, day) => each(MONDAY_8 + day * DAY, day)).flat();

describe('two places at once', () => {
  it('given a helper in another city at work while the owner is, then it accuses that course', () => {
    const events = daily(3, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 60),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 300),
      ...hourOf(from + 5 * HOUR, on('phone', CAMPUS, XINING), 'EN103', 300),
    ]);
    const findings = whenJudged(twoPlaces, events);
    expect(findings.map((finding) => finding.offering)).toEqual(['MA102']);
    expect(accused(findings)).toBe(true);
    const distance = findings[0]!.numbers.find((row) => row.name === 'distance')!.value;
    expect(distance).toBeGreaterThan(600);
  });

  it('given a helper in a dormitory while the owner works in class, then it accuses', () => {
    const events = daily(4, (from) => [
      ...hourOf(from, on('laptop of helper', DORMITORY), 'MA102', 40),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS), 'CS101', 60),
    ]);
    expect(accused(whenJudged(twoPlaces, events))).toBe(true);
  });

  it('given the same on a single day (a near miss), then nothing', () => {
    const events = daily(1, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 60),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 300),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a phone replaced mid-term, then nothing', () => {
    const events = daily(10, (from, day) =>
      hourOf(from, on(day < 5 ? 'old phone' : 'new phone', CAMPUS, XINING), 'CS101', 60),
    );
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it.each([
    ['a VPN', VPN],
    ['a carrier', MOBILE],
  ])('given phone and laptop at once, one of them on %s, then nothing', (_, ip) => {
    const events = daily(6, (from) => [
      ...hourOf(from, on('phone', ip), 'CS101', 60),
      ...hourOf(from + 9 * SEC, on('laptop', CAMPUS), 'MA102', 45),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a laptop behind an unregistered VPN that is at times on campus, then nothing', () => {
    const events = daily(6, (from, day) => [
      ...hourOf(from, on('laptop', day % 3 ? HOME : CAMPUS), 'CS101', 60),
      ...hourOf(from + 9 * SEC, on('phone', CAMPUS), 'MA102', 45),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it("given one's own phone and laptop, one on the reception of the other house, then nothing", () => {
    const events = daily(6, (from, day) => [
      ...hourOf(from, on('laptop', DORMITORY), 'CS101', 60),
      ...hourOf(from + 9 * SEC, on('phone', day % 2 ? CAMPUS : DORMITORY), 'MA102', 45),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a video left running in the dormitory during class, then nothing', () => {
    const events = daily(6, (from) => [
      ...watching({ from, lengthSec: 7200, activity: 'v-1', client: on('laptop', DORMITORY) }),
      act(from + 30 * MIN, on('phone', CAMPUS), 'CS101', 'attendance.signed_in'),
      act(from + 50 * MIN, on('phone', CAMPUS), 'CS101', 'assessment.answered'),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a flight home and back each weekend, then nothing', () => {
    const events = daily(28, (from, day) => {
      const home = day % 7 >= 5;
      const phone = on('phone', MOBILE, home ? XIAN : XINING);
      const laptop = on('laptop', home ? HOME : DORMITORY, home ? XIAN : XINING);
      return [
        ...hourOf(from, phone, 'CS101', 300),
        ...hourOf(from + 6 * HOUR, laptop, 'CS101', 300),
      ];
    });
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it("given positions that only devices' clocks date, then nothing", () => {
    const events = daily(3, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 60),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 300),
    ]).map((one) => ({ ...one, serverTimed: false, recorded: undefined }));
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given any order and duplicates, then the same answer', () => {
    const events = daily(2, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 200),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 600),
    ]);
    const expected = JSON.stringify(whenJudged(twoPlaces, events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        const shuffled = [...some, ...[...events].reverse()];
        expect(JSON.stringify(whenJudged(twoPlaces, shuffled))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });
});

describe('one session in two places', () => {
  const inSession = (session: string, at: number, client: Client, type = 'content.viewed') =>
    event(type, { at, client, offering: 'CS101', data: { session } });
  const windows = (ip: string): Client => ({ ip, userAgent: 'Windows Chrome/120' });
  const phone = (ip: string): Client => ({ ip, userAgent: 'Android Chrome/119' });

  /** Signed in from `own`; that and `copy` at work in turn, each four minutes. */
  const shared = (days: number, own: Client, copy: Client, copySignsIn = false) =>
    daily(days, (from, day) => {
      const session = `s-${day}`;
      return [
        inSession(session, from, own, 'session.started'),
        ...(copySignsIn ? [inSession(session, from + MIN, copy, 'session.started')] : []),
        ...Array.from({ length: 6 }, (_, at) => [
          inSession(session, from + (4 * at + 2) * MIN, own),
          inSession(session, from + (4 * at + 4) * MIN, copy, 'video.played'),
        ]).flat(),
      ];
    });

  it('given a session carried on from another city by a machine that never signs in, then it accuses', () => {
    const findings = whenJudged(twoPlaces, shared(4, phone(DORMITORY), windows(HOME)));
    expect(accused(findings)).toBe(true);
    expect(findings.map(({ offering }) => offering)).toEqual(['CS101']);
  });

  it('given the owner at times at a machine of the same kind, then it accuses all the same', () => {
    const events = [
      ...shared(4, phone(DORMITORY), windows(HOME)),
      ...shared(6, windows(CAMPUS), windows(HOME)).filter(({ at }) => at > MONDAY_8 + 4 * DAY),
    ];
    expect(accused(whenJudged(twoPlaces, events))).toBe(true);
  });

  it('given a platform whose sessions are shared by phone and laptop, each signing in, then nothing', () => {
    const events = shared(8, phone(DORMITORY), windows(HOME), true);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a laptop that on other days signs in from there, then nothing', () => {
    const events = [
      ...shared(6, phone(DORMITORY), windows(HOME)),
      inSession('own', MONDAY_8 + 9 * DAY, windows(HOME), 'session.started'),
    ];
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given one browser whose player goes by a proxy, then no case', () => {
    const findings = whenJudged(twoPlaces, shared(9, windows(DORMITORY), windows(HOME)));
    expect(accused(findings)).toBe(false);
  });

  it('given one browser in two places on some days, all in one on days between, then it accuses', () => {
    const between = [1, 3, 5].flatMap((day) => [
      inSession(`t-${day}`, MONDAY_8 + day * DAY, windows(DORMITORY), 'session.started'),
      inSession(`t-${day}`, MONDAY_8 + day * DAY + MIN, windows(DORMITORY), 'video.played'),
    ]);
    const odd = ({ at }: AttributedActivity) => Math.floor((at - MONDAY_8) / DAY) % 2 === 1;
    const events = shared(16, windows(DORMITORY), windows(HOME)).filter((one) => !odd(one));
    expect(accused(whenJudged(twoPlaces, [...events, ...between]))).toBe(true);
  });

  it.each([
    ['a carrier', MOBILE],
    ['a registered VPN', VPN],
    ['the other family of addresses', '240e:1:2:3::4'],
  ])('given one browser that wanders between the dormitory and %s, then nothing', (_, ip) => {
    const events = shared(9, windows(DORMITORY), windows(ip));
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a VPN switched on in mid-session and left on, then nothing', () => {
    const events = daily(9, (from, day) => [
      inSession(`s-${day}`, from, windows(DORMITORY), 'session.started'),
      inSession(`s-${day}`, from + 5 * MIN, windows(DORMITORY)),
      inSession(`s-${day}`, from + 9 * MIN, windows(HOME)),
      inSession(`s-${day}`, from + 20 * MIN, windows(HOME)),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });
});

describe('two cities', () => {
  const roommate = on("roommate's", DORMITORY);
  /** A fortnight at the university, then days elsewhere: `there`, what is done at the university meanwhile. */
  const journey = (
    days: number,
    there: (from: number) => AttributedActivity[],
    back = 0,
  ): AttributedActivity[] => [
    ...daily(14, (from) => [
      act(from, on('phone', DORMITORY, XINING), 'CS101', 'session.started'),
      act(from + 5 * MIN, on('phone', DORMITORY, XINING), 'EN103'),
    ]),
    ...daily(days, (at) => {
      const from = at + 20 * DAY;
      return [
        act(from, on('phone', HOME, XIAN), 'CS101', 'session.started'),
        act(from + MIN, on('phone', HOME), 'CS101', 'content.viewed'),
        ...there(from + back),
      ];
    }),
  ];

  it("given a roommate's machine at work in the dormitory while the phone is in another town, then it accuses", () => {
    const events = journey(4, (from) => [
      act(from + 15 * MIN, roommate, 'MA102', 'video.paused'),
      act(from + 40 * MIN, roommate, 'MA102', 'video.seeked'),
    ]);
    const findings = whenJudged(twoPlaces, events);
    expect(findings.map(({ offering }) => offering)).toEqual(['MA102']);
    expect(accused(findings)).toBe(true);
  });

  it('given a line that one day alone measured, then other days know where it is', () => {
    const events = journey(4, (from) => [act(from + 15 * MIN, roommate, 'MA102', 'video.paused')]);
    const told = ({ at, data }: AttributedActivity) =>
      at < MONDAY_8 + 21 * DAY || data.client?.ip !== HOME || data.client.geo === undefined;
    expect(accused(whenJudged(twoPlaces, events.filter(told)))).toBe(true);
  });

  it.each([
    ['two days of it (a near miss)', journey(2, (from) => [act(from + MIN, roommate, 'MA102')])],
    [
      'a sign-in at the university alone, which is no work',
      journey(4, (from) => [act(from + MIN, roommate, 'MA102', 'attendance.signed_in')]),
    ],
    [
      'journeys that a train makes in the time',
      journey(4, (from) => [act(from, on('seat', CAMPUS), 'MA102')], -4 * HOUR),
    ],
  ])('given %s, then it is no case', (_, events) => {
    expect(accused(whenJudged(twoPlaces, events))).toBe(false);
  });

  it('given a laptop that reaches the campus by a tunnel and is at home with the phone, then nothing', () => {
    const events = journey(6, (from) => [
      act(from + 3 * HOUR, on('laptop', HOME), 'MA102'),
      act(from + 15 * MIN, on('laptop', CAMPUS), 'MA102'),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a position guessed from an address that a VPN moves, then nothing', () => {
    const vague = { ...XIAN, accuracyM: 20_000 };
    const events = daily(9, (from) => [
      act(from, on('phone', DORMITORY, XINING), 'CS101', 'session.started'),
      act(from + HOUR, on('laptop', HOME, vague), 'MA102'),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });
});
