import { ownLagsOf } from '../../../libs/platform/clock/idle.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import type { Engines } from '../engines/engines.js';
import type { ServiceName } from './service-names.js';

const WORKERS = ['timeline', 'detection', 'casework'] as const;

/**
 * Where services run apart, each process tells how far its own workers are, and asks after those of
 * the others: `/api/v1/pipeline` and the dev clock then speak of all of them.
 */
export const shareLags = (
  work: WorkRegistry,
  { lagBoard }: Engines,
  services: readonly ServiceName[],
): void => {
  if (lagBoard === undefined) return;
  const own = WORKERS.filter((name) => services.includes(name));
  // Of the workers as they stand: those of other processes are added behind them.
  const local = { workers: [...work.workers] };
  for (const name of WORKERS)
    if (own.includes(name)) work.peers.push({ name, lag: () => lagBoard.behindOthers(name) });
    else work.addWorker({ name, lag: () => lagBoard.behind(name) });
  lagBoard.start(async () => {
    const lags = await ownLagsOf(local);
    return Object.fromEntries(own.map((name) => [name, lags[name]]));
  });
};
