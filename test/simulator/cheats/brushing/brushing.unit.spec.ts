import { describe, expect, it } from '@jest/globals';
import type { Happening } from '../../event.js';
import { hourOf, SEC } from '../../world/calendar.js';
import { distinct, drawnBy, numberOf, textOf, type Drawn } from '../testing/drawn.js';
import { BRUSHING } from './families.js';

const drawn = (name: string): readonly Drawn[] => drawnBy(BRUSHING, name);
const isVideo = ({ type }: Happening): boolean => type.startsWith('video.');

/** Wrong video events of each case. */
const casesOf = (name: string): readonly (readonly Happening[])[] =>
  drawn(name).flatMap(({ scheme, of }) => scheme.cases.map((one) => of(one).filter(isVideo)));

/** From first to last event of each video, milliseconds. */
function spansOf(events: readonly Happening[]): readonly (readonly [number, number])[] {
  const spans = new Map<string, [number, number]>();
  for (const one of events) {
    const key = `${textOf(one, 'session')} ${textOf(one, 'activity')}`;
    const span = spans.get(key) ?? [one.at, one.at];
    spans.set(key, [Math.min(span[0], one.at), Math.max(span[1], one.at)]);
  }
  return [...spans.values()].sort((a, b) => a[0] - b[0]);
}

const atOnce = (events: readonly Happening[]): number => {
  const spans = spansOf(events);
  return Math.max(
    ...spans.map(([from]) => spans.filter(([a, b]) => a <= from && from < b - SEC).length),
  );
};

/** Most video seconds per second of clock between two beats of one video. */
const outran = (events: readonly Happening[]): number => {
  const beats = events.filter(({ type }) => type === 'video.heartbeat');
  return Math.max(
    ...beats.slice(1).map((one, n) => {
      const before = beats[n];
      if (!before || textOf(one, 'activity') !== textOf(before, 'activity')) return 0;
      const position = numberOf(one, 'positionSec') - numberOf(before, 'positionSec');
      return position / Math.max(0.05, (one.at - before.at) / SEC);
    }),
  );
};

describe('forged records', () => {
  it.each(['f1_leap', 'f1_overspeed'])('%s: positions outrun the clock', (name) => {
    for (const events of casesOf(name)) expect(outran(events)).toBeGreaterThan(2.05);
  });

  it('f1_post_dated: claims run ahead of the clock', () => {
    for (const events of casesOf('f1_post_dated')) {
      const ahead = events.map(({ at, claimedAt = at }) => claimedAt - at);
      expect(Math.max(...ahead)).toBeGreaterThan(20 * SEC);
    }
  });

  it('f1_back_dated: hours are claimed afterwards, all at once', () => {
    for (const events of casesOf('f1_back_dated')) {
      const behind = events.map(({ at, claimedAt = at }) => at - claimedAt);
      expect(Math.max(...behind)).toBeGreaterThan(3600 * SEC);
      for (const [from, until] of spansOf(events)) expect(until - from).toBeLessThan(30 * SEC);
    }
  });

  it('f1_finish_only: three events a video at most', () => {
    for (const events of casesOf('f1_finish_only')) {
      const perVideo = events.length / distinct(events.map((one) => textOf(one, 'activity')));
      expect(perVideo).toBeLessThanOrEqual(3);
      expect(events.some(({ type }) => type === 'video.completed')).toBe(true);
    }
  });
});

