import { describe, expect, it } from '@jest/globals';
import { accused, DAY, event, given, MIN, MONDAY_8, whenJudged } from '../testing/given.js';
import { known } from '../reading.js';
import { playedForSeveral } from './played-for-several.detector.js';

const byDevice = known(playedForSeveral[0]);
const STUDENTS = ['s0', 's1', 's2', 's3', 's4'];

/** Each week's videos of five students, one after the other, on a machine in town. */
const served = (type: string, weeks = 5) =>
  Array.from({ length: weeks }, (_, week) =>
    STUDENTS.map((subject, at) =>
      event(type, {
        subject,
        activity: `v-${week}`,
        at: MONDAY_8 + week * 7 * DAY + at * 10 * MIN,
        client: { deviceId: 'd-studio', ip: '123.56.201.40' },
      }),
    ),
  ).flat();

describe('videos played for several accounts by one machine', () => {
  it('given five accounts week after week, then it is heard of for all, and makes no case alone', () => {
    const findings = whenJudged(byDevice, served('video.ended'), given());
    expect(findings.map(({ subject }) => subject).sort()).toEqual(STUDENTS);
    expect(known(findings[0]).llr).toBeGreaterThan(1);
    expect(accused(findings)).toBe(false);
  });

  it('given logins alone on that machine, then nothing: nobody says that it played', () => {
    expect(byDevice.types).not.toContain('probity.session.started.v1');
    expect(byDevice.types).toContain('probity.video.ended.v1');
  });

  it('given two weeks only (a near miss), then nothing', () => {
    expect(whenJudged(byDevice, served('video.ended', 2), given())).toEqual([]);
  });
});
