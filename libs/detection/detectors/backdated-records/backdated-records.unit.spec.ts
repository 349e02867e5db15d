import { describe, expect, it } from '@jest/globals';
import {
  accused,
  DAY,
  event,
  HOUR,
  MIN,
  MONDAY_8,
  SEC,
  whenJudged,
  given,
} from '../testing/given.js';
import { baselinesOf, platformOf } from '../testing/population.js';
import { backdatedRecords } from './backdated-records.detector.js';

const client = { deviceId: 'd-1', userAgent: 'browser' };

/** One video's beats that claim to begin at `claimed`, recorded when `recordedAt` says. */
const video = (name: string, claimed: number, recordedAt: (claim: number, n: number) => number) =>
  Array.from({ length: 20 }, (_, n) => {
    const time = claimed + n * 30 * SEC;
    const at = recordedAt(time, n);
    return event('video.heartbeat', {
      ...{ activity: name, client, time, at },
      data: { session: 's', positionSec: n * 30, lengthSec: 600 },
    });
  });

/** Eight videos of the afternoon, written in the evening one after another, ten minutes apart. */
const backdated = Array.from({ length: 8 }, (_, v) =>
  video(
    `v-${v}`,
    MONDAY_8 + v * 20 * MIN,
    (_claim, n) => MONDAY_8 + 12 * HOUR + v * 10 * MIN + n * SEC,
  ),
).flat();
const HONEST = baselinesOf(
  platformOf().map((one) => ({ ...one, recorded: one.at, time: one.at - 100 })),
);
const judged = (events: Parameters<typeof whenJudged>[1], baselines = HONEST) =>
  whenJudged(backdatedRecords, events, given(), baselines);

describe('backdated records', () => {
  it('given old times sent part by part, as an app that tries again may, then it says so and no more', () => {
    const [finding] = judged(backdated);
    expect(finding?.llr).toBe(2.5);
    expect(accused(judged(backdated))).toBe(false);
    expect(finding?.population?.[0]?.name).toBe('platform');
  });

  it('given hours claimed for a time before the session began, sent in one go, then it speaks up', () => {
    const login = MONDAY_8 + 12 * HOUR;
    const oneGo = Array.from({ length: 8 }, (_, v) =>
      video(`v-${v}`, MONDAY_8 + v * 20 * MIN, (_claim, n) => login + MIN + (v * 20 + n) * 10),
    ).flat();
    const began = (time: number) =>
      event('session.started', { client, time, at: login, data: { session: 's' } });
    expect(judged([began(login - 100), ...oneGo])[0]?.llr).toBeGreaterThan(5);
    // The login that waited in the same queue: an honest hour without connection.
    expect(judged([began(MONDAY_8 - MIN), ...oneGo])).toEqual([]);
  });

  it('given one queue of three videos that was stuck while another went out, then nothing, and something the second time', () => {
    const out = MONDAY_8 + 3 * HOUR;
    const three = (from: number, to: number) =>
      Array.from({ length: 3 }, (_, v) =>
        video(`v-${from / HOUR}-${v}`, MONDAY_8 + from + v * 11 * MIN, (_claim, n) => to + n * 10),
      ).flat();
    const [first, again] = [three(HOUR, out + 2 * HOUR), three(2 * HOUR, out + 4 * HOUR)];
    const other = event('session.started', { client, at: out, time: out - 100 });
    expect(judged([other, ...first])).toEqual([]);
    const [twice] = judged([other, ...first, ...again]);
    expect(twice?.llr).toBe(2.5);
  });

  it('given an hour without connection, sent as one queue, then nothing', () => {
    const back = MONDAY_8 + 3 * HOUR;
    const kept = Array.from({ length: 6 }, (_, v) =>
      video(`v-${v}`, MONDAY_8 + v * 11 * MIN, (_claim, n) => back + (v * 20 + n) * 2 * SEC),
    ).flat();
    expect(judged(kept)).toEqual([]);
  });

  it('given a clock that is an hour slow, then nothing', () => {
    const slow = Array.from({ length: 6 }, (_, v) =>
      video(`v-${v}`, MONDAY_8 + v * 20 * MIN, (claim) => claim + HOUR),
    ).flat();
    expect(judged(slow)).toEqual([]);
  });

  it('given a clock twelve minutes slow on an app that uploads every four, then nothing', () => {
    const uploaded = (claim: number, n: number) =>
      Math.ceil((claim + 12 * MIN) / (4 * MIN)) * 4 * MIN + n;
    const slow = Array.from({ length: 8 }, (_, v) =>
      video(`v-${v}`, MONDAY_8 + v * 11 * MIN, uploaded),
    ).flat();
    expect(judged(slow)).toEqual([]);
  });

  it('given one stuck video among timely ones (a near miss), then nothing', () => {
    const stuck = video('v-0', MONDAY_8, (_, n) => MONDAY_8 + 2 * HOUR + n * SEC);
    const timely = video('v-1', MONDAY_8 + HOUR, (claim) => claim + SEC);
    expect(judged([...stuck, ...timely])).toEqual([]);
  });

  it('given a platform whose app sends its log at leisure, then it weighs little', () => {
    const leisurely = platformOf().map((one) => ({
      ...one,
      ...{ time: one.at, recorded: one.at + DAY / 4, at: one.at + DAY / 4 },
    }));
    const [finding] = judged(backdated, baselinesOf(leisurely));
    expect(finding?.llr ?? 0).toBeLessThan(2);
  });

  it('given a platform whose server keeps one clock only, then nothing', () => {
    expect(judged(backdated.map((one) => ({ ...one, recorded: undefined })))).toEqual([]);
  });
});
