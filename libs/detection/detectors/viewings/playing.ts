import type { AttributedActivity } from '../../detector.js';
import { ofList } from '../../shared-list.js';
import { lagsOf, timely } from '../lateness.js';
import { groupBy, known, median, positionOf } from '../reading.js';

/** A stretch between two beats in which one video went forward. */
export interface Playing {
  /** Source, offering and video: one video in two tabs is one. */
  readonly stream: string;
  readonly offering: string | undefined;
  /** When the video was first heard of in the window. */
  readonly begun: number;
  readonly from: number;
  readonly to: number;
  readonly event: AttributedActivity;
}

const SLOWEST_RATE = 0.2;
/** A claim older than a month is no offline viewing. */
const LONGEST_CLAIM_MS = 31 * 86_400_000;

/** When something happened as far as it can be known; undefined where nothing vouches for it. */
export type Instant = (event: AttributedActivity) => number | undefined;

/**
 * The server's clock for what was recorded as it happened. What came late bears its own claim,
 * corrected by the device's usual lag: an offline player cannot watch more than its own clock, so
 * claims are held against each other, never against what the server saw at another time.
 */
export function instantsOf(events: readonly AttributedActivity[], lateSec: number): Instant {
  const lags = lagsOf(events);
  return (event) => {
    const lag = lags.get(event.source) ?? 0;
    if (timely(event, lag, lateSec)) return event.at;
    if (!event.serverTimed || event.recorded === undefined) return undefined;
    const claimed = event.time + lag;
    const late = event.recorded - claimed;
    return late > 0 && late < LONGEST_CLAIM_MS ? claimed : undefined;
  };
}

/** Stretches of one window's events, in no order. Untimed events make none. */
export const playingOf = ofList(stretchesOf);

function stretchesOf(
  events: readonly AttributedActivity[],
  lateSec: number,
  longestGapSec: number,
): readonly Playing[] {
  const instant = instantsOf(events, lateSec);
  let before: AttributedActivity | undefined;
  let name: string | undefined;
  const streams = groupBy(events, (event) => {
    if (!before || !isOfOneVideo(before, event)) name = streamOf(event);
    before = event;
    return name;
  });
  return [...streams].flatMap(([stream, own]) =>
    stretches(stream, inOrder(own, instant), longestGapSec),
  );
}

const isOfOneVideo = (one: AttributedActivity, other: AttributedActivity): boolean =>
  one.data.activity === other.data.activity &&
  one.data.offering === other.data.offering &&
  one.source === other.source;

const streamOf = ({ source, data }: AttributedActivity): string | undefined =>
  data.activity === undefined ? undefined : `${source}\n${data.offering ?? ''}\n${data.activity}`;

interface Beat {
  readonly event: AttributedActivity;
  readonly at: number;
  /** Undefined where the position is senseless: what lies between is no claim. */
  readonly position: number | undefined;
}

function inOrder(own: readonly AttributedActivity[], instant: Instant): readonly Beat[] {
  const beats: Beat[] = [];
  let sorted = true;
  for (const event of own) {
    const at = instant(event);
    if (at === undefined) continue;
    sorted &&= !(at < (beats.at(-1)?.at ?? -Infinity));
    beats.push({ event, at, position: positionOf(event) });
  }
  return sorted ? beats : beats.sort((a, b) => a.at - b.at);
}

function stretches(stream: string, beats: readonly Beat[], longestGapSec: number): Playing[] {
  const limit = Math.min(longestGapSec, 3 * usualGapSec(beats)) * 1000;
  const found: Playing[] = [];
  let last: Beat | undefined;
  for (const beat of beats) {
    if (beat.position === undefined) {
      last = undefined;
      continue;
    }
    const span = last ? beat.at - last.at : 0;
    const forward = last ? beat.position - (last.position ?? 0) : 0;
    if (last && span > 0 && span <= limit && forward >= (SLOWEST_RATE * span) / 1000)
      found.push({
        stream,
        offering: beat.event.data.offering,
        begun: known(beats[0]).at,
        from: last.at,
        to: beat.at,
        event: beat.event,
      });
    last = beat;
  }
  return found;
}

/**
 * The stream's own cadence, so that a platform beating every three minutes is read as it beats, and
 * one whose app sends its beats together by what lies between two batches.
 */
function usualGapSec(beats: readonly Beat[]): number {
  const gaps: number[] = [];
  for (let at = 1; at < beats.length; at++) {
    const gap = (known(beats[at]).at - known(beats[at - 1]).at) / 1000;
    if (gap > 1) gaps.push(gap);
  }
  return Math.max(20, median(gaps) ?? 0);
}
