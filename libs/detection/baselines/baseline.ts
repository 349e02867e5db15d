import type { Activity } from '../../activity/activity.js';
import type { Pseudonym } from '../keys.js';
import type { EventRef } from '../signal.js';

/** A published number and the size of the population behind it. */
export type BaselineValue = readonly [value: number, n: number];

/** Stream `baseline-<name>`. Values hold pseudonyms and sources, never an address or an account. */
export interface BaselinePublished {
  readonly type: 'BaselinePublished';
  readonly data: {
    readonly name: string;
    /** Counts publications of this window, from 1. */
    readonly version: number;
    /** ISO week, `2026-W10`; a fact and a standing record have windows of their own. */
    readonly window: string;
    /** Accounts or addresses looked at. */
    readonly n: number;
    readonly values: Readonly<Record<string, BaselineValue>>;
    /** The events that a value rests on, where it rests on a single one. */
    readonly events?: Readonly<Record<string, EventRef>>;
  };
}

export const baselineStream = (name: string): string => `baseline-${name}`;

/** How a finding cites what it read: `name/window@version`. */
export const citation = (data: BaselinePublished['data']): string =>
  `${data.name}/${data.window}@${data.version}`;

/**
 * What is normal, from the population: an accumulator per key and week that folds distinct events
 * in any order to the same value, and the numbers that follow when the week is closed.
 */
export interface Baseline<Accumulated = unknown> {
  readonly name: string;
  wants(type: string): boolean;
  /** Where an event adds up; undefined when it says nothing. */
  keyOf(activity: Activity, pseudonym: Pseudonym): string | undefined;
  /** Commutative; the same reference when nothing changed. Survives JSON. */
  fold(sum: Accumulated | undefined, activity: Activity): Accumulated;
  /** Keeps the `size` smallest keys of a group only: a sample that no order of arrival changes. */
  readonly sample?: { readonly size: number; group(key: string): string };
  publish(sums: ReadonlyMap<string, Accumulated>): {
    readonly n: number;
    readonly values: Readonly<Record<string, BaselineValue>>;
    readonly events?: Readonly<Record<string, EventRef>>;
  };
  /** A fact, not a statistic: published as soon as it is heard of, in windows of its own. */
  readonly fact?: { windowOf(activity: Activity): string | undefined };
  /** Values are instants in milliseconds, of which `Baselines.next` finds the one that follows. */
  readonly instants?: boolean;
  /** The one window there is, whatever week is asked for: what holds from whenever it was said. */
  readonly window?: string;
  /** The key of `values` for what a detector asks. */
  readonly question: (key: string, pseudonym: Pseudonym) => string;
  /** What a closed week says of a key that it does not list; undefined: ask the week before. */
  readonly absent?: number;
}
