import { isStoreUnavailable } from './store-errors.js';

/** What to do about events whose effect failed. */
export type FailureAnswer = 'retry' | 'skip' | 'stop';

export interface Failure<Event> {
  readonly error: unknown;
  /** A whole batch at first; one event at a time once a batch was answered with `skip`. */
  readonly events: readonly Event[];
  /** 1 for the first failure of these events. */
  readonly attempt: number;
}

/** Exponential back-off, bounded in length and number. Milliseconds. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** The answer once `attempts` are used up. */
  readonly then: 'skip' | 'stop';
}

/** Eight retries, together about 13 seconds; then the processor stops. */
export const PATIENT: RetryPolicy = {
  attempts: 8,
  firstDelay: 50,
  longestDelay: 10_000,
  then: 'stop',
};

/** Milliseconds to wait before the retry that follows failure number `attempt`. */
export const backOff = (
  policy: Pick<RetryPolicy, 'firstDelay' | 'longestDelay'>,
  attempt: number,
): number => Math.min(policy.longestDelay, policy.firstDelay * 2 ** (attempt - 1));

/** Name and message of an error, for states and dead letters; never an event's data. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** `work` again for as long as it fails because an engine cannot be reached, until told to stop. */
export const waitingForEngine = async <Result>(
  work: () => Promise<Result>,
  delay: (ms: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isStoreUnavailable(error)) throw error;
      await delay(backOff(PATIENT, attempt), signal).catch(() => undefined);
    }
};
