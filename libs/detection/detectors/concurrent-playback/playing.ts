import type { AttributedActivity } from '../../detector.js';
import { groupBy, median, positionOf, known } from '../reading.js';

/** A stretch between two beats in which one video went forward. */
export interface Playing {
  /** Source, offering and video: one video in two tabs is one. */
  readonly stream: string;
  readonly offering: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly event: AttributedActivity;
}

const SLOWEST_RATE = 0.2;

/** Stretches of one window's events, in no order. Late and untimed events make none. */
export function playingOf(
  events: readonly AttributedActivity[],
  timely: (event: AttributedActivity) => boolean,
  longestGapSec: number,
): Playing[] {
  const streams = groupBy(events, (event) =>
    event.data.activity === undefined
      ? undefined
      : `${event.source}\n${event.data.offering ?? ''}\n${event.data.activity}`,
  );
  return [...streams].flatMap(([stream, own]) => stretches(stream, own, timely, longestGapSec));
}

function stretches(
  stream: string,
  own: readonly AttributedActivity[],
  timely: (event: AttributedActivity) => boolean,
  longestGapSec: number,
): Playing[] {
  const limit = Math.min(longestGapSec, 3 * usualGapSec(own)) * 1000;
  const found: Playing[] = [];
  let last: { event: AttributedActivity; position: number } | null = null;
  for (const event of own) {
    const position = positionOf(event);
    if (position === undefined || !timely(event)) {
      last = null;
      continue;
    }
    const span = last ? event.at - last.event.at : 0;
    const forward = last ? position - last.position : 0;
    if (last && span > 0 && span <= limit && forward >= (SLOWEST_RATE * span) / 1000)
      found.push({
        stream,
        offering: event.data.offering,
        from: last.event.at,
        to: event.at,
        event,
      });
    last = { event, position };
  }
  return found;
}

/** The stream's own cadence, so that a platform beating every three minutes is read as it beats. */
function usualGapSec(own: readonly AttributedActivity[]): number {
  const gaps: number[] = [];
  for (let at = 1; at < own.length; at++)
    gaps.push((known(own[at]).at - known(own[at - 1]).at) / 1000);
  return Math.max(20, median(gaps) ?? 0);
}
