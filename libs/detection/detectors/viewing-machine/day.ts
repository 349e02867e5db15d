import type { EventRef } from '../../signal.js';
import type { Machine } from '../disjoint-pairs/spots.js';

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
  /** Papers, posts. */
  readonly others: number;
  readonly pages: number;
  /** Some of the videos' events, where the machine stood outside the university. */
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Videos on the machine, and their share of the course's. Our own choice: fewer are an evening on a borrowed machine. */
  fewestVideos: 4,
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

export const isInside = ({ ground }: Pick<Machine, 'ground'>): boolean =>
  ground !== 'line' && ground !== 'none';
