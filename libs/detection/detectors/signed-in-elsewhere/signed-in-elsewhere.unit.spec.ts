import { describe, expect, it } from '@jest/globals';
import { arrives, classOf, firstOf, phone } from '../testing/class.js';
import { CASE_LLR, DORMITORY, given, MOBILE, VPN, whenJudged } from '../testing/given.js';
import { signedInElsewhere } from './signed-in-elsewhere.detector.js';

const HOME = '223.220.7.9';

/** The first students sign in from an address at some of eight meetings, each when it suits. */
const away = (
  students: number,
  weeks: number,
  ip: string,
  more: Readonly<Record<string, unknown>> = {},
) =>
  classOf(50, 8, (student, week) => {
    const { at } = arrives(student, week);
    if (student >= students || week >= weeks) return { at, client: phone(student), data: more };
    return { at: at + 5_000 * student, client: phone(student, ip), data: more };
  });

const accusedOf = (events: ReturnType<typeof classOf>, roster = given()) =>
  whenJudged(signedInElsewhere, events, roster)
    .filter((finding) => finding.llr >= CASE_LLR)
    .map((finding) => finding.subject)
    .sort();

describe('signed in from elsewhere', () => {
  it('given two in the dormitory at five of eight meetings, by a number they were sent, then it accuses those two', () => {
    const events = away(2, 5, DORMITORY, { method: 'code', token: undefined });
    expect(accusedOf(events)).toEqual(firstOf(2));
    const [finding] = whenJudged(signedInElsewhere, events);
    expect(finding?.events).toHaveLength(5);
  });

  it('given it at two meetings (a near miss), then no case', () => {
    expect(accusedOf(away(2, 2, DORMITORY))).toEqual([]);
  });

  it('given it at one meeting, then nothing', () => {
    expect(whenJudged(signedInElsewhere, away(2, 1, DORMITORY))).toEqual([]);
  });

  it.each([
    ['while it may last', 60, firstOf(2)],
    ['when it was long over (absent, but no stand-in), then nobody', 180, []],
  ])('given the timetable, and the two sign in to the lesson %s', (_, lateMin, accused) => {
    const roster = given();
    const rows = Array.from({ length: 8 }, (__, week) => {
      const at = arrives(0, week).at;
      const hour = (from: number) => new Date(at + from * 60_000).toISOString();
      const times = { startsAt: hour(-10), endsAt: hour(80) };
      return { id: `m-${week}`, offering: 'CS101', hours: 2, ...times };
    });
    roster.apply(
      { type: 'MeetingsUpserted', data: { rows } },
      () => undefined,
      () => undefined,
    );
    const events = away(2, 5, DORMITORY).map((one) => {
      const late = one.data.client?.ip === DORMITORY ? lateMin * 60_000 : 0;
      return { ...one, at: one.at + late, time: one.time + late };
    });
    expect(accusedOf(events, roster)).toEqual(accused);
  });

  /** Two platforms for each meeting: the first tells no address, the second after a while does. */
  const onTwo = (afterSec: number) =>
    away(2, 5, DORMITORY).flatMap((one) => {
      const { ip, ...rest } = one.data.client ?? {};
      const silent = { ...one, id: `${one.id} silent`, source: 'other' };
      const told = { ...one, at: one.at + 1000 * afterSec };
      return [{ ...silent, data: { ...one.data, client: rest } }, ip === undefined ? one : told];
    });

  it('given two platforms for each meeting, of which the first tells no address, then the second is read', () => {
    expect(accusedOf(onTwo(20))).toEqual(firstOf(2));
  });

  it('given the second hours later (made up for at home, a near miss), then nothing', () => {
    expect(whenJudged(signedInElsewhere, onTwo(7200))).toEqual([]);
  });

  it('given kilometres away by its own position, then it accuses', () => {
    const events = classOf(50, 8, (student, week) => {
      const geo = { lat: student === 0 ? 36.6 : 36.7281, lon: 101.75, accuracyM: 20 };
      const { at, client } = arrives(student, week);
      return { at, client: { ...client, geo, ...(student === 0 && { ip: MOBILE }) } };
    });
    expect(accusedOf(events)).toEqual(['s0']);
  });

  it.each([
    ['a carrier', MOBILE],
    ['a VPN', VPN],
  ])('given %s, then nothing', (_, ip) => {
    expect(whenJudged(signedInElsewhere, away(10, 8, ip))).toEqual([]);
  });

  it('given a phone behind a VPN on nobody’s list all term, then no case', () => {
    expect(accusedOf(away(1, 8, HOME))).toEqual([]);
  });

  it('given a few on a carrier that nobody registered, another line each time, then nothing', () => {
    const events = classOf(50, 8, (student, week) => {
      const carrier = `39.77.${80 + ((student * 5 + week * 7) % 16)}.9`;
      return {
        at: arrives(student, week).at,
        client: phone(student, student < 4 ? carrier : undefined),
      };
    });
    expect(whenJudged(signedInElsewhere, events)).toEqual([]);
  });

  it('given carriers that nobody registered, then nothing', () => {
    const events = classOf(50, 8, (student, week) => ({
      at: arrives(student, week).at,
      client: phone(student, (student + week) % 3 === 0 ? `117.1.${student}.${week}` : undefined),
    }));
    expect(whenJudged(signedInElsewhere, events)).toEqual([]);
  });

  it('given half of a class on such carriers and two in the dormitory, then it accuses those two', () => {
    const events = classOf(50, 8, (student, week) => {
      const carrier = (student + week) % 2 === 0 ? `117.1.${student}.${week}` : undefined;
      const own = phone(student, student < 2 && week < 5 ? DORMITORY : carrier);
      return { at: arrives(student, week).at, client: own };
    });
    expect(accusedOf(events)).toEqual(firstOf(2));
  });

  it('given a meeting online, most at home on such carriers (a near miss), then nothing', () => {
    const events = classOf(50, 8, (student, week) => {
      const home = `117.1.${student}.${week}`;
      const ip = student < 2 ? DORMITORY : student < 8 ? undefined : home;
      return { at: arrives(student, week).at, client: phone(student, ip) };
    });
    expect(whenJudged(signedInElsewhere, events)).toEqual([]);
  });

  it('given a dormitory whose wireless reaches into the hall, then nothing', () => {
    expect(whenJudged(signedInElsewhere, away(17, 8, DORMITORY))).toEqual([]);
  });

  it('given a course online, or a live lecture, then nothing', () => {
    const online = given([{ id: 'CS101', mode: 'fully_online' }]);
    expect(whenJudged(signedInElsewhere, away(3, 8, DORMITORY), online)).toEqual([]);
    expect(whenJudged(signedInElsewhere, away(3, 8, DORMITORY, { method: 'live' }))).toEqual([]);
  });
});
