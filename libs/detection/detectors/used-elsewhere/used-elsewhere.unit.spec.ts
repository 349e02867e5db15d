import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { meetingAt, phone } from '../testing/class.js';
import {
  accused,
  CAMPUS,
  DORMITORY,
  event,
  given,
  MIN,
  MOBILE,
  SEC,
  whenJudged,
} from '../testing/given.js';
import { usedElsewhere } from './used-elsewhere.detector.js';

const LAPTOP = { ip: DORMITORY, userAgent: 'browser', deviceId: 'laptop' };

const signIn = (week: number, more: object = {}, ip = CAMPUS) =>
  event('attendance.signed_in', {
    at: meetingAt(week),
    client: phone(1, ip),
    data: { meeting: `m-${week}`, method: 'code', ...more },
  });

const act = (week: number, afterMs: number, type = 'content.viewed', client: object = LAPTOP) =>
  event(type, { offering: 'MA201', at: meetingAt(week) + afterMs, client });

/** Eight meetings, at the first `used` of which the account acts so long after the sign-in. */
const term = (
  used: number,
  afterMs: number,
  how: (week: number) => AttributedActivity = (week) => act(week, afterMs),
) =>
  Array.from({ length: 8 }, (_, week) => [
    signIn(week),
    ...(week < used ? [how(week)] : []),
  ]).flat();

describe('an account used elsewhere during class', () => {
  it('given the laptop in the dormitory two minutes after four sign-ins, then it accuses', () => {
    const findings = whenJudged(usedElsewhere, term(4, 2 * MIN));
    expect(accused(findings)).toBe(true);
    expect(findings).toMatchObject([{ subject: 's1', offering: 'CS101' }]);
    expect(findings[0]?.events).toHaveLength(8);
  });

  it('given it at two meetings (a near miss), then no case', () => {
    expect(accused(whenJudged(usedElsewhere, term(2, 2 * MIN)))).toBe(false);
  });

  it('given it once, then nothing', () => {
    expect(whenJudged(usedElsewhere, term(1, 2 * MIN))).toEqual([]);
  });

  it('given somebody who signs in and goes home every week, then no case', () => {
    const findings = whenJudged(usedElsewhere, term(8, 25 * MIN));
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });

  it.each([
    ['a video left running', (week: number) => act(week, MIN, 'video.heartbeat')],
    [
      'a laptop on a VPN',
      (week: number) => act(week, MIN, 'content.viewed', { ...LAPTOP, ip: '45.1.2.3' }),
    ],
    [
      'a laptop on a carrier',
      (week: number) => act(week, MIN, 'content.viewed', { ...LAPTOP, ip: MOBILE }),
    ],
    [
      'the same phone on dormitory wireless',
      (week: number) => act(week, MIN, 'content.viewed', phone(1, DORMITORY)),
    ],
    ['work before class', (week: number) => act(week, -10 * MIN)],
    ['work after class', (week: number) => act(week, 100 * MIN)],
    ['no address', (week: number) => act(week, MIN, 'content.viewed', { deviceId: 'laptop' })],
  ])('given %s, then nothing', (_, how) => {
    expect(whenJudged(usedElsewhere, term(8, 0, how))).toEqual([]);
  });

  it('given lectures at home, live or online, then nothing', () => {
    const live = Array.from({ length: 8 }, (_, week) => [
      signIn(week, { method: 'live' }),
      act(week, 30 * SEC),
    ]).flat();
    expect(whenJudged(usedElsewhere, live)).toEqual([]);
    const online = given([{ id: 'CS101', mode: 'fully_online' }]);
    expect(whenJudged(usedElsewhere, term(8, MIN), online)).toEqual([]);
  });

  it('given a hall that the register takes for a dormitory, then nothing', () => {
    const events = [...term(4, MIN), signIn(9, {}, DORMITORY)];
    expect(whenJudged(usedElsewhere, events)).toEqual([]);
  });
});
