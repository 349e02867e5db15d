import { byInstant } from '../activity/activity.js';
import type { AttributedActivity, Detector, JudgeContext, MeasureContext } from './detector.js';
import { MAX_WINDOW_EVENTS } from './detector.js';
import type { Finding } from './signal.js';

/** The one window of a detector that looks at a key's whole history. */
export const WHOLE = 'whole';

/** A window's name: the local day, or `whole`. Names sort by time. */
export const windowOf = (
  detector: Pick<Detector, 'window'>,
  at: number,
  localDay: (at: number) => string,
): string => (detector.window === 'day' ? localDay(at) : WHOLE);

/** Sorted by (instant, source, id), each (source, id) once. */
export const canonicalOrder = (events: readonly AttributedActivity[]): AttributedActivity[] => {
  const sorted = [...events].sort(byInstant);
  return sorted.filter((event, index) => {
    const previous = sorted[index - 1];
    return previous?.id !== event.id || previous.source !== event.source;
  });
};

/** One window's measure from its events in canonical order, all types; null when not judged. */
export const measureWindow = (
  detector: Detector,
  events: readonly AttributedActivity[],
  context: MeasureContext,
): unknown => {
  const wanted = events.filter((event) => detector.types.includes(event.type));
  if (wanted.length === 0 || wanted.length > MAX_WINDOW_EVENTS) return null;
  return detector.measure(wanted, context) ?? null;
};

/**
 * The definition of a detector's answer for one key: windows, measures, conclusion. Any order and
 * any duplicates of `events` give the same findings; the runner must agree with it.
 */
export const judge = (
  detector: Detector,
  events: readonly AttributedActivity[],
  context: JudgeContext,
): readonly Finding[] => {
  const windows = new Map<string, AttributedActivity[]>();
  for (const event of canonicalOrder(events)) {
    const window = windowOf(detector, event.at, context.localDay);
    const members = windows.get(window);
    if (members) members.push(event);
    else windows.set(window, [event]);
  }
  const measures = [...windows]
    .map(([window, members]) => ({ window, measure: measureWindow(detector, members, context) }))
    .filter(({ measure }) => measure !== null)
    .sort((a, b) => (a.window < b.window ? -1 : 1));
  return measures.length === 0 ? [] : detector.conclude(measures, context);
};
