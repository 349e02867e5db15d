import type { EventRef, Signal } from './signal.js';

/** A signal as a timeline entry shows it. */
export type SignalLink = Pick<Signal, 'id' | 'detector' | 'violation' | 'score' | 'state'>;

/** Which current signals cite which events; withdrawn ones cite nothing any more. */
export interface SignalLinks {
  /** Keyed by `eventKey(ref)`, the heaviest first; events that no signal cites are absent. */
  linksOf(events: readonly EventRef[]): Promise<ReadonlyMap<string, readonly SignalLink[]>>;
}

/** One text for (source, id); the length keeps pairs apart whatever characters they hold. */
export const eventKey = (ref: EventRef): string => `${ref.source.length}:${ref.source}/${ref.id}`;
