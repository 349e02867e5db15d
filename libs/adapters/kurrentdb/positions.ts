import type { Position as ServerPosition } from '@eventstore/db-client';
import { START, type Position } from '../../event-sourcing/recorded-event.js';

/** A place in the server's log that our positions cannot name: beyond nine petabytes. */
export class PositionBeyondReach extends Error {
  override readonly name = 'PositionBeyondReach';

  constructor(place: bigint) {
    super(`log position ${place} is beyond 2^53: positions of this log are no safe integers`);
  }
}

/** The server is too old to say where an event of a stream stands in the log. */
export class PositionMissing extends Error {
  override readonly name = 'PositionMissing';

  constructor() {
    super('the event store server tells no log positions: version 22.6 or newer is needed');
  }
}

/**
 * The prepare position: where the event itself stands in the log, in bytes. It is unique per event and
 * grows in the order of `$all`, because appends over gRPC are written whole by one writer (decision
 * 0015). The commit position is the same number, or that of the last event of the append.
 */
export const positionOf = (place: ServerPosition | undefined): Position => {
  if (place === undefined) throw new PositionMissing();
  if (place.prepare > BigInt(Number.MAX_SAFE_INTEGER)) throw new PositionBeyondReach(place.prepare);
  return Number(place.prepare);
};

/**
 * Where reading must begin so that nothing behind `after` is missed: the commit position of an event
 * is never lower than its prepare position. What comes at or before `after` is to be left out.
 */
export const placeAfter = (after: Position): ServerPosition | 'start' =>
  after === START ? 'start' : { commit: BigInt(after), prepare: BigInt(after) };
