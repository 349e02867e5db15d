import { describe, expect, it } from '@jest/globals';
import { CADENCE_EVEN_LONG } from '../../baselines/names.js';
import type { AttributedActivity, Baselines } from '../../detector.js';
import { drawn } from '../testing/class.js';
import { accused, DAY, given, MONDAY_8, SEC, watching, whenJudged } from '../testing/given.js';
import { event } from '../testing/given.js';
import { baselinesOf, platformOf } from '../testing/population.js';
import { drivenPlayer } from './driven-player.detector.js';

/** A platform whose people pause for different times and choose their next video. */
const HONEST = baselinesOf(
  platformOf((student) => ({ pauses: student % 8 === 0 ? [] : [3, 7, 11], lengthSec: 1800 })),
);

interface Run {
  readonly videos: number;
  readonly gapSec: (n: number) => number;
  /** Undefined: no pauses. */
  readonly resumeSec?: (n: number) => number;
}

const after = (one: AttributedActivity, ms: number, what: string): AttributedActivity => ({
  ...one,
  ...{ id: `${one.id}${what}`, type: `probity.video.${what}.v1` },
  ...{ at: one.at + ms, time: one.time + ms },
});

/** An app that sends its log every four minutes: what lay between is in the device's own clock only. */
const uploaded = (one: AttributedActivity): AttributedActivity => {
  const at = Math.ceil(one.time / (4 * 60 * SEC)) * 4 * 60 * SEC + (one.time % 400);
  return { ...one, recorded: at, at };
};

/** Eight videos a day, one after the other. */
function run({ videos, gapSec, resumeSec }: Run): AttributedActivity[] {
  const events: AttributedActivity[] = [];
  let from = MONDAY_8;
  for (let n = 0; n < videos; n++) {
    if (n % 8 === 0) from = MONDAY_8 + (n / 8) * DAY;
    const activity = `v-${n}`;
    const own = watching({ activity, from, lengthSec: 1500 }).filter(
      ({ type }) => !type.includes('completed'),
    );
    events.push(...own.map((one) => ({ ...one, data: { ...one.data, session: `s-${n}` } })));
    if (resumeSec) {
      const at = from + 400 * SEC + 77;
      const data = { positionSec: 400, session: `s-${n}` };
      events.push(event('video.paused', { activity, at, data }));
      events.push(event('video.played', { activity, at: at + resumeSec(n) * SEC, data }));
    }
    from = Math.max(...own.map(({ at }) => at)) + gapSec(n) * SEC;
  }
  return events;
}

const people = (n: number) => 3 - 40 * Math.log(1 - drawn(n, 3));

const whenJudgedAmong = (events: readonly AttributedActivity[], among = HONEST) =>
  whenJudged(drivenPlayer, events, given(), among);

