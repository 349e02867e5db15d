import { createHash } from 'node:crypto';

/** Hex of SHA-256 over the parts, each closed by a NUL, cut to 128 bit. */
const digest = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(parts.map((part) => `${part}\u0000`).join(''))
    .digest('hex')
    .slice(0, 32);

/** A signal's identity: whoever judges the key, and however often, it is the same signal. */
export const signalId = (detector: string, key: string, anchor: string): string =>
  digest('signal', detector, key, anchor);

/** Id of the event that brings a signal to a revision: a retried append is recognised by it. */
export const signalEventId = (signal: string, revision: number): string =>
  digest('revision', signal, String(revision));

/** Id of the event that publishes a baseline's window at a version. */
export const baselineEventId = (name: string, window: string, version: number): string =>
  digest('baseline', name, window, String(version));
