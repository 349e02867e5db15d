import type { Harvester } from './harvesters.js';
import type { Sat } from './spans.js';

/** A program, or somebody who only copies letters, is ten times as quick as the class: log2. */
const MACHINE = { mean: -3.5, deviation: 1.2, share: 0.4 };
/** No student's paces are taken to lie closer together than this, log2. */
const LEAST_SPREAD = 0.6;
const MOST = 4;

/**
 * Nats, 0 to 4, for a pace over the papers whose key was out that is unlike the student's own in other
 * papers (quick people are quick everywhere) and unlike the class's: a mixture of a machine's pace and
 * one's own, against one's own with a heavy tail (Student's t, three degrees).
 */
export function quickOf(
  sat: Sat,
  student: number,
  activities: readonly number[],
  { drawn }: Harvester,
): number {
  const used = activities.flatMap((activity) => sat.pace(student, activity) ?? []);
  if (used.length === 0) return 0;
  const others = sat.papers.flatMap((activity) =>
    drawn.includes(activity) ? [] : (sat.pace(student, activity) ?? []),
  );
  const usual = others.length === 0 ? 0 : Math.min(0, middle(others));
  const pace = middle(used) - usual;
  const own = tail(pace / Math.max(LEAST_SPREAD, sat.spread)) / Math.max(LEAST_SPREAD, sat.spread);
  const machine = bell((pace - MACHINE.mean) / MACHINE.deviation) / MACHINE.deviation;
  const ratio = 1 - MACHINE.share + (MACHINE.share * machine) / own;
  return Math.max(0, Math.min(MOST, Math.log(ratio)));
}

const bell = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

const tail = (x: number): number => 0.3675526 / (1 + (x * x) / 3) ** 2;

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
