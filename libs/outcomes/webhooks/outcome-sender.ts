import type { Attempted } from './delivery.js';

/** One message on its way to one address. */
export interface Sending {
  readonly url: string;
  /** The outcome's id; a repeat carries the same. */
  readonly id: string;
  /** The secrets that sign, `whsec_…`. */
  readonly secrets: readonly string[];
  /** JSON. */
  readonly body: string;
}

/** Brings a message to an address, once. Never rejects: what goes wrong is an answer. */
export interface OutcomeSender {
  send(sending: Sending, signal: AbortSignal): Promise<Attempted>;
}
