import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, DAY, event, MIN, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { sameSchedule } from './same-schedule.detector.js';

/** Videos finished every ten minutes, four a day; `late` seconds after the first account. */
const finishing = (subject: string, videos: number, late: (n: number) => number) =>
  Array.from({ length: videos }, (_, n) =>
    event('video.completed', {
      subject,
      activity: `v-${n}`,
      at: MONDAY_8 + Math.floor(n / 4) * DAY + (n % 4) * 10 * MIN + Math.round(late(n) * SEC),
      data: { progress: 1 },
    }),
  );

describe('the same schedule', () => {
  it('given four accounts minutes apart and always in step, then each is accused by its own events', () => {
    const events = ['s1', 's2', 's3', 's4'].flatMap((subject, at) =>
      finishing(subject, 16, () => at * 300),
    );
    const findings = whenJudged(sameSchedule, events);
    expect(findings.map(({ subject }) => subject)).toEqual(['s1', 's2', 's3', 's4']);
    expect(findings.every(({ llr }) => llr >= 6.5)).toBe(true);
    const own = new Set(events.filter(({ subject }) => subject === 's2').map(({ id }) => id));
    expect(findings[1]!.events.every(({ id }) => own.has(id))).toBe(true);
  });

  it('given roommates who start each video together by hand, then no case', () => {
    const events = ['s1', 's2'].flatMap((subject, at) =>
      finishing(subject, 20, (n) => at * 4 * drawn(n, 3)),
    );
    const findings = whenJudged(sameSchedule, events);
    expect(findings.every(({ llr }) => llr <= 1)).toBe(true);
  });

  it('given two who watch the same evenings at their own pace, then nothing', () => {
    const events = ['s1', 's2'].flatMap((subject, at) =>
      finishing(subject, 20, (n) => at * 400 * drawn(n, 5)),
    );
    expect(whenJudged(sameSchedule, events)).toEqual([]);
  });

  it('given four videos in step (a near miss), then nothing', () => {
    const events = ['s1', 's2'].flatMap((subject) => finishing(subject, 4, () => 0));
    expect(whenJudged(sameSchedule, events)).toEqual([]);
  });

  /** So many accounts with five videos each, `off` seconds away from their own distance. */
  const inCompany = (accounts: number, off: (n: number, at: number) => number) =>
    Array.from({ length: accounts }, (_, at) =>
      finishing(`s${at}`, 5, (n) => at * 12 + off(n, at)),
    ).flat();

  it('given six accounts with few videos, in step to a fifth of a second, then each is accused', () => {
    const findings = whenJudged(
      sameSchedule,
      inCompany(6, (n, at) => 0.2 * drawn(n, at)),
    );
    expect(findings).toHaveLength(6);
    expect(findings.every(({ llr }) => llr >= 6.5)).toBe(true);
  });

  it('given six friends with few videos who start each by hand, then no case', () => {
    const findings = whenJudged(
      sameSchedule,
      inCompany(6, (n, at) => 4 * drawn(n, at)),
    );
    expect(accused(findings)).toBe(false);
  });

  it('given two accounts with few videos to a fifth of a second (a near miss), then nothing', () => {
    expect(
      whenJudged(
        sameSchedule,
        inCompany(2, (n, at) => 0.2 * drawn(n, at)),
      ),
    ).toEqual([]);
  });

  it('given completions that a teacher set for all at one instant, then nothing', () => {
    const events = ['s1', 's2', 's3'].flatMap((subject) =>
      Array.from({ length: 12 }, (_, n) =>
        event('video.completed', {
          subject,
          activity: `v-${n}`,
          at: MONDAY_8 + n,
          data: { progress: 1 },
        }),
      ),
    );
    expect(whenJudged(sameSchedule, events)).toEqual([]);
    expect(accused(whenJudged(sameSchedule, events))).toBe(false);
  });
});
