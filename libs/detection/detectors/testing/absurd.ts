import fc from 'fast-check';
import { withCommon } from '../../../activity/decode.js';
import { SCHEMAS } from '../../../activity/schemas/all.js';
import type { AttributedActivity, Baselines, Detector } from '../../detector.js';
import { UNLISTED } from '../../wanted.js';
import { DAY, event, MONDAY_8 } from './given.js';

/** What no vendor should send: another type than the contract's, or a figure that cannot be. */
const absurd = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(-1, -0, 1e9, 1e308, -1e308, NaN, Infinity) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>('12', '1e9', '', 'x', '\n', '__proto__') },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(undefined, null, true, {}, [], [[1]], [null]) },
  fc.constantFrom<unknown>({ toString: 1 }, { at: { at: {} } }, 'x'.repeat(20_000)),
  fc.double(),
);

/** Values that the contract's members may well have. */
const plausible: Readonly<Record<string, readonly unknown[]>> = {
  offering: ['CS101', 'CS102'],
  activity: ['v-1', 'v-2', 'quiz-1'],
  session: ['a', 'b'],
  attempt: [1, 2, 'second'],
  item: ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'],
  response: ['A', 'B', ['A', 'C'], 7],
  correct: [true, false],
  elapsedSec: [1, 3, 40],
  kind: ['quiz', 'exam'],
  score: [60, 100],
  maxScore: [100],
  meeting: ['m-1', 'm-2'],
  method: ['qr', 'location'],
  token: ['t-1', 't-2'],
  positionSec: [0, 30, 60, 600],
  lengthSec: [600],
  rate: [1, 2],
  progress: [0.5, 1],
  violation: ['course_brushing', 'exam_brushing'],
};

const named = (type: string): readonly string[] =>
  Object.keys((SCHEMAS[type]?.['properties'] ?? {}) as object).filter((one) => one !== 'client');

/** All members of a type, each of which is absurd or, where `sane` allows it, as it may be. */
const dataOf = (type: string, sane: boolean): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      named(type).map((member) => {
        const usual = fc.constantFrom<unknown>(...(plausible[member] ?? [1, 30, 'a']));
        return [member, sane ? fc.oneof({ weight: 4, arbitrary: usual }, absurd) : absurd];
      }),
    ),
  );

const clientOf = (sane: boolean): fc.Arbitrary<unknown> => {
  const member = (...usual: readonly unknown[]) =>
    sane ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usual) }, absurd) : absurd;
  const client = fc.record({
    ip: member('10.1.0.7', '10.2.0.7', '223.1.1.1', '::1'),
    userAgent: member('browser', 'phone'),
    deviceId: member('d-1', 'd-2'),
    geo: fc.oneof(
      fc.record({ lat: member(36.7, 36.8), lon: member(101.7), accuracyM: member(5, 10) }),
      absurd,
    ),
  });
  return fc.oneof({ weight: 6, arbitrary: client }, absurd);
};

const INSTANTS = [0, -1e15, 8e15];

/** `sane`: some members may be as they should, so that nonsense gets past the first look. */
export const absurdEvents = (
  detector: Detector,
  sane: boolean,
): fc.Arbitrary<readonly AttributedActivity[]> => {
  const ofOne = detector.key === 'student' || detector.key === 'student+offering';
  const types = detector.types.map((type) => (type === UNLISTED ? 'vendor.made.up' : type));
  const one = fc.constantFrom(...types).chain((type) =>
    fc
      .record({
        subject: ofOne ? fc.constant('s1') : fc.constantFrom('s1', 's2', 's3', 's4', 's5', 's6'),
        at: fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: MONDAY_8, max: MONDAY_8 + 3 * DAY }) },
          fc.constantFrom(...INSTANTS),
        ),
        lagMs: fc.constantFrom(0, 0, 500, -3_600_000, 9e14),
        source: fc.constantFrom('chaoxing', 'chaoxing', 'other'),
        data: dataOf(type, sane),
        client: clientOf(sane),
      })
      .map(({ data, client, lagMs, ...rest }): AttributedActivity => ({
        ...event('x', { ...rest, time: rest.at - lagMs }),
        type,
        data: withCommon({ ...data, client: client as never }),
      })),
  );
  return fc.array(one, { maxLength: 60 });
};

/** Published figures of any size: whatever was asked has one. */
export const anyBaselines = fc
  .record({ value: fc.constantFrom(0, 0.01, 0.5, 1, 30, 1e6), n: fc.constantFrom(0, 25, 5000) })
  .map(({ value, n }): Baselines => ({
    read: (name) => ({ value, n, cite: `${name}/2026-W10@1` }),
  }));