describe('driven player', () => {
  it('given resumes after one second and five seconds between videos, then it makes a case', () => {
    const driven = run({ videos: 30, gapSec: () => 5, resumeSec: (n) => 1 + drawn(n) * 0.05 });
    const findings = whenJudgedAmong(driven);
    expect(accused(findings)).toBe(true);
    expect(findings[0]!.baselines).toEqual(['platform.cadence/2026-W10@1']);
  });

  it('given a list left running, whose player leads from video to video, then no case', () => {
    const findings = whenJudgedAmong(run({ videos: 30, gapSec: () => 5 }));
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });

  it('given waits drawn between half a minute and a minute and a half, then it is seen, no case', () => {
    const findings = whenJudgedAmong(run({ videos: 30, gapSec: (n) => 30 + 60 * drawn(n, 5) }));
    expect(findings.flatMap(({ numbers }) => numbers.map(({ name }) => name))).toContain(
      'bounded_gaps',
    );
    expect(accused(findings)).toBe(false);
  });

  /** A platform of binges: four videos on end, the first untouched, a person's waits between them. */
  const binges = (students: number, gapSec: (n: number, student: number) => number) =>
    baselinesOf(
      Array.from({ length: students }, (_, student) =>
        run({ videos: 4, gapSec: (n) => gapSec(n, student), resumeSec: (n) => 9 + people(n) })
          .filter(({ type, data }) => data.activity !== 'v-0' || !type.includes('paused'))
          .map((one) => ({ ...one, account: `p${student}`, subject: `p${student}` })),
      ).flat(),
    );

  it('given an app that tells nothing but beats, where the player tells more, then its close waits and untouched viewings say nothing', () => {
    const told = run({ videos: 30, gapSec: (n) => 30 + 60 * drawn(n, 5) });
    const beats = told.filter(({ type }) => type.includes('heartbeat'));
    expect(whenJudgedAmong(beats)).toEqual([]);
  });

  it('given the same app and waits that are all alike, then those are seen', () => {
    const told = run({ videos: 30, gapSec: () => 5 });
    const findings = whenJudgedAmong(told.filter(({ type }) => type.includes('heartbeat')));
    expect(findings.flatMap(({ numbers }) => numbers.map(({ name }) => name))).toEqual([
      'fixed_gaps',
    ]);
    expect(accused(findings)).toBe(false);
  });

  it('given always the same minute between videos, untouched, where nobody waits so, then a case', () => {
    const among = binges(120, (n, student) => people(n + 31 * student));
    const findings = whenJudgedAmong(run({ videos: 16, gapSec: (n) => 57 + drawn(n) }), among);
    expect(accused(findings)).toBe(true);
  });

  it('given the same where one in ten has as even and long a wait, then no case', () => {
    const among = binges(120, (n, student) => (student % 10 ? people(n + 31 * student) : 57));
    const findings = whenJudgedAmong(run({ videos: 16, gapSec: (n) => 57 + drawn(n) }), among);
    expect(accused(findings)).toBe(false);
  });

  /** Of many platforms it is known how their people wait, of this one nothing. */
  const elsewhere = (accounts: number): Baselines => ({
    read: (_, key) =>
      key === CADENCE_EVEN_LONG
        ? { value: 0, n: accounts, cite: 'platform.cadence/2026-W10@1' }
        : undefined,
  });
  const minutes = (videos: number) =>
    run({ videos, gapSec: (n) => 61 + drawn(n), resumeSec: (n) => 9 + people(n) });

  it('given eight such waits and more on a platform of which nothing is known, then they weigh 4 at most, and as little as before where others are unknown, too', () => {
    expect(whenJudgedAmong(minutes(16), elsewhere(600))[0]?.llr).toBe(4);
    expect(whenJudgedAmong(minutes(16), elsewhere(5))[0]?.llr).toBe(1.25);
    expect(whenJudgedAmong(minutes(8), elsewhere(600))[0]?.llr).toBe(1.25);
  });

  it('given waits of as much as a list with an advertisement takes, then no case without more', () => {
    const among = binges(120, (n, student) => people(n + 31 * student));
    const own = run({ videos: 16, gapSec: (n) => 25 + drawn(n), resumeSec: (n) => 9 + people(n) });
    const findings = whenJudgedAmong(own, among);
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });

  it('given a person with pauses and gaps of all lengths, then nothing', () => {
    const own = run({ videos: 30, gapSec: people, resumeSec: (n) => 2 + people(n + 50) });
    expect(whenJudgedAmong(own)).toEqual([]);
  });

  it('given a platform whose player resumes by itself, then its resumes say nothing', () => {
    const among = baselinesOf(
      platformOf(() => ({ lengthSec: 1800 })).flatMap((one) =>
        one.type.includes('heartbeat') && Number(one.data['positionSec']) % 90 === 0
          ? [one, after(one, 500, 'paused'), after(one, 1500, 'played')]
          : [one],
      ),
    );
    const own = run({ videos: 30, gapSec: people, resumeSec: () => 1 });
    expect(whenJudgedAmong(own, among)).toEqual([]);
  });

  const names = (findings: ReturnType<typeof whenJudgedAmong>) =>
    findings.flatMap(({ numbers }) => numbers.map(({ name }) => name));

  it('given the same three lengths of pauses in video after video, then it makes a case', () => {
    const recorded = (n: number) => [26.2, 7.3, 15.1][n % 3]! + 0.2 * drawn(n, 9);
    const findings = whenJudgedAmong(run({ videos: 24, gapSec: people, resumeSec: recorded }));
    expect(names(findings)).toContain('recurring_pauses');
    expect(accused(findings)).toBe(true);
  });

  it('given notices of one length that close by themselves (a near miss), then no case', () => {
    const notice = (n: number) => 15 + 0.2 * drawn(n, 9);
    const findings = whenJudgedAmong(run({ videos: 24, gapSec: people, resumeSec: notice }));
    expect(accused(findings)).toBe(false);
  });

  it("given a platform whose videos make everybody's pauses, then they say nothing", () => {
    const lengths = (n: number) => [26.2, 7.3][n % 2]!;
    const among = baselinesOf(
      Array.from({ length: 24 }, (_, student) =>
        run({ videos: 12, gapSec: people, resumeSec: lengths }).map((one) => ({
          ...one,
          ...{ account: `p${student}`, subject: `p${student}` },
        })),
      ).flat(),
    );
    const own = run({ videos: 24, gapSec: people, resumeSec: lengths });
    expect(names(whenJudgedAmong(own, among))).not.toContain('recurring_pauses');
  });

  it("given a person's pauses that an app uploads together, then nothing", () => {
    const own = run({ videos: 30, gapSec: people, resumeSec: (n) => 2 + people(n + 50) });
    expect(whenJudgedAmong(own.map(uploaded))).toEqual([]);
  });

  it('given a program behind the same app, then it makes a case', () => {
    const driven = run({ videos: 30, gapSec: () => 5, resumeSec: (n) => 1 + drawn(n) * 0.05 });
    expect(accused(whenJudgedAmong(driven.map(uploaded)))).toBe(true);
  });

  it('given four instant resumes (a near miss), then nothing', () => {
    const own = run({ videos: 4, gapSec: people, resumeSec: () => 1 });
    expect(whenJudgedAmong(own)).toEqual([]);
  });

  it('given no baseline yet, then instant resumes are seen but make no case', () => {
    const driven = run({ videos: 30, gapSec: () => 5, resumeSec: () => 1 });
    const findings = whenJudged(drivenPlayer, driven);
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });
});
