import type { ExpectedVersion } from './event-store.js';

/** An id of the append is in the stream already, at another place: a mistake of the caller. */
export class DuplicateEventId extends Error {
  override readonly name = 'DuplicateEventId';

  constructor(stream: string) {
    super(`an event of this append is already in stream ${stream}: ids must be unique per stream`);
  }
}

/** For adapters: throws a RangeError for what no caller can mean. */
export const assertAppend = (expected: ExpectedVersion, events: readonly unknown[]): void => {
  if (events.length === 0) throw new RangeError('an append holds at least one event');
  // Elsewhere -1 means "none" or "any"; here it must not silently mean either.
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0))
    throw new RangeError(`expected version ${expected}: a whole number from 0, 'any' or 'none'`);
};

/** What an engine throws that has no room left: nothing was written, and it may work later. */
export interface StorageFull extends Error {
  readonly storageFull: true;
}

export const isStorageFull = (error: unknown): error is StorageFull =>
  error instanceof Error && (error as Partial<StorageFull>).storageFull === true;

/** What an engine throws that cannot be reached: what was asked may or may not be done; ask again. */
export interface StoreUnavailable extends Error {
  readonly storeUnavailable: true;
}

export const isStoreUnavailable = (error: unknown): error is StoreUnavailable =>
  error instanceof Error && (error as Partial<StoreUnavailable>).storeUnavailable === true;
