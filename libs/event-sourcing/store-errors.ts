/** An id of the append is in the stream already, at another place: a mistake of the caller. */
export class DuplicateEventId extends Error {
  override readonly name = 'DuplicateEventId';

  constructor(stream: string) {
    super(`an event of this append is already in stream ${stream}: ids must be unique per stream`);
  }
}
