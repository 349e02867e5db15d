import { cite, groupBy, spread } from '../reading.js';
import type { EventRef } from '../../signal.js';
import type { Playing } from '../viewings/playing.js';

/** What one offering had to do with playing several videos at the same time. */
export interface OfferingOverlap {
  readonly offering: string;
  /** Seconds in which one of its videos played; among at least two, three and four. */
  readonly oneSec: number;
  readonly twoSec: number;
  readonly threeSec: number;
  readonly fourSec: number;
  /** Seconds at four or more, each counted once per video beyond three. */
  readonly weightedSec: number;
  /** Different videos of the offering that played in such company. */
  readonly videos: number;
  /** Videos of each row of them that began at one moment and played on; a day has several rows. */
  readonly begunTogether: readonly number[];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export interface Overlap {
  readonly peak: number;
  readonly platforms: number;
  readonly playedSec: number;
  /** Video seconds beyond two at a time: what one person with a forgotten tab cannot have. */
  readonly surplusSec: number;
  readonly offerings: readonly OfferingOverlap[];
}

/** A stretch of play begins or ends. */
interface Mark {
  readonly at: number;
  readonly change: number;
  readonly one: Playing;
}

interface Tally {
  oneSec: number;
  twoSec: number;
  threeSec: number;
  fourSec: number;
  weightedSec: number;
  readonly streams: Set<string>;
  firstAt: number;
  lastAt: number;
  readonly events: EventRef[];
}

/**
 * One pass over begin and end marks: O(n log n) whatever the number of videos. Seconds are counted by
 * offering in its own company: another counts with as many videos at most as it plays itself. Whoever watches one
 * course while a tool plays a dozen videos of another has two at once in the former.
 */
export function overlapOf(playing: readonly Playing[]): Overlap {
  const marks: Mark[] = [];
  for (const one of playing)
    marks.push({ at: one.from, change: 1, one }, { at: one.to, change: -1, one });
  marks.sort((a, b) => a.at - b.at || a.change - b.change);
  const now = new Map<string, number>();
  const active = new Map<string, Map<string, number>>();
  const tallies = new Map<string, Tally>();
  const sources = new Set<string>();
  let [peak, playedSec, surplusSec, from] = [0, 0, 0, marks[0]?.at ?? 0];
  for (const { at, change, one } of marks) {
    const sec = (at - from) / 1000;
    const level = now.size;
    if (sec > 0 && level > 0) playedSec += sec;
    if (sec > 0) peak = Math.max(peak, level);
    if (sec > 0 && level >= 3) surplusSec += (level - 2) * sec;
    if (sec > 0)
      for (const [offering, { size }] of active)
        if (offering !== '') add(tallies, offering, from, at, companyOf(size, active));
    count(now, one.stream, change);
    countWithin(active, one.offering ?? '', one.stream, change);
    // The beat that closes a stretch proves it; cited while two or more are on.
    if (change < 0 && level >= 2) {
      sources.add(one.event.source);
      const tally = tallies.get(one.offering ?? '');
      tally?.events.push(cite(one.event));
      tally?.streams.add(one.stream);
    }
    from = at;
  }
  const together = begunTogether(playing);
  const offerings = listed(tallies).map((one) => ({
    ...one,
    begunTogether: together.get(one.offering) ?? [],
  }));
  return { peak, platforms: sources.size, playedSec, surplusSec, offerings };
}

/** From one begin to the next: a program's workers need no longer, a hand does. And so long they play on, all of them. */
const MOMENT_MS = 3_000;
const PLAYED_ON_MS = 90_000;

/** Sizes of the rows of videos that began at one moment, by offering. */
function begunTogether(playing: readonly Playing[]): ReadonlyMap<string, readonly number[]> {
  const viewings = [...groupBy(playing, ({ stream }) => stream).values()].map((own) => ({
    offering: own[0]?.offering ?? '',
    begun: own[0]?.begun ?? 0,
    played: own.reduce((sum, { from, to }) => sum + (to - from), 0),
  }));
  const whole = viewings.filter(({ played }) => played >= PLAYED_ON_MS);
  return new Map(
    [...groupBy(whole, ({ offering }) => offering)].map(([offering, own]) => [
      offering,
      rowsOf(own.map(({ begun }) => begun)),
    ]),
  );
}

function rowsOf(begins: readonly number[]): readonly number[] {
  const rows: number[] = [];
  let [size, last] = [0, -Infinity];
  for (const begun of [...begins].sort((a, b) => a - b)) {
    if (begun - last > MOMENT_MS && size > 0) rows.push(size);
    size = begun - last > MOMENT_MS ? 1 : size + 1;
    last = begun;
  }
  return [...rows, size].filter((row) => row > 1);
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const value = (counts.get(key) ?? 0) + change;
  if (value === 0) counts.delete(key);
  else counts.set(key, value);
}

function countWithin(
  active: Map<string, Map<string, number>>,
  offering: string,
  stream: string,
  change: number,
): void {
  const streams = active.get(offering) ?? new Map<string, number>();
  count(streams, stream, change);
  if (streams.size === 0) active.delete(offering);
  else active.set(offering, streams);
}

const companyOf = (own: number, active: ReadonlyMap<string, { readonly size: number }>): number => {
  let sum = 0;
  for (const { size } of active.values()) sum += Math.min(own, size);
  return sum;
};

function add(
  tallies: Map<string, Tally>,
  offering: string,
  from: number,
  to: number,
  level: number,
): void {
  let tally = tallies.get(offering);
  if (!tally) tallies.set(offering, (tally = tallyFrom(from, to)));
  const sec = (to - from) / 1000;
  tally.oneSec += sec;
  if (level >= 2) tally.twoSec += sec;
  if (level >= 3) tally.threeSec += sec;
  if (level >= 4) {
    tally.fourSec += sec;
    tally.weightedSec += (level - 3) * sec;
  }
  if (level >= 2) tally.lastAt = to;
}

const tallyFrom = (from: number, to: number): Tally => ({
  oneSec: 0,
  twoSec: 0,
  threeSec: 0,
  fourSec: 0,
  weightedSec: 0,
  streams: new Set<string>(),
  firstAt: from,
  lastAt: to,
  events: [],
});

const listed = (tallies: Map<string, Tally>): Omit<OfferingOverlap, 'begunTogether'>[] =>
  [...tallies].map(([offering, { streams, ...tally }]) => ({
    offering,
    ...tally,
    videos: streams.size,
    events: spread(tally.events, 40),
  }));
