import { describe, expect, it } from '@jest/globals';
import { MAX_WINDOW_EVENTS, type AttributedActivity, type Detector } from '../detector.js';
import { canonicalOrder, judge, measureWindow } from '../judge.js';
import { DETECTORS } from '../registry.js';
import { accused, contextOf, event, given, MONDAY_8 } from './testing/given.js';

/** Fewer than the most that a window is judged with, enough for a square of them to show. */
const MANY = 20_000;
const NOTHING = { read: () => undefined };

/** Events of a detector's types in turn, three a second; `name` says what tells them apart. */
const flood = (
  { types, key }: Detector,
  count: number,
  name: (n: number) => string,
): readonly AttributedActivity[] =>
  Array.from({ length: count }, (_, n) => ({
    ...event('x', {
      subject: key === 'student' || key === 'student+offering' ? 's1' : `s${n % 300}`,
      at: MONDAY_8 + n * 300,
      activity: `v-${name(n)}`,
      client: { ip: '10.1.0.7', userAgent: 'browser', deviceId: `d-${name(n)}` },
      data: {
        session: name(n),
        meeting: 'm-1',
        method: 'qr',
        item: `i-${name(n)}`,
        attempt: 1,
        response: 'A',
        positionSec: n % 600,
        lengthSec: 600,
        progress: 1,
      },
    }),
    type: types[n % types.length] ?? '',
  }));

/** The cost of a square of the events would run into the suite's time limit; of a line it is a second. */
describe.each(DETECTORS.map((detector) => [detector.name, detector] as const))(
  '%s, given a flood of events in one window',
  (_, detector) => {
    it.each([
      ['of one video, session and device', () => '1'],
      ['each of a video, session and device of its own', (n: number) => String(n)],
    ])('%s, then a measure that can be stored comes of it', (__, name) => {
      const events = canonicalOrder(flood(detector, MANY, name));
      const measure = measureWindow(detector, events, contextOf(detector, given(), NOTHING));
      const lost: unknown[] = [];
      JSON.stringify(measure ?? null, (___, value: unknown) => {
        if (typeof value === 'number' && !Number.isFinite(value)) lost.push(value);
        return value;
      });
      expect(lost).toEqual([]);
    });

    it('more than are judged at all, then nobody is accused of anything', () => {
      const events = flood(detector, MAX_WINDOW_EVENTS + 1, () => '1').map((one) => ({
        ...one,
        subject: 's1',
      }));
      const context = { ...contextOf(detector, given(), NOTHING), localDay: () => 'day' };
      expect(accused(judge(detector, events, context))).toBe(false);
    });
  },
);
