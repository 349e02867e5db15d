import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../../../activity/activity.js';
import { PLATFORM_MACHINES } from '../../baselines/names.js';
import type { AttributedActivity, Baselines } from '../../detector.js';
import {
  accused,
  CAMPUS,
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
import { disjointPairs } from './disjoint-pairs.detector.js';

const HOME = '223.10.20.30';
const TABLE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0';
const OTHER_TABLE = 'Mozilla/5.0 (Macintosh) Firefox/143.0';
const PHONE = 'Mozilla/5.0 (iPhone16,1) Mobile';

/** One of fifteen here has computers that never meet. */
const RARE: Baselines = {
  read: (name) =>
    name === PLATFORM_MACHINES
      ? { value: 1 / 15, n: 240, cite: 'platform.machines/2026-W10@1' }
      : undefined,
};

const on = (deviceId: string, ip: string, userAgent = TABLE): Client => ({
  deviceId,
  ip,
  userAgent,
});
const laptop = (ip = DORMITORY): Client => on('laptop', ip);
const phone = (ip: string): Client => on('phone', ip, PHONE);
const helper = (ip = HOME): Client => on("helper's", ip, OTHER_TABLE);

/** A video and a quiz, from login to submission, in half an hour. */
const work = (at: number, client: Client, offering: string): AttributedActivity[] =>
  [
    ['session.started', 0],
    ['content.viewed', 1],
    ['video.played', 2],
    ['video.completed', 20],
    ['assessment.answered', 24],
    ['assessment.submitted', 29],
  ].map(([type, min]) =>
    event(String(type), {
      at: at + Number(min) * MIN,
      client,
      offering,
      activity: `${offering}-1`,
    }),
  );

const signIn = (at: number): AttributedActivity =>
  event('attendance.signed_in', { at, client: phone(CAMPUS), data: { meeting: `m-${at}` } });

const daily = (days: number, each: (from: number, day: number) => AttributedActivity[]) =>
  Array.from({ length: days }, (_, day) => each(MONDAY_8 + day * DAY, day)).flat();

/** Four weeks in which the owner works on two courses, and `other` on a third. */
const term = (
  other: (from: number, day: number) => AttributedActivity[],
  own: (day: number) => Client = () => laptop(),
): AttributedActivity[] =>
  daily(28, (from, day) => [
    signIn(from),
    ...(day % 3 === 0 ? work(from + 11 * HOUR, own(day), day % 2 ? 'CS101' : 'EN103') : []),
    ...other(from, day),
  ]);

const lent = (client: (day: number) => Client, hours = 11.2) =>
  term((from, day) =>
    day % 3 === 1 || day % 6 === 0 ? work(from + hours * HOUR, client(day), 'MA102') : [],
  );

describe('two hands on one account', () => {
  it('given a helper who does one whole course from elsewhere, then it accuses that course', () => {
    const findings = whenJudged(
      disjointPairs,
      lent(() => helper()),
    );
    expect(findings.map(({ offering }) => offering)).toEqual(['MA102']);
    expect(accused(findings)).toBe(true);
    expect(findings[0]!.population).toEqual([expect.objectContaining({ name: 'own_term' })]);
  });

  /** A few days of the third course elsewhere, the others' by the owner; `gapMin`: from one's work to the other's. */
  const aFewDays = (gapMin: number, client = helper()) =>
    term((from, day) => {
      const at = from + 11 * HOUR;
      if (day % 6 === 4)
        return [...work(at, client, 'MA102'), ...work(at + gapMin * MIN, laptop(), 'EN103')];
      return day % 6 === 1 ? work(at, laptop(), 'MA102') : [];
    });

  it('given a helper of four days, and the owner at work in the dormitory at the same moments, then it accuses', () => {
    expect(accused(whenJudged(disjointPairs, aFewDays(3), given(), RARE))).toBe(true);
  });

  it('given the same hours apart, or the own browser behind a VPN, then nothing', () => {
    expect(whenJudged(disjointPairs, aFewDays(-300), given(), RARE)).toEqual([]);
    const behindVpn = on('', HOME, TABLE);
    expect(accused(whenJudged(disjointPairs, aFewDays(3, behindVpn), given(), RARE))).toBe(false);
  });

  it('given a helper in the next dormitory with a new device each time, then it accuses', () => {
    const next = (day: number) => on(`new ${day}`, '10.9.0.7', OTHER_TABLE);
    expect(accused(whenJudged(disjointPairs, lent(next)))).toBe(true);
  });

  it('given a helper on a new line each time, wherever the owner never is, then it accuses', () => {
    const roaming = (day: number) => on('', `110.${day}.9.8`, OTHER_TABLE);
    expect(accused(whenJudged(disjointPairs, lent(roaming), given(), RARE))).toBe(true);
  });

  /** Machines that take turns, four days each at most, on lines of their own in other towns. */
  const inTurn =
    (agent: (turn: number) => string) =>
    (day: number): Client => {
      const turn = Math.floor(day / 2) % 4;
      return on(`machine ${turn}`, `11${turn}.2.3.4`, agent(turn));
    };

  it('given four machines in other towns that take turns with one course, then it accuses', () => {
    const crew = inTurn((turn) => `machine of hand ${turn}`);
    const findings = whenJudged(disjointPairs, lent(crew), given(), RARE);
    expect(findings.map(({ offering }) => offering)).toEqual(['MA102']);
    expect(accused(findings)).toBe(true);
  });

  it('given eight machines on lines of their own, too many to tell a place, then it accuses', () => {
    const any = (day: number) => {
      const turn = Math.floor(day / 3) % 8;
      return on(`machine ${turn}`, `11${turn}.2.3.4`, `machine of hand ${turn}`);
    };
    const events = term((from, day) => {
      if (day % 3 === 1) return work(from + 11 * HOUR, any(day), 'MA102');
      return day % 9 === 2 ? work(from + 11 * HOUR, laptop(), 'MA102') : [];
    });
    expect(accused(whenJudged(disjointPairs, events, given(), RARE))).toBe(true);
  });

  it('given a phone alone, and friends’ computers all over the town for the course that needs one, then no case', () => {
    const friends = (day: number) => on(`pc ${day}`, `11${day % 9}.2.3.4`, `browser ${day % 9}`);
    const events = term(
      (from, day) => (day % 3 === 1 ? work(from + 11 * HOUR, friends(day), 'MA102') : []),
      () => phone(DORMITORY),
    );
    expect(accused(whenJudged(disjointPairs, events, given(), RARE))).toBe(false);
  });

  it("given private windows of the owner's own browser behind a VPN for one course, then no case", () => {
    const findings = whenJudged(disjointPairs, lent(inTurn(() => TABLE)), given(), RARE);
    expect(accused(findings)).toBe(false);
  });

  it('given cafes all over the town for every course alike, then no case', () => {
    const cafe = inTurn((turn) => `machine of cafe ${turn}`);
    const events = term(
      (from, day) =>
        day % 3 === 1 ? work(from + 11 * HOUR, day % 2 ? cafe(day) : laptop(), 'MA102') : [],
      (day) => (day % 2 ? cafe(day) : laptop()),
    );
    expect(accused(whenJudged(disjointPairs, events, given(), RARE))).toBe(false);
  });

  it("given the owner's user agent by chance on a lasting device elsewhere, then it accuses", () => {
    const alike = () => on("helper's", HOME, TABLE);
    expect(accused(whenJudged(disjointPairs, lent(alike), given(), RARE))).toBe(true);
  });

  /** Now and then a page on a platform that tells no device, on the owner's laptop. */
  const unnamed = (client: (day: number) => Client) => [
    ...lent(client),
    ...daily(28, (from, day) =>
      day % 4 ? [] : work(from + 14 * HOUR, { ip: DORMITORY, userAgent: TABLE }, 'EN103'),
    ).map((one) => ({ ...one, source: 'silent' })),
  ];

  it('given a platform without devices and one user agent on two that take turns, then it accuses', () => {
    const findings = whenJudged(
      disjointPairs,
      unnamed(() => on("helper's", HOME, TABLE)),
      given(),
      RARE,
    );
    expect(findings.map(({ offering }) => offering)).toEqual(['MA102']);
    expect(accused(findings)).toBe(true);
  });

  it('given the same with a new device id each time (one machine, private windows), then nothing', () => {
    const events = unnamed((day) => on(`window ${day}`, HOME, TABLE));
    expect(whenJudged(disjointPairs, events, given(), RARE)).toEqual([]);
  });

  it('given two helpers who do more than the owner, each a course, then it accuses both courses', () => {
    const second = on("the second's", '124.7.6.5', OTHER_TABLE);
    const events = daily(28, (from, day) => [
      signIn(from),
      ...(day % 4 === 0 ? work(from + 11 * HOUR, laptop(), 'CS101') : []),
      ...(day % 2 ? work(from + 11.2 * HOUR, helper(), 'MA102') : []),
      ...(day % 3 === 0 ? work(from + 8 * HOUR, second, 'EN103') : []),
    ]);
    const findings = whenJudged(disjointPairs, events, given(), RARE);
    expect(findings.map(({ offering }) => offering).sort()).toEqual(['EN103', 'MA102']);
    expect(accused(findings)).toBe(true);
  });

  it("given two lent courses, then the owner's laptop, which has the third, is no stranger", () => {
    const events = term(
      (from, day) => [
        ...work(from + 9 * HOUR, helper('58.20.1.1'), day % 2 ? 'MA102' : 'PH104'),
        ...work(from + 15 * HOUR, helper('58.20.1.1'), day % 2 ? 'PH104' : 'MA102'),
        ...(day % 3
          ? []
          : work(from + 12 * HOUR, on('old laptop', DORMITORY, OTHER_TABLE + ' old'), 'GE105')),
      ],
      () => phone(DORMITORY),
    );
    const findings = whenJudged(disjointPairs, events, given(), RARE);
    expect(findings.map(({ offering }) => offering)).not.toContain('GE105');
  });

  it('given addresses told with logins only, then sessions carry them, and it accuses', () => {
    const events = lent(() => helper()).map((one): AttributedActivity => {
      const session = `s-${Math.floor((one.at - MONDAY_8) / (6 * MIN * 10))}-${one.data.client?.deviceId}`;
      const { client, ...rest } = one.data;
      const told = one.type.startsWith('probity.session') || one.type.startsWith('probity.att');
      return { ...one, data: { ...rest, session, ...(told ? { client } : {}) } };
    });
    expect(whenJudged(disjointPairs, events).map(({ offering }) => offering)).toEqual(['MA102']);
  });

  it('given a helper in the same dormitory who works while the owner sits in class, then it accuses', () => {
    const events = daily(28, (from, day) => [
      signIn(from),
      ...(day % 3 === 0 ? work(from + HOUR * 3, laptop(), day % 2 ? 'CS101' : 'EN103') : []),
      ...(day % 3 === 1 ? work(from + 5 * MIN, helper(DORMITORY), 'MA102') : []),
      ...(day % 3 === 2 ? work(from + 0.5 * DAY, helper(DORMITORY), 'MA102') : []),
    ]);
    const [finding] = whenJudged(disjointPairs, events, given(), RARE);
    expect(finding?.numbers.find(({ name }) => name === 'while_in_class')?.value).toBe(9);
    expect(accused(finding ? [finding] : [])).toBe(true);
  });

  it('given the same for four days (a near miss), then nothing', () => {
    const events = term((from, day) =>
      day % 7 === 1 ? work(from + 11.2 * HOUR, helper(), 'MA102') : [],
    );
    expect(whenJudged(disjointPairs, events)).toEqual([]);
  });
});

describe('one person with many machines', () => {
  const innocent: readonly [string, AttributedActivity[]][] = [
    ['a laptop and a phone of one dormitory', lent(() => phone(DORMITORY))],
    ['a laptop that goes home', lent(() => laptop(HOME))],
    ['a private window each time', lent((day) => on(`window ${day}`, DORMITORY))],
    ['a laptop behind a registered VPN', lent(() => laptop(VPN))],
    ['a laptop on carriers that jump', lent(() => laptop(MOBILE))],
    ['private windows behind a foreign VPN', lent((day) => on(`window ${day}`, `45.${day}.9.8`))],
    [
      'two platforms, each with device ids of its own, and one browser on lines that a VPN changes',
      daily(28, (from, day) => [
        ...work(from + 9 * HOUR, laptop(day % 2 ? DORMITORY : `58.${day}.9.8`), 'CS101'),
        ...work(from + 12 * HOUR, on('other id', day % 3 ? `45.${day}.9.8` : CAMPUS), 'MA102').map(
          (one) => ({ ...one, source: 'other platform' }),
        ),
      ]),
    ],
    ['a foreign VPN, another line each time', lent((day) => laptop(`45.${day}.9.8`))],
    [
      'a machine of the laboratory, whose address one platform keeps to itself',
      lent((day) => on('seat', day % 4 ? '' : LAB, OTHER_TABLE)).map((one) => {
        const { client } = one.data;
        return client?.ip === ''
          ? { ...one, data: { ...one.data, client: { deviceId: 'seat', userAgent: OTHER_TABLE } } }
          : one;
      }),
    ],
    ['a machine of the laboratory', lent((day) => on(`seat ${day % 5}`, LAB, OTHER_TABLE))],
    [
      'a laptop replaced in mid-term together with the room',
      daily(28, (from, day) =>
        work(from + 9 * HOUR, day < 14 ? laptop() : helper(), day < 14 ? 'CS101' : 'MA102'),
      ),
    ],
    [
      "the family's computer at weekends, for whatever is due",
      term((from, day) =>
        day % 7 >= 5 ? work(from + 3 * HOUR, helper(), ['MA102', 'CS101', 'EN103'][day % 3]!) : [],
      ),
    ],
    [
      'one course that is done at weekends, at home',
      daily(42, (from, day) =>
        day % 7 >= 5
          ? work(from + 3 * HOUR, helper(), 'MA102')
          : day % 2
            ? work(from + 9 * HOUR, laptop(), 'CS101')
            : [signIn(from)],
      ),
    ],
    [
      'an internet cafe, another seat each time, for all courses',
      term((from, day) =>
        day % 2
          ? work(
              from + 12 * HOUR,
              on(`seat ${day}`, HOME, OTHER_TABLE),
              day % 3 ? 'MA102' : 'CS101',
            )
          : [],
      ),
    ],
    [
      "a couple's laptop by turns, for all courses",
      term((from, day) =>
        day % 2 ? work(from + 12 * HOUR, helper(DORMITORY), day % 3 ? 'MA102' : 'CS101') : [],
      ),
    ],
    [
      'a journey home of two weeks',
      daily(28, (from, day) =>
        work(
          from + 9 * HOUR,
          day > 9 && day < 22 ? helper() : laptop(),
          day % 2 ? 'CS101' : 'MA102',
        ),
      ),
    ],
    ['an app for one course and a browser for the others', lent(() => phone(MOBILE))],
    [
      'a platform that tells devices only, beside one that tells addresses only',
      lent(() => ({ deviceId: 'on that platform' })).map((one) =>
        one.data.offering === 'MA102' ? { ...one, source: 'zhihuishu' } : one,
      ),
    ],
  ];

  it.each([
    ['another browser', TABLE.replace('Chrome', 'Edg')],
    ['an old computer', OTHER_TABLE],
  ])('given %s for one course on platforms that tell no address, then nobody', (_, userAgent) => {
    const events = lent(() => helper()).map((one): AttributedActivity => {
      const deviceId = one.data.client?.deviceId ?? '';
      const agent = deviceId === "helper's" ? userAgent : (one.data.client?.userAgent ?? '');
      return { ...one, data: { ...one.data, client: { deviceId, userAgent: agent } } };
    });
    expect(accused(whenJudged(disjointPairs, events, given(), RARE))).toBe(false);
  });

  it('given an old computer for one course on the same desk, then nobody', () => {
    const events = lent(() => helper(DORMITORY));
    expect(accused(whenJudged(disjointPairs, events, given(), RARE))).toBe(false);
  });

  it.each(innocent)('given %s, then nobody is accused', (_, events) => {
    expect(accused(whenJudged(disjointPairs, events, given(), RARE))).toBe(false);
  });

  it('given any order and duplicates, then the same answer', () => {
    const events = lent(() => helper());
    const expected = JSON.stringify(whenJudged(disjointPairs, events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        const shuffled = [...some, ...[...events].reverse()];
        expect(JSON.stringify(whenJudged(disjointPairs, shuffled))).toBe(expected);
      }),
      { numRuns: 10 },
    );
  });
});
