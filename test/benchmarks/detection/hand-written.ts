import type { AttributedActivity } from '../../../libs/detection/detector.js';
import type { Payload } from './semester.js';

/** What one student's day comes to in a few counters. */
export interface DayFacts {
  events: number;
  /** Sum of positions' advances between beats of a video at most 400 s apart, and the clock's. */
  creditedSec: number;
  elapsedSec: number;
  /** Beats of a video while another video's last beat was less than 60 s ago. */
  overlapping: number;
  completed: number;
  visits: number;
  devices: number;
  signIns: number;
  answers: number;
  /** Answers less than 3 s after the last one. */
  hasty: number;
  night: number;
  networks: number;
}

interface Day {
  readonly facts: DayFacts;
  readonly videos: Map<string, { at: number; position: number }>;
  readonly seen: Set<string>;
  lastBeat: number;
  lastVideo: string;
  lastAnswer: number;
}

const DAY_MS = 86_400_000;
const fresh = (): Day => ({
  facts: {
    ...{ events: 0, creditedSec: 0, elapsedSec: 0, overlapping: 0, completed: 0, visits: 0 },
    ...{ devices: 0, signIns: 0, answers: 0, hasty: 0, night: 0, networks: 0 },
  },
  ...{ videos: new Map(), seen: new Set(), lastBeat: 0, lastVideo: '', lastAnswer: 0 },
});

/**
 * What one would write in an afternoon: one pass in order of arrival, counters per student and day,
 * sign-ins counted by meeting and device. No sorting, no duplicates, no late events, no baselines, no
 * citations, no reasons: it says how much room is above the detectors, not what replaces them.
 */
export const handWritten = ({ activities, roster }: Payload) => {
  const days = new Map<string, Day>();
  const groups = new Map<string, Set<string>>();
  for (const event of activities) {
    const owner = roster.ownerOf(event.source, event.account ?? '', event.time);
    if (owner.kind !== 'student') continue;
    const name = `${owner.subject} ${Math.floor(event.at / DAY_MS)}`;
    let day = days.get(name);
    if (!day) days.set(name, (day = fresh()));
    count(day, event as AttributedActivity);
    if (event.type !== 'probity.attendance.signed_in.v1') continue;
    const group = `${String(event.data['meeting'])} ${event.data.client?.deviceId ?? ''}`;
    const members = groups.get(group) ?? new Set();
    groups.set(group, members.add(owner.subject));
  }
  const shared = [...groups.values()].filter((members) => members.size > 2).length;
  return { days: [...days.values()].map(({ facts }) => facts), shared };
};

const count = (day: Day, { type, at, data }: AttributedActivity): void => {
  const { facts, seen } = day;
  facts.events += 1;
  if (at % DAY_MS < 6 * 3_600_000) facts.night += 1;
  const { deviceId, ip } = data.client ?? {};
  if (deviceId !== undefined && !seen.has(deviceId)) facts.devices += 1;
  if (ip !== undefined && !seen.has(ip)) facts.networks += 1;
  seen.add(deviceId ?? '').add(ip ?? '');
  if (type === 'probity.video.heartbeat.v1') beat(day, at, data);
  else if (type === 'probity.video.completed.v1') facts.completed += 1;
  else if (type === 'probity.attendance.signed_in.v1') facts.signIns += 1;
  else if (type === 'probity.assessment.answered.v1') {
    facts.answers += 1;
    if (at - day.lastAnswer < 3000) facts.hasty += 1;
    day.lastAnswer = at;
  } else if (!type.startsWith('probity.video.')) facts.visits += 1;
};

const beat = (day: Day, at: number, data: AttributedActivity['data']): void => {
  const video = `${data.offering ?? ''} ${data.activity ?? ''}`;
  const position = Number(data['positionSec']);
  const last = day.videos.get(video);
  if (last && at - last.at < 400_000) {
    day.facts.creditedSec += Math.max(0, position - last.position);
    day.facts.elapsedSec += (at - last.at) / 1000;
  }
  if (video !== day.lastVideo && at - day.lastBeat < 60_000) day.facts.overlapping += 1;
  day.videos.set(video, { at, position });
  day.lastBeat = at;
  day.lastVideo = video;
};
