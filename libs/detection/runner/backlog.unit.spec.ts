import { describe, expect, it } from '@jest/globals';
import type { Detector } from '../detector.js';
import { DetectionBench, type SentEvent } from '../testing/detection-bench.js';
import { busyDay } from '../testing/tiny-detectors.js';

const DAYS = 120;
const STUDENTS = ['1', '2', '3'];
const ROSTER = {
  students: STUDENTS.map((id) => ({
    ...{ id, name: `学生${id}` },
    accounts: [{ source: 'lms', account: `a${id}`, from: null, to: null }],
  })),
};

const dayOf = (n: number): string => new Date(Date.UTC(2026, 2, 1 + n)).toISOString().slice(0, 10);

/** Three events a student and day: too many for `busy-day`, day after day. */
const BACKLOG: readonly SentEvent[] = Array.from({ length: DAYS }, (_, n) =>
  STUDENTS.flatMap((id) =>
    [5, 6, 7].map((hour) => ({
      ...{ source: 'lms', id: `${id}-${n}-${hour}`, account: `a${id}` },
      type: 'probity.video.heartbeat.v1',
      time: `${dayOf(n)}T0${hour}:00:00+08:00`,
      data: { offering: 'CS', activity: 'v', session: `s-${id}`, positionSec: 1 },
    })),
  ),
).flat();

const counting = () => {
  const concluded = { keys: 0 };
  const detector: Detector = {
    ...(busyDay as Detector),
    conclude: (measures, context) => {
      concluded.keys += 1;
      return (busyDay as Detector).conclude(measures, context);
    },
  };
  return { concluded, detector };
};

const started = async (detector: Detector, cachedEvents: number): Promise<DetectionBench> => {
  const made = new DetectionBench({ detectors: [detector], cachedEvents });
  await made.runner.open();
  await made.know(ROSTER);
  return made;
};

describe('a backlog of many days', () => {
  it.each([100, 100_000])('is concluded once a key, %i events in memory', async (cached) => {
    const { concluded, detector } = counting();
    const given = await started(detector, cached);
    await given.send(BACKLOG);
    await given.settle();
    expect(await given.standing()).toHaveLength(STUDENTS.length * DAYS);
    expect(concluded.keys).toBe(STUDENTS.length);
    expect(await given.runner.lag()).toBe(0);
  });

  it('when the process ends between any two pieces of work, then the same stands', async () => {
    const whole = await started(busyDay as Detector, 100);
    await whole.send(BACKLOG);
    await whole.settle();
    for (let steps = 1; steps <= 5; steps += 1) {
      const given = await started(busyDay as Detector, 100);
      await given.send(BACKLOG);
      for (let step = 0; step < steps; step += 1) await given.runner.step();
      await given.restart();
      await given.settle();
      expect(await given.standing()).toEqual(await whole.standing());
    }
  });

  it('is judged while a feed goes on without a pause, if it leaves time', async () => {
    const given = await started(busyDay as Detector, 100_000);
    for (const event of BACKLOG.slice(0, 60)) {
      await given.send([event]);
      await given.runner.step();
    }
    expect((await given.standing()).length).toBeGreaterThan(10);
  });
});
