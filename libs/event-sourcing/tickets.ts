/** What a ticket stands for, as whoever issued it wrote it down: not readable to who finds it here. */
export interface HeldTicket {
  /** Hash of the ticket; the ticket itself is known to its bearer only. */
  readonly id: string;
  readonly sealed: Uint8Array;
  /** Milliseconds. */
  readonly expiresAt: number;
}

/**
 * Tickets that are good once and for a short time, at whichever process they are shown. Those that ran
 * out go with the next call, so nothing of them stays.
 */
export interface Tickets {
  /** Known to all processes when resolved. `now` in milliseconds. */
  put(ticket: HeldTicket, now: number): Promise<void>;
  /**
   * What it stands for, to the first who asks before it runs out; undefined to everybody else. Of
   * several who ask at once, one gets it.
   */
  take(id: string, now: number): Promise<Uint8Array | undefined>;
}
