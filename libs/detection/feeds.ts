import { FEED_COMPLETE, FEED_REACH } from './baselines/names.js';
import type { Feeds } from './detector.js';
import type { EventRef } from './signal.js';

const DAY = 86_400_000;
/** A declaration this much later says nothing of `at`: it comes from a broken clock. */
const STALE = 400 * DAY;

/** Why a feed is taken to be complete past an instant. */
export interface FeedEnd {
  readonly source: string;
  /** Published baseline, to be listed in the finding. */
  readonly cite: string;
  /** The vendor's declaration; absent where the vendor never makes one. */
  readonly declared?: EventRef;
}

/**
 * What shows that a source's feed is complete past `at`, so that what it lacks did not happen: the
 * vendor's own declaration. A vendor that never declares is taken to be complete `undeclaredDays`
 * before a week in which its feed was alive. Undefined while neither is known.
 */
export const feedEnd = (
  feeds: Feeds,
  source: string,
  at: number,
  undeclaredDays: number,
): FeedEnd | undefined => {
  const declared = feeds.next(FEED_COMPLETE, source, at);
  if (declared)
    return declared.value - at > STALE
      ? undefined
      : {
          source,
          cite: declared.cite,
          ...(declared.event && { declared: declared.event }),
        };
  if (feeds.next(FEED_COMPLETE, source, -Infinity)) return undefined;
  const alive = feeds.next(FEED_REACH, source, at + undeclaredDays * DAY);
  return alive && alive.value - at <= STALE ? { source, cite: alive.cite } : undefined;
};

/** The same for every source; undefined unless all are complete, and of no sources. */
export const feedEnds = (
  feeds: Feeds,
  sources: readonly string[],
  at: number,
  undeclaredDays: number,
): readonly FeedEnd[] | undefined => {
  const ends = sources.map((source) => feedEnd(feeds, source, at, undeclaredDays));
  return ends.length > 0 && ends.every((end) => end !== undefined) ? ends : undefined;
};

/** What a finding cites of the ends of feeds, each once, in order. */
export const citedEnds = (ends: readonly FeedEnd[]) => {
  const events = new Map(
    ends.flatMap(({ declared }) =>
      declared ? [[`${declared.source}\n${declared.id}`, declared] as const] : [],
    ),
  );
  return {
    events: [...events].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event),
    baselines: [...new Set(ends.map(({ cite }) => cite))].sort(),
  };
};
