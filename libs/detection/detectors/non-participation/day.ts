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
  // Neighbours mostly lie in one place: its span is at hand.
  let [lastSource, lastOffering]: (string | undefined)[] = [];
  let [ofSource, ofOffering]: [number, number][] = [];
  for (const { source, at, time, data } of events) {
    const { offering } = data;
    if (!ofSource || source !== lastSource) ofSource = spanIn(seen, (lastSource = source));
    widen(ofSource, at, time);
    if (offering === undefined) continue;
    if (!ofOffering || offering !== lastOffering)
      ofOffering = spanIn(offerings, (lastOffering = offering));
    widen(ofOffering, at, time);
  }
  // Named once a day, not once an event.
  for (const [offering, span] of offerings) seen.set(inOffering(offering), span);
  const names = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
  return names.length === 0 ? null : Object.fromEntries(names);
};

function spanIn(spans: Map<string, [number, number]>, name: string): [number, number] {
  let span = spans.get(name);
  if (!span) spans.set(name, (span = [Infinity, -Infinity]));
  return span;
}

function widen(span: [number, number], at: number, time: number): void {
  span[0] = Math.min(span[0], at, time);
  span[1] = Math.max(span[1], at, time);
}
