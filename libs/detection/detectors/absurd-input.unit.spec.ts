import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttributedActivity, Baselines, Detector } from '../detector.js';
import { canonicalOrder, judge } from '../judge.js';
import { DETECTORS } from '../registry.js';
import type { Finding } from '../signal.js';
import { MOST_CITED } from './reading.js';
import { absurdEvents, anyBaselines } from './testing/absurd.js';
import { accused, contextOf, given, whenJudged } from './testing/given.js';

type Events = readonly AttributedActivity[];

/** Sentences of figures that no population has need not read well. */
const judged = (detector: Detector, events: Events, baselines: Baselines) =>
  judge(detector, events, contextOf(detector, given(), baselines));

/** It weighs something finite and cites only what was there, where it was. */
function expectSound({ llr, events, numbers, firstAt, lastAt }: Finding, known: Events): void {
  expect(Number.isFinite(llr)).toBe(true);
  for (const { value, threshold } of numbers) expect(Number.isFinite(value + threshold)).toBe(true);
  expect(Number.isFinite(firstAt) && Number.isFinite(lastAt) && firstAt <= lastAt).toBe(true);
  expect(events.length).toBeLessThanOrEqual(MOST_CITED);
  const ids = new Set(known.map(({ source, id }) => `${source}/${id}`));
  expect(events.filter(({ source, id }) => !ids.has(`${source}/${id}`))).toEqual([]);
}

/** What would come back from JSON as something else. */
function lostInJson(value: unknown): readonly unknown[] {
  const lost: unknown[] = [];
  JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member)) lost.push(member);
    if (member instanceof Map || member instanceof Set) lost.push(member);
    return member;
  });
  return lost;
}

describe.each(DETECTORS.map((detector) => [detector.name, detector] as const))(
  '%s',
  (_, detector) => {
    it('given nothing but nonsense, then it neither breaks nor accuses, and order does not matter', () => {
      fc.assert(
        fc.property(absurdEvents(detector, false), (events) => {
          const findings = whenJudged(detector, events);
          expect(accused(findings)).toBe(false);
          for (const finding of findings) expectSound(finding, events);
          expect(whenJudged(detector, [...events].reverse())).toEqual(findings);
        }),
        { numRuns: 60 },
      );
    });

    it('given nonsense among what may be, and any baselines, then its findings are sound', () => {
      fc.assert(
        fc.property(absurdEvents(detector, true), anyBaselines, (events, baselines) => {
          const findings = judged(detector, events, baselines);
          for (const finding of findings) expectSound(finding, events);
          expect(judged(detector, [...events].reverse(), baselines)).toEqual(findings);
        }),
        { numRuns: 100 },
      );
    });

    it('given nonsense, then what it measures survives JSON', () => {
      fc.assert(
        fc.property(absurdEvents(detector, true), (events) => {
          const context = { roster: given(), parameters: detector.defaults, localDay: () => 'day' };
          const measure = detector.measure(canonicalOrder(events), context);
          expect(lostInJson(measure)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });
  },
);
