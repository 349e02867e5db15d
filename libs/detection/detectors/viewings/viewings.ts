import { EMPTY_SKETCH, sketchWith, type ViewingSketch } from '../../baselines/viewing-sketch.js';
import { isVisit } from '../../baselines/visits.js';
import type { AttributedActivity } from '../../detector.js';
import { ofList } from '../../shared-list.js';
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

const VIDEO = /^probity\.video\.(?!completed)/;

/** A day's viewings in order of their first event; those of no offering or video are left out. */
export const viewingsOf = ofList((events: readonly AttributedActivity[]): readonly Viewing[] => {
  const groups = groupBy(events, ({ type, source, data }) =>
    VIDEO.test(type) && data.offering !== undefined && data.activity !== undefined
      ? `${source}\n${data.offering}\n${data.activity}\n${data.session ?? ''}`
      : undefined,
  );
  return [...groups].map(([name, own]): Viewing => {
    const [source = '', offering = '', video = '', session = ''] = name.split('\n');
    return { source, offering, video, session, events: own };
  });
});

export const sketchOf = ({ events }: Viewing): ViewingSketch => sketched(events);

const sketched = ofList((events: readonly AttributedActivity[]) =>
  events.reduce((sketch, event) => sketchWith(sketch, event, BEATS), EMPTY_SKETCH),
);

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
