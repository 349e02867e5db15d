import type { DomainEvent, NewEvent, Position, RecordedEvent } from './recorded-event.js';

/** `any` skips the check; `none` demands that the stream does not exist yet. */
export type ExpectedVersion = number | 'any' | 'none';

export type AppendResult =
  | { readonly ok: true; readonly version: number; readonly position: Position }
  | { readonly ok: false; readonly refusal: 'WrongExpectedVersion'; readonly current: number };

export interface ReadStream {
  /** First version wanted, 1 by default. */
  readonly from?: number;
  /** Last version wanted, inclusive. */
  readonly to?: number;
}

export interface ReadAll {
  /** Exclusive. */
  readonly after: Position;
  readonly limit: number;
  /** Only these types; everything when absent. */
  readonly types?: readonly string[];
}

export interface AllPage {
  readonly events: readonly RecordedEvent[];
  /**
   * The last position looked at, filtered ones included: what a reader puts into its checkpoint.
   * Equals `after` when there was nothing new.
   */
  readonly next: Position;
}

/**
 * The log of what the system and people did. Append-only.
 *
 * - An append is atomic over its events and on disk when the promise resolves.
 * - An append whose first event id is already the stream's at the expected place (a retry after a
 *   lost answer) resolves to the first outcome instead of a second copy. An id that stands
 *   elsewhere in the stream rejects with `DuplicateEventId`; no event at all, or a version that
 *   cannot be, with a RangeError.
 * - `readAll` never yields, later, an event behind a position it has already passed: holes from
 *   rolled-back writers are harmless, late arrivals behind a checkpoint do not exist.
 */
export interface EventStore {
  append<Event extends DomainEvent>(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent<Event>[],
  ): Promise<AppendResult>;

  /** Oldest first; empty for a stream that does not exist. */
  readStream<Event extends DomainEvent>(
    stream: string,
    options?: ReadStream,
  ): Promise<readonly RecordedEvent<Event>[]>;

  readAll(options: ReadAll): Promise<AllPage>;

  /** Position of the newest event, START when empty. */
  head(): Promise<Position>;

  /** Calls back (without data) after something was appended; returns the unsubscribe function. */
  onAppend(listener: () => void): () => void;
}
