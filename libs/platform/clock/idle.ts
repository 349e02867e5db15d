import { setTimeout as pause } from 'node:timers/promises';
import type { WorkRegistry } from '../work-registry.js';

export type Lags = Readonly<Record<'timeline' | 'detection' | 'casework', number>>;

/** Lag by worker as this process knows it; a worker that does not run in it has none. */
export const ownLagsOf = async ({ workers }: Pick<WorkRegistry, 'workers'>): Promise<Lags> => {
  const lags = { timeline: 0, detection: 0, casework: 0 };
  for (const { name, lag } of workers) lags[name] += await lag();
  return lags;
};

/** Lag by worker, the most that any process that shares in the work has before it. */
export const lagsOf = async (work: WorkRegistry): Promise<Lags> => {
  const lags = { ...(await ownLagsOf(work)) };
  for (const { name, lag } of work.peers) lags[name] = Math.max(lags[name], await lag());
  return lags;
};

export const isIdle = (lags: Lags): boolean => Object.values(lags).every((lag) => lag === 0);

/** Resolves once no worker has anything left; false when that takes longer than `timeoutMs`. */
export const untilIdle = async (work: WorkRegistry, timeoutMs: number): Promise<boolean> => {
  const end = performance.now() + timeoutMs;
  // One worker's last step may be another's first: idle counts when seen twice in a row.
  for (let quiet = 0; performance.now() < end; await pause(5)) {
    quiet = isIdle(await lagsOf(work)) ? quiet + 1 : 0;
    if (quiet === 2) return true;
  }
  return false;
};
