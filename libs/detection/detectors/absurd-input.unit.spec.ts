import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttributedActivity } from '../detector.js';
import { DETECTORS } from '../registry.js';
import { MOST_CITED } from './reading.js';
import { accused, event, MONDAY_8, whenJudged } from './testing/given.js';

const absurd = fc.oneof(
  fc.double(),
  fc.constantFrom<unknown>(-1, 1e9, 1e308, NaN, Infinity, null, '', 'x', {}, [], true, undefined),
);

const members = ['positionSec', 'lengthSec', 'rate', 'progress', 'meeting', 'method', 'token'];

/** Events of a detector's types whose every member may be nonsense; their times too. */
const nonsense = (types: readonly string[]) =>
  fc
    .record({
      type: fc.constantFrom(...types),
      subject: fc.constantFrom('s1', 's2', 's3', 's4', 's5'),
      at: fc.oneof(
        fc.integer({ min: MONDAY_8, max: MONDAY_8 + 86_400_000 }),
        fc.constantFrom(0, -1e15, 8e15),
      ),
      lagMs: fc.constantFrom(0, 500, -3_600_000, 9e14),
      activity: fc.constantFrom('v-1', 'v-2'),
      client: fc.record({
        ip: fc.constantFrom<unknown>('10.1.0.7', '10.2.0.7', '223.1.1.1', '::1', 'x', 7, null),
        userAgent: absurd,
        deviceId: fc.constantFrom<unknown>('d-1', 'd-2', 5, null),
        geo: fc.record({ lat: absurd, lon: absurd, accuracyM: absurd }),
      }),
      data: fc.record(Object.fromEntries(members.map((member) => [member, absurd]))),
    })
    .map(({ type, subject, at, lagMs, activity, client, data }): AttributedActivity => ({
      ...event('x', { subject, at, time: at - lagMs, activity, data }),
      type,
      data: { offering: 'CS101', activity, client: client as never, ...data },
    }));

describe.each(DETECTORS.map((detector) => [detector.name, detector] as const))(
  '%s',
  (_, detector) => {
    it('given nonsense, then it neither breaks nor accuses, and order does not matter', () => {
      fc.assert(
        fc.property(fc.array(nonsense(detector.types), { maxLength: 60 }), (events) => {
          const findings = whenJudged(detector, events);
          expect(accused(findings)).toBe(false);
          expect(whenJudged(detector, [...events].reverse())).toEqual(findings);
          for (const finding of findings)
            expect(finding.events.length).toBeLessThanOrEqual(MOST_CITED);
        }),
        { numRuns: 60 },
      );
    });
  },
);
