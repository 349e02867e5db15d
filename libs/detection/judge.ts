import { byInstant, compareText } from '../activity/activity.js';
import { concluded } from './circumstances.js';
import type {
  AttributedActivity,
  Detector,
  JudgeContext,
  MeasureContext,
  Measured,
} from './detector.js';
import { MAX_WINDOW_EVENTS } from './detector.js';
import type { Finding } from './signal.js';
import { wantedOf } from './wanted.js';

/** The one window of a detector that looks at a key's whole history. */
export const WHOLE = 'whole';

/** A window's name: the local day, or `whole`. Names sort by time. */
export const windowOf = (
  detector: Pick<Detector, 'window'>,
  at: number,
  localDay: (at: number) => string,
): string => (detector.window === 'day' ? localDay(at) : WHOLE);

/** Sorted by (instant, source, id), each (source, id) once; the same list where it is so already. */
export const canonicalOrder = (
  events: readonly AttributedActivity[],
): readonly AttributedActivity[] => {
  if (isCanonical(events)) return events;
  const sorted = [...events].sort(byInstant);
  return sorted.filter((event, at) => {
    const previous = sorted[at - 1];
    return previous === undefined || !isSame(previous, event);
  });
};

/** As most windows come in. */
const isCanonical = (events: readonly AttributedActivity[]): boolean => {
  for (let at = 1; at < events.length; at++) {
    const [one, next] = [events[at - 1] as AttributedActivity, events[at] as AttributedActivity];
    if (!(byInstant(one, next) < 0) || isSame(one, next)) return false;
  }
  return true;
};

const isSame = (one: AttributedActivity, other: AttributedActivity): boolean =>
  one.id === other.id && one.source === other.source;

/** One window's measure from its events in canonical order, all types; null when not judged. */
export const measureWindow = (
  detector: Detector,
  events: readonly AttributedActivity[],
  context: MeasureContext,
): unknown => {
  const wanted = wantedOf(detector.types, events);
  return wanted.length === 0 ? null : measureWanted(detector, wanted, context);
};

/** The same from the events of the detector's types, one at least. */
export const measureWanted = (
  detector: Detector,
  wanted: readonly AttributedActivity[],
  context: MeasureContext,
): unknown => {
  if (wanted.length > MAX_WINDOW_EVENTS) return detector.tooMany ?? null;
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
  const windows = new Map<string, Measured<AttributedActivity[]>>();
  for (const event of canonicalOrder(events)) {
    const window = windowOf(detector, event.at, context.localDay);
    const subject = ofOneStudent(detector) ? event.subject : undefined;
    const place = `${window}\n${subject ?? ''}`;
    const known = windows.get(place);
    if (known) known.measure.push(event);
    else windows.set(place, { window, measure: [event], ...(subject && { subject }) });
  }
  const measures = [...windows.values()]
    .map((one) => ({ ...one, measure: measureWindow(detector, one.measure, context) }))
    .filter(({ measure }) => measure !== null)
    .sort(byWindow);
  return measures.length === 0 && !detector.ofRoster ? [] : concluded(detector, measures, context);
};

/** Whether each of a detector's measures is of one student's events. */
export const ofOneStudent = ({ key, perStudent }: Pick<Detector, 'key' | 'perStudent'>): boolean =>
  perStudent === true || key === 'student' || key === 'student+offering';

/** The order in which conclusions see measures. */
export const byWindow = (a: Measured<unknown>, b: Measured<unknown>): number =>
  compareText(a.window, b.window) || compareText(a.subject ?? '', b.subject ?? '');
