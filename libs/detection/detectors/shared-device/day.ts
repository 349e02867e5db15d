import type { EventRef } from '../../signal.js';

/** Whose study one device served on one day. */
export interface DeviceUse {
  readonly users: readonly DeviceUser[];
  /** Times an account came back after another within minutes: several open at once. */
  readonly parallel: number;
  /** Where the device stood that day, by most of its events. */
  readonly ground: 'lab' | 'campus' | 'dormitory' | 'elsewhere';
}

export interface DeviceUser {
  readonly subject: string;
  readonly offerings: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Accounts with study on the device on several days. Two are a couple (threats.md); three, a room. */
  accounts: 4,
  daysEach: 3,
  /** A shared machine of a dormitory or library has one user after another, not many at once. */
  parallelDays: 3,
  parallelSec: 900,
  /** More accounts than this is no device but a constant some client sends. */
  mostAccounts: 60,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
