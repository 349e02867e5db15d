import { describe, expect, it } from '@jest/globals';
import { accountConnection } from './baselines/account-connection.js';
import { feedTrouble } from './baselines/feed-trouble.js';
import { ACCOUNT_CONNECTION, accountKey, FEED_TROUBLE } from './baselines/names.js';
import { concluded } from './circumstances.js';
import type { Baselines, Circumstance, Detector, JudgeContext } from './detector.js';
import { DAY, event, given, MONDAY_8, SEC } from './detectors/testing/given.js';
import { localDayIn } from './local-day.js';
import { DEFAULT_POLICY } from './policy/default-policy.js';
import type { Activity } from '../activity/activity.js';
import type { Baseline } from './baselines/baseline.js';

const finding = {
  ...{ anchor: 'term', subject: 's1', offering: 'CS101', llr: 8 },
  events: [{ source: 'chaoxing', id: 'e-1' }],
  numbers: [],
  reason: { zh: '。', en: '.' },
  innocent: [{ name: 'feed_quality', tested: 'positions', outcome: 'unlikely' as const }],
  ...{ firstAt: MONDAY_8, lastAt: MONDAY_8 + 9 * DAY, baselines: [] },
};

const detectorOf = (sensitiveTo: readonly Circumstance[]): Detector => ({
  ...{ name: 'tiny', version: '1', violation: 'course_brushing', group: 'tiny', key: 'student' },
  ...{ types: [], window: 'day', defaults: {}, sensitiveTo },
  measure: () => null,
  conclude: () => [finding],
});

const roster = () => {
  const view = given();
  view.accountsOf = () => [{ source: 'chaoxing', account: 'a-1', from: null, to: null }];
  return view;
};

const when = (sensitiveTo: readonly Circumstance[], values: Readonly<Record<string, number>>) => {
  const baselines: Baselines = {
    read: (name, key) => {
      const value = values[`${name} ${key}`];
      return value === undefined ? undefined : { value, n: 64, cite: `${name}/2026-W10@1` };
    },
  };
  const context: JudgeContext = {
    ...{ roster: roster(), parameters: {}, localDay: localDayIn('Asia/Shanghai'), key: '' },
    ...{ baselines, feeds: { next: () => undefined }, review: DEFAULT_POLICY.review },
  };
  const [found] = concluded(detectorOf(sensitiveTo), [], context);
  return found;
};

const trouble = (share: number) => ({ [`${FEED_TROUBLE} chaoxing`]: share });
const late = (count: number) => ({
  [`${ACCOUNT_CONNECTION} ${accountKey('chaoxing', 'a-1')}`]: count,
});

describe('what may have brought the evidence about without the student', () => {
  it('given a feed garbled for a quarter of all, then the evidence weighs no more than ln 4', () => {
    const found = when(['feed'], trouble(0.25));
    expect(found?.llr).toBeCloseTo(Math.log(4), 2);
    expect(found?.innocent).toEqual([
      expect.objectContaining({ name: 'feed_quality', outcome: 'possible' }),
    ]);
    expect(found?.baselines).toEqual(['feed.trouble/2026-W10@1']);
  });

  it('given few garbled accounts (a near miss), then nothing changes', () => {
    expect(when(['feed'], trouble(0.04))).toEqual(finding);
  });

  it('given a bad connection, then it lowers what rests on timing and is named', () => {
    const found = when(['connection'], late(40));
    expect(found?.llr).toBe(6.4);
    expect(found?.innocent.map(({ name }) => name)).toEqual(['feed_quality', 'bad_connection']);
  });

  it('given a detector whose evidence neither can bring about, or nothing published, then nothing changes', () => {
    expect(when([], { ...trouble(0.5), ...late(100) })).toEqual(finding);
    expect(when(['feed', 'connection'], {})).toEqual(finding);
  });
});

const published = <T>(baseline: Baseline<T>, events: readonly Activity[]) => {
  const sums = new Map<string, T>();
  for (const one of events) {
    const key = baseline.keyOf(one, (kind, value) => `${kind} ${value}`);
    if (key !== undefined) sums.set(key, baseline.fold(sums.get(key), one));
  }
  return baseline.publish(sums).values;
};

const beats = (account: string, count: number, data: object, recordedAfter = SEC) =>
  Array.from({ length: count }, (_, n) =>
    event('video.heartbeat', {
      ...{ subject: account, time: MONDAY_8 + n * SEC, at: MONDAY_8 + n * SEC + recordedAfter },
      data: { positionSec: n, ...data },
    }),
  );

describe('what the baselines of circumstances say', () => {
  it('a feed is troubled as far as its accounts are, whatever the order', () => {
    const events = Array.from({ length: 20 }, (_, n) =>
      beats(`a-${n}`, 30, n < 5 ? { positionSec: -7 } : {}),
    ).flat();
    expect(published(feedTrouble, events)).toEqual({ chaoxing: [0.25, 20] });
    expect(published(feedTrouble, [...events].reverse())).toEqual({ chaoxing: [0.25, 20] });
    expect(published(feedTrouble, beats('a', 100, { positionSec: -7 }))).toEqual({});
  });

  it('a connection is bad that held back ten records in a week; a clock ahead or weeks off is none', () => {
    const key = `account ${accountKey('chaoxing', 'a')}`;
    expect(published(accountConnection, beats('a', 12, {}, 300 * SEC))).toEqual({ [key]: [12, 1] });
    expect(published(accountConnection, beats('a', 9, {}, 300 * SEC))).toEqual({});
    expect(published(accountConnection, beats('a', 50, {}, -300 * SEC))).toEqual({});
    expect(published(accountConnection, beats('a', 50, {}, 30 * DAY))).toEqual({});
  });
});
