import type { AttributedActivity, Detector } from '../../detector.js';
import { concludeReports } from './conclude.js';
import { defaults, names, REPORTED, type Accusations } from './day.js';

const TYPE = 'probity.platform.reported.v1';
/** A vendor that repeats itself all day has said it once. */
const MOST_A_DAY = 4;

/**
 * The vendor's own accusation: evidence for the violation that it names, weighed by how that
 * vendor's earlier accusations fared before people, and never proof.
 */
const vendorReport = (violation: (typeof REPORTED)[number]): Detector<Accusations> => ({
  name: `vendor-report-${violation.replaceAll('_', '-')}`,
  version: '1',
  violation,
  group: 'vendor',
  key: 'student+offering',
  types: [TYPE],
  window: 'day',
  defaults,
  measure: (events) => measure(events, violation),
  conclude: (days, context) => concludeReports(days, context, violation),
});

function measure(
  events: readonly AttributedActivity[],
  violation: (typeof REPORTED)[number],
): Accusations | null {
  const offering = events[0]?.data.offering;
  if (offering === undefined) return null;
  const said = events
    .filter(({ data, at }) => names(data['violation'], violation) && Number.isFinite(at))
    .map(({ source, at, id }) => ({ source, at, id }));
  return said.length === 0 ? null : { offering, said: said.slice(0, MOST_A_DAY) };
}

/** A detector has one violation; a vendor may name any of these. */
export const vendorReports: readonly Detector<Accusations>[] = REPORTED.map(vendorReport);
