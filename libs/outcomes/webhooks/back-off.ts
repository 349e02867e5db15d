const FIRST_MS = 2_000;
const LONGEST_MS = 3_600_000;

/**
 * Milliseconds to wait after failure number `failures` (from 1): exponential from 2 s to an hour,
 * of which the upper half is drawn, so that many messages do not come back at one moment.
 * There is no last attempt: what the registry must know is never given up.
 *
 * @param draw at least 0, below 1
 * @param askedMs what the receiver asked for (Retry-After); counts up to the longest wait
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ ("equal jitter")
 */
export const waitAfter = (failures: number, draw: number, askedMs = 0): number => {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 30));
  return Math.max(Math.round(full / 2 + (full / 2) * draw), Math.min(askedMs, LONGEST_MS));
};
