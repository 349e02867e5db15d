import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { meetingAt, phone } from '../testing/class.js';
import {
  accused,
  CAMPUS,
  DORMITORY,
  event,
  given,
  HOUR,
  MIN,
  MOBILE,
  whenJudged,
} from '../testing/given.js';
import { signedInFor } from './signed-in-for.detector.js';

const OWN = phone(1);
const FRIEND = { ip: CAMPUS, userAgent: 'another model', deviceId: 'of a friend' };
const HOME = '39.70.8.9';

const signIn = (week: number, client: object) =>
  event('attendance.signed_in', {
    at: meetingAt(week),
    client,
    data: { meeting: `m-${week}`, method: 'code' },
  });

const act = (week: number, client: object, afterMs = 20 * MIN, type = 'session.started') =>
  event(type, { offering: 'MA201', at: meetingAt(week) + afterMs, client });

interface Term {
  /** Whose phone signs in, by week; two own, then one on the other's. */
  readonly signsIn?: (week: number) => object;
  readonly acts: (week: number) => readonly AttributedActivity[];
}

const away = (week: number): boolean => week % 3 !== 0;

const term = ({ signsIn = (week) => (away(week) ? FRIEND : OWN), acts }: Term) =>
  Array.from({ length: 9 }, (_, week) => [signIn(week, signsIn(week)), ...acts(week)]).flat();

const whileAway = (client: object, afterMs?: number, type?: string) => ({
  acts: (week: number) => (away(week) ? [act(week, client, afterMs, type)] : []),
});

const judged = (how: Term, roster = given()) => whenJudged(signedInFor, term(how), roster);

describe('signed in for', () => {
  it('given a friend’s phone at six of nine meetings, the own one at work on a carrier, then it accuses', () => {
    const findings = judged(whileAway({ ...OWN, ip: MOBILE }));
    expect(accused(findings)).toBe(true);
    expect(findings).toMatchObject([{ subject: 's1', offering: 'CS101' }]);
    expect(findings[0]?.events).toHaveLength(12);
  });

  it.each([
    ['a line at home', HOME],
    ['a dormitory', DORMITORY],
  ])('given a laptop on %s meanwhile, then it accuses', (_, ip) => {
    const laptop = { ip, userAgent: 'browser', deviceId: 'laptop' };
    expect(accused(judged(whileAway(laptop)))).toBe(true);
  });

  it('given it at two of six (a near miss), then no case', () => {
    const acts = (week: number) =>
      week < 3 && away(week) ? [act(week, { ...OWN, ip: MOBILE })] : [];
    expect(accused(judged({ acts }))).toBe(false);
  });

  it('given one who works through all lectures on a line of his own, then nothing', () => {
    const laptop = { ip: HOME, userAgent: 'browser', deviceId: 'laptop' };
    expect(judged({ acts: (week) => [act(week, laptop)] })).toEqual([]);
  });

  it('given a new phone that takes over, then nothing', () => {
    const signsIn = (week: number) => (week < 4 ? OWN : FRIEND);
    expect(judged({ signsIn, ...whileAway({ ...OWN, ip: MOBILE }) })).toEqual([]);
  });

  it('given a sitter who opens the app before and answers in the lesson, too, then it accuses', () => {
    const acts = (week: number) => [
      ...whileAway({ ...OWN, ip: MOBILE }).acts(week),
      ...(away(week)
        ? [
            event('session.started', { at: meetingAt(week) - MIN, client: FRIEND }),
            event('assessment.answered', { at: meetingAt(week) + 30 * MIN, client: FRIEND }),
          ]
        : []),
    ];
    expect(accused(judged({ acts }))).toBe(true);
  });

  it('given a sitter at every meeting, the own phone at work there and signed in to another course, then it accuses', () => {
    const acts = (week: number) => [
      act(week, { ...OWN, ip: MOBILE }),
      act(week, { ...OWN, ip: DORMITORY }, 26 * HOUR),
      event('attendance.signed_in', {
        ...{ offering: 'MA201', at: meetingAt(week) + 50 * HOUR, client: OWN, source: 'other' },
        data: { meeting: `n-${week}`, method: 'code' },
      }),
    ];
    expect(accused(judged({ signsIn: () => FRIEND, acts }))).toBe(true);
    // One who has the lesson's app on a phone of its own, and is at nothing else meanwhile.
    const idle = (week: number) => acts(week).slice(1);
    expect(judged({ signsIn: () => FRIEND, acts: idle })).toEqual([]);
  });

  it('given a second phone that also studies, then nothing', () => {
    const acts = (week: number) => [
      ...whileAway({ ...OWN, ip: MOBILE }).acts(week),
      act(week, FRIEND, 5 * HOUR),
    ];
    expect(judged({ acts })).toEqual([]);
  });

  it.each([
    ['a laptop on a carrier', { ip: MOBILE, userAgent: 'browser', deviceId: 'laptop' }],
    ['a laptop on the campus', { ip: CAMPUS, userAgent: 'browser', deviceId: 'laptop' }],
    ['no address', { userAgent: 'browser', deviceId: 'laptop' }],
  ])('given %s, then nothing', (_, client) => {
    expect(judged(whileAway(client))).toEqual([]);
  });

  it('given a video left running, or work after class, then nothing', () => {
    expect(judged(whileAway({ ...OWN, ip: MOBILE }, MIN, 'video.heartbeat'))).toEqual([]);
    expect(judged(whileAway({ ...OWN, ip: MOBILE }, 2 * HOUR))).toEqual([]);
  });

  it('given a borrowed phone and nothing done meanwhile, then nothing', () => {
    expect(judged({ acts: () => [] })).toEqual([]);
  });

  it('given a course online, then nothing', () => {
    const online = given([{ id: 'CS101', mode: 'fully_online' }]);
    expect(judged(whileAway({ ...OWN, ip: MOBILE }), online)).toEqual([]);
  });
});
