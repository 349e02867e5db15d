import { describe, expect, it } from '@jest/globals';
import { arrives, classOf, meetingAt, phone, type SigningIn } from '../testing/class.js';
import { accused, event, HOUR, whenJudged } from '../testing/given.js';
import { freshDeviceSignIn } from './fresh-device-signin.detector.js';

const fresh = (student: number, week: number): SigningIn => ({
  ...arrives(student, week),
  client: { ...phone(student), deviceId: `made up ${student} ${week}` },
});

/** A class that signs in over some weeks; the first few by a tool. */
const signedIn = (made: number, weeks = 6, size = 30) =>
  classOf(size, weeks, (student, week) => (student < made ? fresh : arrives)(student, week));

/** The first student's work in the course: on one laptop, or on a new one each day. */
const work = (weeks: number, device: (week: number) => string = () => 'laptop') =>
  Array.from({ length: weeks }, (_, week) =>
    event('video.played', {
      ...{ subject: 's0', activity: `v-${week}`, at: meetingAt(week) + 12 * HOUR },
      client: { deviceId: device(week) },
    }),
  );

describe('a new device at each sign-in', () => {
  it('given one of thirty, whose laptop stays, then it is said with its sign-ins, no case alone', () => {
    const findings = whenJudged(freshDeviceSignIn, [...signedIn(1), ...work(6)]);
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(findings[0]!.events).toHaveLength(6);
    expect(findings[0]!.llr).toBeCloseTo(Math.log(31) - 0.5, 3);
    expect(accused(findings)).toBe(false);
  });

  /** The same without a user agent: of the first `unnamed` students. */
  const withoutName = (unnamed: number, weeks = 6) =>
    classOf(60, weeks, (student, week) => {
      const { client, ...own } = (student === 0 ? fresh : arrives)(student, week);
      const { userAgent, ...nameless } = client ?? {};
      return { ...own, client: student < unnamed ? nameless : { ...nameless, userAgent } };
    });

  it('given that the client never names itself either, as all others do, then a case, whatever is known of its work', () => {
    const findings = whenJudged(freshDeviceSignIn, withoutName(1));
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(findings[0]!.llr).toBeCloseTo(Math.min(4.1, Math.log(61)) - 0.5 + 3.4, 3);
    expect(accused(findings)).toBe(true);
  });

  it('given a class of which some clients never name themselves, then nothing', () => {
    expect(whenJudged(freshDeviceSignIn, withoutName(8))).toEqual([]);
  });

  it.each([
    ['three meetings (a near miss)', [...signedIn(1, 3), ...work(3)]],
    ['cookies that are cleared', [...signedIn(1), ...work(6, (week) => `laptop ${week}`)]],
    ['a platform that names devices anew', [...signedIn(6), ...work(6)]],
    ['nothing known of how it works', signedIn(1)],
    ['a small class', [...signedIn(1, 6, 12), ...work(6)]],
  ])('given %s, then nothing', (_, events) => {
    expect(whenJudged(freshDeviceSignIn, events)).toEqual([]);
  });
});
