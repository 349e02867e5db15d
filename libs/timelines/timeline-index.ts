import type { AccountRef } from '../activity/activity-ledger.js';
import { compareText } from '../activity/activity.js';
import type { Position } from '../event-sourcing/recorded-event.js';

/**
 * Where one event stands on its account's timeline. By account and never by student: a corrected
 * mapping then costs nothing.
 */
export interface TimelineRow extends AccountRef {
  readonly id: string;
  /** `time` in milliseconds. */
  readonly time: number;
  readonly type: string;
  readonly offering: string | undefined;
  /** Place in the activity ledger, where the bytes are. */
  readonly position: number;
}

/** An account while it was a student's: half-open, milliseconds, null is without end. */
export interface AccountSpan extends AccountRef {
  readonly from: number | null;
  readonly to: number | null;
}

export interface TimelineFilter {
  readonly offering?: string;
  readonly types?: readonly string[];
  /** Half-open range of `time`, milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

/** The place of an event in the order of all timelines. */
export interface TimelinePlace {
  readonly time: number;
  readonly source: string;
  readonly id: string;
}

/** Newest first; equal instants by source, then id, both downwards. */
export const newestFirst = (a: TimelinePlace, b: TimelinePlace): number =>
  b.time - a.time || compareText(b.source, a.source) || compareText(b.id, a.id);

export interface RebuildOutcome {
  /** Rows that the ledger gives. */
  readonly rows: number;
  /** Rows missing, left over or different in the index as it was. */
  readonly differences: number;
}

/** A second index beside the live one, filled from the ledger. */
export interface TimelineRebuild {
  add(rows: readonly TimelineRow[]): Promise<void>;
  /** Compares both and puts the new one in place where they differ. */
  finish(): Promise<RebuildOutcome>;
}

/**
 * The timelines' rows. `append` may bring rows that are there already: (source, id) is one row. Ids
 * are ordered by their UTF-8 bytes, which differs from JavaScript's order beyond U+FFFF only.
 */
export interface TimelineIndex {
  /** Rows and the reader's checkpoint in one transaction. */
  append(rows: readonly TimelineRow[], reader: string, checkpoint: Position): Promise<void>;
  /** Up to `limit` rows behind `before`, newest first, merged over the spans. */
  page(
    spans: readonly AccountSpan[],
    filter: TimelineFilter,
    before: TimelinePlace | undefined,
    limit: number,
  ): Promise<readonly TimelineRow[]>;
  /** Nothing may be appended until `finish`; a rebuild that was broken off is forgotten. */
  rebuild(): Promise<TimelineRebuild>;
  /** Forgets one account's rows; answers how many. */
  erase(account: AccountRef): Promise<number>;
}
