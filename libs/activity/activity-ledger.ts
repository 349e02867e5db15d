import type { RawMode } from './activity.js';

/** A validated event on its way to disk. */
export interface IncomingEvent {
  readonly source: string;
  readonly id: string;
  /** CloudEvents `subject`; undefined only where the type has none. */
  readonly account: string | undefined;
  /** `time` in milliseconds. */
  readonly time: number;
  readonly type: string;
  readonly mode: RawMode;
  /** The exact byte range of this one event in the request. */
  readonly raw: Uint8Array;
  /**
   * What `offeringIn` finds in the bytes, null for nothing; undefined where only reading them would tell.
   * Never stored: it spares whoever reads an event right after it came in from parsing it again.
   */
  readonly offering?: string | null | undefined;
}

/**
 * A safe integer, comparable, holes allowed. A reader that has seen `p` never later finds an event
 * behind `p`.
 */
export type LedgerPosition = number;

export type AppendOutcome =
  | { readonly outcome: 'accepted'; readonly position: LedgerPosition }
  /** Same (source, id), equal JCS form: nothing changed. */
  | { readonly outcome: 'duplicate'; readonly position: LedgerPosition }
  /** Same (source, id), other content: refused. */
  | { readonly outcome: 'conflict'; readonly position: LedgerPosition };

/** An event as the ledger gives it back. */
export interface LedgerEvent extends IncomingEvent {
  readonly position: LedgerPosition;
  /** Server's clock when the request was taken, milliseconds. Custody and feed quality only. */
  readonly receivedAt: number;
}

/** What is known of an event without reading its bytes. */
export interface EventHeading {
  readonly source: string;
  readonly account: string | undefined;
  /** Undefined where only the bytes would tell. */
  readonly type: string | undefined;
}

/** Says of an event by its heading whether it is to be read. */
export type Wanted = (heading: EventHeading) => boolean;

export interface LedgerPage {
  readonly events: readonly LedgerEvent[];
  /** What a reader checkpoints; equals `after` when nothing was new. */
  readonly next: LedgerPosition;
}

export interface AccountRef {
  readonly source: string;
  readonly account: string;
}

/** Half-open in milliseconds of the event's `time`. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

export interface RejectedEvent {
  readonly source: string | undefined;
  readonly id: string | undefined;
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly raw: Uint8Array;
  /**
   * Where the transport holds it, should that give it again after a crash: rejects of one origin are kept
   * once, the first of them. Absent where what is sent again is another delivery, as over HTTP.
   */
  readonly origin?: string;
}

export interface KeptReject extends Omit<RejectedEvent, 'origin'> {
  readonly position: number;
  readonly receivedAt: number;
}

/** A segment's place in the Merkle log: its root goes into the `SegmentsSealed` domain event. */
export interface Seal {
  readonly segment: number;
  readonly count: number;
  /** Merkle root (RFC 9162 hashing) over the segment's event leaves, hex. */
  readonly root: string;
}

/** Proof that an event's bytes are a leaf of a sealed segment. */
export interface SegmentProof {
  readonly segment: number;
  readonly root: string;
  readonly index: number;
  readonly count: number;
  /** Hex; the event's leaf is SHA-256(0x00 ‖ salt ‖ raw bytes). */
  readonly salt: string;
  readonly leaf: string;
  /** Audit path, bottom up, hex. */
  readonly path: readonly string[];
}

export interface LedgerFigures {
  readonly events: number;
  /** Appends that were recognised as duplicates, ever. */
  readonly duplicates: number;
  readonly rejected: number;
  /** Accepted events by `type`, counted in the transaction that stored them. */
  readonly types: Readonly<Record<string, number>>;
  readonly sealed: number;
  readonly head: LedgerPosition;
  /** Bytes on disk: events (rows and segments) and the index that recognises duplicates. */
  readonly bytes: { readonly events: number; readonly dedup: number };
}

/** Of one source. */
export interface Refusals {
  /** Appends that were recognised as duplicates, ever. */
  readonly duplicates: number;
  /** Kept rejects by code. */
  readonly rejected: Readonly<Record<string, number>>;
}

/**
 * The log of what vendors said. Append-only, deduplicated by (source, id).
 *
 * - `append` answers in the order of the batch, after the commit to disk; recognising duplicates
 *   and storing happen in the same transaction. Duplicates within one batch count too.
 * - Rows land durable first; `seal` packs them into compressed segments of one account each, so
 *   that one person's can be destroyed alone (law 8).
 */
export interface ActivityLedger {
  /** Rejects are kept in the same transaction. `receivedAt` in milliseconds. */
  append(
    batch: readonly IncomingEvent[],
    receivedAt: number,
    rejects?: readonly RejectedEvent[],
  ): Promise<readonly AppendOutcome[]>;

  /**
   * In order of position; `after` is exclusive. For live readers near the head. With `wanted` only what
   * it says yes to is read and given, at most `limit` again; `next` is how far was looked.
   */
  readFrom(after: LedgerPosition, limit: number, wanted?: Wanted): Promise<LedgerPage>;

  /** In the order asked for; unknown or erased positions are left out. */
  readPositions(positions: readonly LedgerPosition[]): Promise<readonly LedgerEvent[]>;

  /** All of one account within a range of `time`, in no promised order. */
  readAccount(account: AccountRef, range?: TimeRange): Promise<readonly LedgerEvent[]>;

  /** The same in pages, however many there are; what comes in meanwhile may be among them or not. */
  accountPages(account: AccountRef, range?: TimeRange): AsyncIterable<readonly LedgerEvent[]>;

  find(source: string, id: string): Promise<LedgerEvent | undefined>;

  /** Everything once, account by account where sealed: the fast way to rebuild. */
  scan(): AsyncIterable<readonly LedgerEvent[]>;

  /**
   * Packs unsealed events at or behind `upTo`: accounts with at least `minEvents` of them, and any
   * account whose oldest unsealed event was received before `receivedBefore`. Bounded work per
   * call; an empty answer means nothing was left. The caller records the seals as an event, and
   * `unrecordedSeals` gives those of which a crash may have lost the record.
   */
  seal(options: {
    upTo: LedgerPosition;
    minEvents: number;
    receivedBefore: number;
  }): Promise<readonly Seal[]>;
  unrecordedSeals(): Promise<readonly Seal[]>;
  sealsRecorded(segments: readonly number[]): Promise<void>;

  proof(position: LedgerPosition): Promise<SegmentProof | undefined>;

  /** Newest first. */
  rejects(query: {
    source?: string;
    before?: number;
    limit: number;
  }): Promise<readonly KeptReject[]>;

  head(): Promise<LedgerPosition>;
  figures(): Promise<LedgerFigures>;
  /** What was not stored, by the source that it came under; a source without any may be absent. */
  refusals(): Promise<ReadonlyMap<string, Refusals>>;

  /** Destroys one account's events; positions stay as holes. Answers how many. */
  erase(account: AccountRef): Promise<number>;

  onAppend(listener: () => void): () => void;
}
