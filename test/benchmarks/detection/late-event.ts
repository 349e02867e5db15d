import type { AttributedActivity } from '../../../libs/detection/detector.js';
import { median } from '../table.js';
import type { Payload } from './semester.js';
import type { Straight, Window } from './straight.js';

const TRIED = 200;

/**
 * Median microseconds to judge again when one event comes late: its student's day is measured by all
 * detectors, and every key that the day touches concluded from all its measures.
 */
export const lateEventMicros = (straight: Straight, { activities }: Payload): number => {
  const windows = straight.route(activities);
  const measures = straight.measure(windows);
  const days = windows.filter(({ owner }) => owner.startsWith('subject:'));
  const step = Math.max(1, Math.floor(days.length / TRIED));
  const micros: number[] = [];
  for (let at = 0; at < days.length; at += step) {
    const day = days[at] as Window;
    const late = { ...(day.events[0] as AttributedActivity), id: `late-${String(at)}` };
    const start = performance.now();
    for (const measure of straight.judging.measure(day, [...day.events, late])) {
      const { detector, key } = measure;
      // Keys of many students are concluded once for all that came late, not event by event.
      if (straight.plan.isShared(detector)) continue;
      const own = measures.get(detector)?.get(key) ?? [];
      const others = own.filter(({ window }) => window !== day.window);
      straight.concludeKey(detector, key, [...others, measure]);
    }
    micros.push((performance.now() - start) * 1000);
  }
  return median(micros);
};
