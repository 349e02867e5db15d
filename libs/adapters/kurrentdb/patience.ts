import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreUnavailable } from '../../event-sourcing/store-errors.js';

/** The server did not answer for as long as a call may wait. Nothing accepted before is lost. */
export class EventStoreUnreachable extends Error implements StoreUnavailable {
  override readonly name = 'EventStoreUnreachable';
  readonly storeUnavailable = true;
}

/**
 * gRPC's words for a call that may succeed a moment later: cancelled (by the other side's end),
 * deadline exceeded, unavailable (grpc/grpc: doc/statuscodes.md).
 */
const PASSING = new Set([1, 4, 14]);
/** A stream that was cut in the middle is told as an internal error, a search for a leader in words alone. */
const CUT = /RST_STREAM|GOAWAY|ECONN|EPIPE|Connection dropped|Failed to discover/i;

export const isUnreachable = (error: unknown): boolean => {
  const { code, type, message } = error as { code?: unknown; type?: unknown; message?: string };
  return (
    error instanceof EventStoreUnreachable ||
    PASSING.has(code as number) ||
    type === 'not-leader' ||
    type === 'unavailable' ||
    CUT.test(message ?? '')
  );
};

const FIRST_DELAY = 50;
const LONGEST_DELAY = 2_000;

export interface Patience {
  /** Milliseconds that a call waits for a server that cannot be reached. */
  readonly patience: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** `work` again and again while no server answers: it must bear being run twice. */
export const patiently = async <Result>(
  work: () => Promise<Result>,
  { patience, signal }: Patience,
): Promise<Result> => {
  const end = performance.now() + patience;
  for (let delay = FIRST_DELAY; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
    try {
      return await work();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (signal.aborted || performance.now() + delay > end) throw unreachable(error);
      await sleep(delay, undefined, { signal }).catch(() => undefined);
    }
  }
};

const unreachable = (error: unknown): EventStoreUnreachable =>
  error instanceof EventStoreUnreachable
    ? error
    : new EventStoreUnreachable(`no event store answers (${String((error as Error).message)})`, {
        cause: error,
      });
