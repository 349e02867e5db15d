import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import {
  CASE_LLR,
  DAY,
  DORMITORY,
  event,
  HOUR,
  LAB,
  MIN,
  MONDAY_8,
  whenJudged,
} from '../testing/given.js';
import { firstOf } from '../testing/class.js';
import { sharedDevice } from './shared-device.detector.js';

const ELSEWHERE = '223.10.20.30';

interface Use {
  readonly accounts: number;
  readonly days: number;
  readonly ip: string;
  /** Between one account's sessions and the next one's, minutes; all in turn, thrice. */
  readonly everyMin: number;
  readonly deviceId?: string;
}

function used({ accounts, days, ip, everyMin, deviceId = 'one machine' }: Use) {
  const events: AttributedActivity[] = [];
  for (let day = 0; day < days; day++)
    for (let turn = 0; turn < accounts * 3; turn++)
      events.push(
        event('session.started', {
          subject: `s${turn % accounts}`,
          at: MONDAY_8 + day * DAY + turn * everyMin * MIN,
          client: { ip, deviceId },
        }),
      );
  return events;
}

const accusedOf = (events: readonly AttributedActivity[]) =>
  whenJudged(sharedDevice, events)
    .filter((finding) => finding.llr >= CASE_LLR)
    .map((finding) => finding.subject)
    .sort();

describe("a helper's machine", () => {
  it('given six accounts open at once on one machine for a week, then it accuses the six', () => {
    const events = used({ accounts: 6, days: 5, ip: ELSEWHERE, everyMin: 2 });
    expect(accusedOf(events)).toEqual(firstOf(6));
  });

  it('given a machine of the laboratory, then nothing', () => {
    const events = used({ accounts: 20, days: 10, ip: LAB, everyMin: 2 });
    expect(whenJudged(sharedDevice, events)).toEqual([]);
  });

  it("given a dormitory room's computer that eight use in turns, then nothing", () => {
    const events = Array.from({ length: 12 }, (_, day) =>
      firstOf(8).map((subject, at) =>
        event('session.started', {
          subject,
          at: MONDAY_8 + day * DAY + at * HOUR,
          client: { ip: DORMITORY, deviceId: 'one machine' },
        }),
      ),
    ).flat();
    expect(whenJudged(sharedDevice, events)).toEqual([]);
  });

  it.each([
    ['a couple', 2, 20],
    ['a near miss of three', 3, 20],
    ['many who borrow it for a day or two', 6, 2],
  ])('given %s, then nothing', (_, accounts, days) => {
    const events = used({ accounts, days, ip: ELSEWHERE, everyMin: 2 });
    expect(whenJudged(sharedDevice, events)).toEqual([]);
  });

  it.each(['unknown', '0000', '00000000-0000-0000-0000-000000000000'])(
    'given the filler %s for a device id, then nothing',
    (deviceId) => {
      const events = used({ accounts: 30, days: 10, ip: ELSEWHERE, everyMin: 2, deviceId });
      expect(whenJudged(sharedDevice, events)).toEqual([]);
    },
  );
});
