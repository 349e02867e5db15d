/** What crosses the thread per event; arrays, because they copy faster than objects. */
export type NewRow = readonly [id: string, type: string, data: string, metadata: string];

export type StoredRow = readonly [
  position: number,
  stream: string,
  version: number,
  id: string,
  type: string,
  data: string,
  metadata: string,
  /** Hex. */
  salt: string,
];

/** `any` is -1, `none` is 0. */
export type ExpectedNumber = number;

export type AppendAnswer =
  | {
      readonly version: number;
      readonly position: number;
      /** Hex, one an event; empty where the events were there before. */
      readonly salts: readonly string[];
    }
  | { readonly current: number };

export interface RowPage {
  readonly rows: readonly StoredRow[];
  readonly next: number;
  /** False when only a window was looked through: ask again from `next`. */
  readonly end: boolean;
}

/**
 * Streams and types have integer ids: the index that orders a stream stays small. `position` is
 * never reused because rows are never deleted.
 */
export const EVENTS_SCHEMA = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    type INTEGER NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    salt BLOB NOT NULL
  );
  CREATE UNIQUE INDEX events_by_stream ON events (stream, version);
  CREATE UNIQUE INDEX events_by_id ON events (stream, id);
`;
