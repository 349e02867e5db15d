import type { EventStore } from './event-store.js';
import type { Position } from './recorded-event.js';

/** Anything with a place in a log. */
export interface Positioned {
  readonly position: Position;
}

export interface SourcePage<Event> {
  readonly events: readonly Event[];
  /** The last position looked at, filtered ones included; equals `after` when nothing was new. */
  readonly next: Position;
}

/**
 * What a processor reads: a log ordered by position, in which nothing ever turns up behind a
 * position that was passed. The activity ledger is one as it stands
 * (`{ read: (after, limit) => ledger.readFrom(after, limit), … }`), the event store by
 * `eventsOf`.
 */
export interface PositionedSource<Event extends Positioned> {
  /** `after` is exclusive. */
  read(after: Position, limit: number): Promise<SourcePage<Event>>;
  /** Position of the newest event, START when empty. */
  head(): Promise<Position>;
  /** Calls back after something was appended; returns the unsubscribe function. */
  onAppend(listener: () => void): () => void;
}

/** All domain events, or those of some types, as a source. */
export const eventsOf = (store: EventStore, types?: readonly string[]) =>
  ({
    read: (after, limit) => store.readAll({ after, limit, types }),
    head: () => store.head(),
    onAppend: (listener) => store.onAppend(listener),
  }) satisfies PositionedSource<Positioned>;
