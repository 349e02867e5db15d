import type { AttributedActivity, MeasureContext } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { machinesIn, type Machine } from '../disjoint-pairs/spots.js';
import { timely, usualLag } from '../lateness.js';
import { BY_HAND } from '../presence/presence.js';
import { cite, groupBy, known, limitsOf, spread } from '../reading.js';

/** What one machine did in one place on a day. */
export interface MachineDay extends Omit<Machine, 'hand'> {
  readonly work: readonly MachineWork[];
  /** Signed in to a meeting, which is no work that could be done elsewhere. */
  readonly attends: boolean;
  /** Acts by hand inside the university, on other machines, while a video played here from end to end. */
  readonly meanwhile: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface MachineWork {
  /** Empty where none is told. */
  readonly offering: string;
  /** Videos begun or finished. */
  readonly videos: number;
  /** Pages, papers, posts. */
  readonly others: number;
  /** Pages among them. */
  readonly pages: number;
  /** Some of the videos' events. */
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Videos on the machine, and their share of the course's. Our own choice: fewer are an evening on a borrowed machine. */
  fewestVideos: 6,
  share: 0.4,
  /** Days on which the account's own machines did the course's papers and pages, and days of any work of theirs. */
  paperDays: 2,
  ownDays: 5,
  /** Seconds at either end of a viewing that clocks of two platforms may differ by. */
  clockSec: 120,
  lateSec: 120,
  /** Accounts on a line in a week: more make it a public place, a cafe or a company. */
  household: 12,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;

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
): readonly MachineDay[] | null {
  const limit = limitsOf(defaults, context.parameters);
  const machineOf = machinesIn(events, context);
  const byMachine = [...groupBy(events, machineOf)].slice(0, MOST_MACHINES);
  const acts = byMachine.flatMap(([machine, own]) => (isInside(machine) ? actsIn(own, limit) : []));
  const days = byMachine.map(([{ source, device, agent, net, ground }, own]): MachineDay => ({
    ...{ source, device, agent, net, ground },
    work: workOf(own),
    attends: own.some(({ type }) => type === SIGNED_IN),
    meanwhile: ground === 'line' ? meanwhileOf(own, acts, limit) : 0,
    firstAt: known(own[0]).at,
    lastAt: known(own.at(-1)).at,
  }));
  return days.length === 0 ? null : days;
}

export const isInside = ({ ground }: Pick<Machine, 'ground'>): boolean =>
  ground !== 'line' && ground !== 'none';

const isVideo = ({ type }: AttributedActivity): boolean => type === PLAYED || type === COMPLETED;

function workOf(own: readonly AttributedActivity[]): readonly MachineWork[] {
  const done = own.filter(({ type }) => type !== STARTED && type !== SIGNED_IN);
  return [...groupBy(done, ({ data }) => data.offering ?? '')].map(([offering, events]) => {
    const videos = events.filter(isVideo);
    return {
      offering,
      videos: new Set(videos.map(({ data }) => data.activity)).size,
      others: events.length - videos.length,
      pages: events.filter(({ type }) => type === VIEWED).length,
      events: spread(videos, 4).map(cite),
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
