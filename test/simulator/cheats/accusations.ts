import type { Random } from '../random.js';
import { reportOf } from '../reports.js';
import { HOUR, midnight } from '../world/calendar.js';
import type { World } from '../world/world.js';
import { caseKey, type LabelledCase, type Pair } from './label.js';
import type { Act } from './scheme.js';

/** The vendor's accusation the morning after, of the share of brushing that it sees. */
export function reportsFor(
  world: World,
  label: LabelledCase,
  { student, offering }: Pair,
  after: number,
  random: Random,
): Act[] {
  const day = Math.min(world.days - 1, after + random.int(1, 3));
  // What the vendor is able to see is mostly the crude.
  const eyes = { blatant: 1.5, moderate: 1, adaptive: 0.4 }[label.effort];
  if (!random.chance(offering.platform.reports.rightly * eyes)) return [];
  const at = midnight(day) + random.between(8, 11) * HOUR;
  const report = reportOf(student, offering, at, label.violation, `b-${student.index}`);
  return [{ day, happen: () => [{ ...report, wrong: caseKey(label) }] }];
}
