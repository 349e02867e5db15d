import { createHash } from 'node:crypto';
import type { BaselinePublished } from './baselines/baseline.js';

/** Hex of SHA-256 over the parts, each closed by a NUL, cut to 128 bit. */
const digest = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(parts.map((part) => `${part}\u0000`).join(''))
    .digest('hex')
    .slice(0, 32);

/** A signal's identity: whoever judges the key, and however often, it is the same signal. */
export const signalId = (detector: string, key: string, anchor: string): string =>
  digest('signal', detector, key, anchor);

/**
 * Id of the event that brings a signal to a revision: a retried append is recognised by it, another
 * instance's that says something else is not taken for one.
 */
export const signalEventId = (data: { readonly id: string; readonly revision: number }): string =>
  digest('revision', data.id, String(data.revision), JSON.stringify(data));

/** Id of the event that publishes a baseline's window at a version. */
export const baselineEventId = (data: BaselinePublished['data']): string =>
  digest('baseline', data.name, data.window, String(data.version), JSON.stringify(data));
