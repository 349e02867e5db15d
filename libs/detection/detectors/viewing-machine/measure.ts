import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { machinesIn } from '../disjoint-pairs/spots.js';
import { timely, usualLag } from '../lateness.js';
import { BY_HAND } from '../presence/presence.js';
import { cite, groupBy, known, limitsOf, spread } from '../reading.js';
import { defaults, isInside, type Limits, type MachineDay, type MachineWork } from './day.js';
import { kept, type KeptMachines } from './kept.js';

const PLAYED = 'probity.video.played.v1';
const COMPLETED = 'probity.video.completed.v1';
const STARTED = 'probity.session.started.v1';
const VIEWED = 'probity.content.viewed.v1';
const SIGNED_IN = 'probity.attendance.signed_in.v1';

export const TYPES: readonly string[] = [
  PLAYED,
  COMPLETED,
  STARTED,
  SIGNED_IN,
  VIEWED,
  'probity.forum.posted.v1',
  ...['assessment.started', 'assessment.submitted'].map((name) => `probity.${name}.v1`),
];

const MOST_MACHINES = 24;

/** Null on a day on which no machine told its name. */
export function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): KeptMachines | null {
  const limit = limitsOf(defaults, context.parameters);
  const machineOf = machinesIn(events, context);
  const byMachine = [...groupBy(events, machineOf)].slice(0, MOST_MACHINES);
  if (byMachine.length === 0) return null;
  // Most days are spent at the university, where nothing need be held against anything.
  const leaves = byMachine.some(([{ ground }]) => ground === 'line');
  const acts = leaves
    ? byMachine.flatMap(([machine, own]) => (isInside(machine) ? actsIn(own, limit) : []))
    : [];
  const days = byMachine.map(([{ source, device, agent, net, ground }, own]): MachineDay => ({
    source,
    device,
    agent,
    net,
    ground,
    work: workOf(own, isInside({ ground }) ? 0 : MOST_CITED),
    attends: own.some(({ type }) => type === SIGNED_IN),
    meanwhile: ground === 'line' ? meanwhileOf(own, acts, limit) : 0,
    firstAt: known(own[0]).at,
    lastAt: known(own.at(-1)).at,
  }));
  return kept(days);
}

/** Of the videos that a machine outside the university played. */
const MOST_CITED = 4;

const isVideo = ({ type }: AttributedActivity): boolean => type === PLAYED || type === COMPLETED;

function workOf(own: readonly AttributedActivity[], most: number): readonly MachineWork[] {
  const done = own.filter(({ type }) => type !== STARTED && type !== SIGNED_IN);
  return [...groupBy(done, ({ data }) => data.offering ?? '')].map(([offering, events]) => {
    const videos = events.filter(isVideo);
    const pages = events.filter(({ type }) => type === VIEWED).length;
    return {
      offering,
      videos: new Set(videos.map(({ data }) => data.activity)).size,
      others: events.length - videos.length - pages,
      pages,
      events: most === 0 ? [] : spread(videos, most).map(cite),
    };
  });
}

const timelyIn = (own: readonly AttributedActivity[], limit: Limits) => {
  const lag = usualLag(own);
  return own.filter((one) => timely(one, lag, limit.lateSec));
};

const actsIn = (own: readonly AttributedActivity[], limit: Limits): readonly number[] =>
  timelyIn(own, limit).flatMap(({ type, at }) => (BY_HAND.has(type) ? at : []));

/** Acts that fall well inside a video that this machine began and finished. */
function meanwhileOf(
  own: readonly AttributedActivity[],
  acts: readonly number[],
  limit: Limits,
): number {
  if (acts.length === 0) return 0;
  const begun = new Map<string, number>();
  let count = 0;
  for (const { type, at, data } of timelyIn(own, limit)) {
    const video = data.activity ?? '';
    const from = begun.get(video);
    if (type === PLAYED) begun.set(video, from ?? at);
    if (type !== COMPLETED || from === undefined) continue;
    begun.delete(video);
    const margin = limit.clockSec * 1000;
    count += acts.filter((act) => act > from + margin && act < at - margin).length;
  }
  return count;
}
