import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../client/api-client.js';
import { progressBar } from '../client/progress.js';

export interface Pipeline {
  readonly received: number;
  readonly stored: number;
  readonly lag: Readonly<Record<'timeline' | 'detection' | 'casework', number>>;
  readonly idle: boolean;
}

const EVERY_MS = 300;

/** Waits until every service has dealt with what came in, and shows how far they are. */
export const untilIdle = async (operator: ApiClient): Promise<Pipeline> => {
  let pipeline = await operator.get<Pipeline>('/api/v1/pipeline');
  const total = pipeline.stored;
  const bar = progressBar('judging  ', total, 'events');
  try {
    while (!pipeline.idle) {
      const { timeline, detection, casework } = pipeline.lag;
      const behind = Math.max(timeline, detection);
      bar.update(Math.max(0, total - behind), casework > 0 ? `casework ${String(casework)}` : '');
      await pause(EVERY_MS);
      pipeline = await operator.get<Pipeline>('/api/v1/pipeline');
    }
    bar.update(total, '');
    return pipeline;
  } finally {
    bar.stop();
  }
};
