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
  const seen = new Map<string, [number, number]>();
  const offerings = new Map<string, [number, number]>();
  for (const { source, at, time, data } of events) {
    const [from, to] = [Math.min(at, time), Math.max(at, time)];
    widen(seen, source, from, to);
    if (data.offering !== undefined) widen(offerings, data.offering, from, to);
  }
  // Named once a day, not once an event.
  for (const [offering, span] of offerings) seen.set(inOffering(offering), span);
  const names = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
  return names.length === 0 ? null : Object.fromEntries(names);
};

function widen(spans: Map<string, [number, number]>, name: string, from: number, to: number): void {
  const known = spans.get(name);
  if (known) {
    known[0] = Math.min(known[0], from);
    known[1] = Math.max(known[1], to);
  } else spans.set(name, [from, to]);
}
