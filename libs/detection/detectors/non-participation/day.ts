import type { AttributedActivity } from '../../detector.js';

/**
 * From when to when a student's accounts did something on a day, milliseconds, by source; and in
 * an offering, wherever that was (`inOffering`).
 */
export type Presence = Readonly<Record<string, readonly [from: number, to: number]>> | 'all day';

/** A name that no source bears. */
export const inOffering = (offering: string): string => `\n${offering}`;

/** A claimed time counts as much as the judging one: both speak for the student. */
export const presenceOf = (events: readonly AttributedActivity[]): Presence | null => {
  const seen: Record<string, [number, number]> = {};
  for (const { source, at, time, data } of events) {
    const names = data.offering === undefined ? [source] : [source, inOffering(data.offering)];
    for (const name of names) {
      const known = (seen[name] ??= [at, at]);
      known[0] = Math.min(known[0], at, time);
      known[1] = Math.max(known[1], at, time);
    }
  }
  const sources = Object.keys(seen).sort();
  if (sources.length === 0) return null;
  return Object.fromEntries(sources.map((source) => [source, seen[source] as [number, number]]));
};
