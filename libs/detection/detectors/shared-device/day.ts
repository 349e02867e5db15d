import type { EventRef } from '../../signal.js';

/** Whose study one device served on one day. */
export interface DeviceUse {
  readonly users: readonly DeviceUser[];
  /** Times an account came back after another within minutes: several open at once. */
  readonly parallel: number;
  /** Where the device stood that day, by most of the events that tell an address; `none` if none do. */
  readonly ground: 'lab' | 'campus' | 'dormitory' | 'elsewhere' | 'none';
  /** Short names of the unregistered lines it stood on, at most three. */
  readonly lines: readonly string[];
}

export interface DeviceUser {
  readonly subject: string;
  readonly offerings: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

/** Few and rare: they are indexed by device or address, event by event. */
export const SERVED_TYPES: readonly string[] = [
  'session.started',
  'assessment.started',
  'assessment.submitted',
  'video.ended',
  'video.completed',
].map((name) => `probity.${name}.v1`);

export const defaults = {
  /** Accounts with study on the device on several days. Two are mostly a couple (threats.md); three, a room. */
  accounts: 4,
  daysEach: 3,
  /** A shared machine of a dormitory or library has one user after another, not many at once. */
  parallelDays: 3,
  parallelSec: 900,
  /** Three will do where each comes for one course alone, of several it is enrolled in. */
  specific: 3,
  /** Share of the accounts of which that has to be true before it counts. */
  specificShare: 0.7,
  /** Accounts on the line in a week, besides as many again as are served: more make it a public place. */
  household: 12,
  /** More accounts than this is no device but a constant some client sends. */
  mostAccounts: 60,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
