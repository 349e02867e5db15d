import type { Position, RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { DetectionKey, Owner } from './keys.js';
import type { Signal, SignalEvent } from './signal.js';
import type { SignalLinks } from './signal-links.js';
import type { Violation } from './violation.js';

export interface SignalQuery {
  readonly subject?: string;
  readonly offering?: string;
  readonly violation?: Violation;
  readonly detector?: string;
  readonly minScore?: number;
  /** Any state when absent. */
  readonly state?: Signal['state'];
  /** Only of these offerings: what a college's officer may see. */
  readonly offerings?: readonly string[];
  /** Exclusive: goes on after this signal. */
  readonly after?: SignalPlace;
  readonly limit: number;
}

/** Signals are listed newest first by their last cited event, then by id. */
export interface SignalPlace {
  readonly lastAt: number;
  readonly id: string;
}

/** Signals as they stand: a projection of the `signal-…` streams. */
export interface SignalIndex extends SignalLinks {
  /** Events up to here are in. */
  position(): Promise<Position>;
  /** One transaction; an event seen before changes nothing. */
  apply(events: readonly RecordedEvent<SignalEvent>[], next: Position): Promise<void>;
  get(id: string): Promise<Signal | undefined>;
  list(query: SignalQuery): Promise<readonly Signal[]>;
  /** Withdrawn ones too. */
  ofKeys(
    keys: readonly { readonly detector: string; readonly key: DetectionKey }[],
  ): Promise<readonly Signal[]>;
  ofOwners(owners: readonly Owner[]): Promise<readonly Signal[]>;
  /** Everyone who has signals, withdrawn ones left out. */
  owners(): Promise<readonly Owner[]>;
  /** Versions of the streams; a stream that does not exist is absent. */
  versions(streams: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
