import { sketchAll, type ViewingSketch } from '../../baselines/viewing-sketch.js';
import { isVisit } from '../../baselines/visits.js';
import type { AttributedActivity } from '../../detector.js';
import { ofList } from '../../shared-list.js';
import { wantedOf } from '../../wanted.js';
import { groupBy } from '../reading.js';

/** One video in one session, as a platform told of it on one day. */
export interface Viewing {
  readonly source: string;
  readonly offering: string;
  readonly video: string;
  readonly session: string;
  /** In order of time; a player's events and heartbeats. */
  readonly events: readonly AttributedActivity[];
}

/** The beats that a sketch keeps: as many as the platform's own baseline looks at. */
const BEATS = 12;

/** A day's viewings in order of their first event; those of no offering or video are left out. */
export const viewingsOf = (events: readonly AttributedActivity[]): readonly Viewing[] =>
  // Whatever else a judge looks at, its viewings are those that the others read.
  viewingsIn(wantedOf(PLAYER_TYPES, events));

const viewingsIn = ofList((events: readonly AttributedActivity[]): readonly Viewing[] => {
  let before: AttributedActivity | undefined;
  let name: string | undefined;
  const groups = groupBy(events, (event) => {
    if (!before || !isOfOne(before, event)) name = nameOf(event);
    before = event;
    return name;
  });
  return [...groups].map(([place, own]): Viewing => {
    const [source = '', offering = '', video = '', session = ''] = place.split('\n');
    return { source, offering, video, session, events: own };
  });
});

const isOfOne = (one: AttributedActivity, other: AttributedActivity): boolean =>
  one.data.activity === other.data.activity &&
  one.data.session === other.data.session &&
  one.data.offering === other.data.offering &&
  one.source === other.source;

const nameOf = ({ source, data }: AttributedActivity): string | undefined =>
  data.offering !== undefined && data.activity !== undefined
    ? `${source}\n${data.offering}\n${data.activity}\n${data.session ?? ''}`
    : undefined;

export const sketchOf = ({ events }: Viewing): ViewingSketch => sketched(events);

const sketched = ofList((events: readonly AttributedActivity[]) => sketchAll(events, BEATS));

/** Logins, pages, quizzes, posts. */
export const visitsIn = ofList(
  (events: readonly AttributedActivity[]): readonly AttributedActivity[] =>
    events.filter(({ type }) => isVisit(type)),
);

export const PLAYER_TYPES: readonly string[] = [
  'loaded',
  'played',
  'paused',
  'ended',
  'seeked',
  'rate_changed',
  'heartbeat',
].map((name) => `probity.video.${name}.v1`);

export const VISIT_TYPES: readonly string[] = [
  'session.started',
  'content.viewed',
  'assessment.started',
  'assessment.answered',
  'assessment.submitted',
  'forum.posted',
].map((name) => `probity.${name}.v1`);
