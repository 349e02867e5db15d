import type { AttributedActivity, Detector } from '../../detector.js';
import { cite, known, round, spread } from '../reading.js';
import { viewingsOf, type Viewing } from '../viewings/viewings.js';
import { concludeRecording } from './conclude.js';
import { defaults, type PausedViewing, type RecordingDay } from './day.js';

/**
 * Replayed recording: one recorded sitting of a video, played back for several accounts at other
 * hours. No two people pause at the same instants of a video for the same time, to the fraction of a
 * second, again and again. Viewings without a pause say nothing: on a fixed cadence all are alike.
 */
export const replayedRecording: Detector<RecordingDay> = {
  name: 'replayed-recording',
  version: '1',
  violation: 'course_brushing',
  // A recorded hand also shows as a program's pauses, or as a schedule in common.
  group: 'pace',
  key: 'offering',
  perStudent: true,
  types: ['probity.video.played.v1', 'probity.video.paused.v1'],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeRecording,
};

/** Viewings kept per day, pauses kept per viewing: more say no more. */
const MOST_VIEWINGS = 16;
const MOST_PAUSES = 12;
/** Shorter ones are a button's double press, longer ones another sitting. */
const SHORTEST_SEC = 0.6;
const LONGEST_SEC = 1800;

function measure(events: readonly AttributedActivity[]): RecordingDay | null {
  const offering = events[0]?.data.offering;
  if (offering === undefined) return null;
  const viewings = viewingsOf(events).flatMap((viewing) => pausedIn(viewing) ?? []);
  return viewings.length === 0 ? null : { offering, viewings: spread(viewings, MOST_VIEWINGS) };
}

function pausedIn({ video, events }: Viewing): PausedViewing | undefined {
  const acts = events.toSorted((a, b) => a.time - b.time);
  const pauses: (readonly [number, number])[] = [];
  let begun: number | undefined;
  let paused: { readonly at: number; readonly played: number } | undefined;
  for (const { type, time } of acts) {
    if (type.includes('paused')) {
      if (begun !== undefined) paused = { at: time, played: (time - begun) / 1000 };
      begun = undefined;
      continue;
    }
    const held = paused && (time - paused.at) / 1000;
    if (paused && held !== undefined && held >= SHORTEST_SEC && held <= LONGEST_SEC)
      pauses.push([round(paused.played, 2), round(held, 2)]);
    [begun, paused] = [time, undefined];
  }
  if (pauses.length === 0) return undefined;
  const first = known(acts[0]);
  return {
    video,
    from: first.at,
    pauses: spread(pauses, MOST_PAUSES),
    event: cite(first),
  };
}
