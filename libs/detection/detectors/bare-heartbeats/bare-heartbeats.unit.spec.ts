import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity, JudgeContext } from '../../detector.js';
import { judge } from '../../judge.js';
import { CASE_LLR, DAY, event, given, MONDAY_8, SEC, watching } from '../testing/given.js';
import { bareHeartbeats } from './bare-heartbeats.detector.js';

/** The platform's players beat each 30 s; `share` of its sessions have player events. */
function whenJudgedAmong(share: number | undefined, events: readonly AttributedActivity[]) {
  const context: JudgeContext = {
    roster: given(),
    parameters: bareHeartbeats.defaults,
    localDay: (at) => new Date(at).toISOString().slice(0, 10),
    baselines: {
      read: (_, key) =>
        share === undefined
          ? undefined
          : {
              value: key.endsWith('#interval') ? 30 : share,
              n: 100,
              cite: 'platform.cadence/2026-W10@1',
            },
    },
  };
  return judge(bareHeartbeats, events, context);
}

const forged = Array.from({ length: 8 }, (_, day) =>
  Array.from({ length: 20 }, (_, at) =>
    event('video.heartbeat', {
      activity: `v-${day}`,
      at: MONDAY_8 + day * DAY + at * 47 * SEC,
      data: { positionSec: at * 47 },
    }),
  ),
).flat();

const genuine = (offering: string) =>
  Array.from({ length: 6 }, (_, day) =>
    watching({
      offering,
      activity: `${offering}-${day}`,
      from: MONDAY_8 + day * DAY,
      lengthSec: 600,
    }),
  ).flat();

describe('bare heartbeats', () => {
  it('given one course bare and off the grid, another genuine, then it accuses the bare one', () => {
    const findings = whenJudgedAmong(0.98, [...forged, ...genuine('MA102')]);
    expect(findings.map((finding) => finding.offering)).toEqual(['CS101']);
    expect(findings[0]!.llr).toBeGreaterThanOrEqual(CASE_LLR);
    expect(findings[0]!.baselines).toEqual(['platform.cadence/2026-W10@1']);
  });

  it('given a client that is bare in all courses (an old app), then no case', () => {
    const findings = whenJudgedAmong(0.98, forged);
    expect(findings.every((finding) => finding.llr < CASE_LLR)).toBe(true);
  });

  it('given a platform that sends little more than heartbeats, then nothing', () => {
    expect(whenJudgedAmong(0.4, [...forged, ...genuine('MA102')])).toEqual([]);
  });

  it('given no baseline yet, then nothing', () => {
    expect(whenJudgedAmong(undefined, [...forged, ...genuine('MA102')])).toEqual([]);
  });

  it('given genuine players, then nothing', () => {
    expect(whenJudgedAmong(0.98, [...genuine('CS101'), ...genuine('MA102')])).toEqual([]);
  });
});