describe('records paced to the clock', () => {
  const handled = new Set(['video.paused', 'video.seeked', 'video.rate_changed', 'video.loaded']);

  it('f2_parallel: several videos at once on one account', () => {
    for (const events of casesOf('f2_parallel')) expect(atOnce(events)).toBeGreaterThan(1);
  });

  it('f2_across_platforms: one video at once on each of several platforms', () => {
    for (const { scheme, all, of } of drawn('f2_across_platforms')) {
      expect(distinct(scheme.cases.map(({ student }) => student))).toBe(1);
      expect(distinct(all.map(({ platform }) => platform.source))).toBeGreaterThan(1);
      expect(atOnce(all.filter(isVideo))).toBeGreaterThan(1);
      for (const one of scheme.cases) expect(atOnce(of(one).filter(isVideo))).toBe(1);
    }
  });

  it('f2_serial: one at a time, at a speed that people watch at, and no player', () => {
    for (const events of casesOf('f2_serial')) {
      expect(atOnce(events)).toBe(1);
      expect(events.some(({ type }) => handled.has(type) || type === 'video.played')).toBe(false);
    }
  });

  it('f2_serial_disguised: begins and ends like a player that nobody touches', () => {
    const told = casesOf('f2_serial_disguised').filter(
      ([one]) => one && one.platform.player !== 'none',
    );
    expect(told.length).toBeGreaterThan(0);
    for (const events of told) {
      expect(atOnce(events)).toBe(1);
      expect(events.some(({ type }) => type === 'video.played')).toBe(true);
      expect(events.some(({ type }) => type === 'video.paused' || type === 'video.seeked')).toBe(
        false,
      );
    }
  });
});

describe('driven players', () => {
  const waits = (events: readonly Happening[]): number[] => {
    const spans = spansOf(events);
    return spans
      .slice(1)
      .map(([from], n) => from - (spans[n]?.[1] ?? from))
      .filter((wait) => wait < 600 * SEC);
  };

  it('f3_driven, blatant: the same wait from video to video', () => {
    const blatant = drawn('f3_driven').filter(
      ({ scheme }) => scheme.cases[0]?.effort === 'blatant',
    );
    expect(blatant.length).toBeGreaterThan(0);
    for (const { all } of blatant) {
      const own = waits(all.filter(isVideo)).sort((a, b) => a - b);
      // What is heard first and last of a video is the platform's affair: its first beat, its end.
      const platform = all[0]?.platform;
      if (own.length > 4 && platform?.player === 'rich')
        expect((own.at(-2) ?? 0) - (own[0] ?? 0)).toBeLessThan(6 * SEC);
    }
  });

  it('f3_driven_by_hours: in order, by day, and nobody pauses or seeks', () => {
    for (const events of casesOf('f3_driven_by_hours')) {
      const order = [...new Set(events.map((one) => Number(/\d+$/.exec(textOf(one, 'activity')))))];
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(events.some(({ type }) => type === 'video.paused' || type === 'video.seeked')).toBe(
        false,
      );
      for (const [from] of spansOf(events).slice(0, 1)) expect(hourOf(from)).toBeGreaterThan(7);
    }
  });

  it('studio_schedule: accounts in step, and lent', () => {
    for (const { scheme, of } of drawn('studio_schedule')) {
      const first = scheme.cases.map((one) => of(one).filter(isVideo));
      expect(first.length).toBeGreaterThan(3);
      for (const one of scheme.cases) expect(one.also).toContain('account_lending');
      // Seconds between this account and the first stay what they are, video after video.
      const [lead = [], ...rest] = first.map((events) => spansOf(events).map(([from]) => from));
      for (const starts of rest) {
        const apart = starts.map((from, n) => from - (lead[n] ?? from));
        expect(Math.max(...apart) - Math.min(...apart)).toBeLessThan(2 * SEC);
      }
    }
  });

  it('equal_time: far more time than the videos last', () => {
    for (const events of casesOf('equal_time')) {
      const lengths = new Map(
        events.flatMap((one) => {
          const length = numberOf(one, 'lengthSec');
          return Number.isFinite(length) ? [[textOf(one, 'activity'), length] as const] : [];
        }),
      );
      const lasts = [...lengths.values()].reduce((sum, length) => sum + length, 0);
      const [from, until] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0];
      expect((until - from) / SEC).toBeGreaterThan(1.5 * lasts);
    }
  });
});

describe('labels of brushing', () => {
  it('given any family, then wrong are events on videos that were not watched, logins and reports', () => {
    for (const { name } of BRUSHING)
      for (const { scheme, all } of drawn(name)) {
        const replaced = new Set(
          scheme.replaces.flatMap(({ videos }) => (videos === true ? [] : [...(videos ?? [])])),
        );
        for (const one of all) {
          if (isVideo(one)) expect(replaced.has(textOf(one, 'activity'))).toBe(true);
          else expect(one.type).toMatch(/^(session|content|platform\.reported)/);
        }
      }
  });
});
