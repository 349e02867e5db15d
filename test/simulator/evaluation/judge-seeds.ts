import { Worker } from 'node:worker_threads';
import type { SimulationOptions } from '../simulate.js';
import type { SeedResult } from './seed-result.js';

type Message =
  | { readonly day: string; readonly events: number; readonly held: number }
  | { readonly result: SeedResult };

export interface SeedsOptions {
  /** Seeds judged at the same time, a thread each. */
  readonly threads: number;
  readonly progress?: (seed: number, day: string, events: number) => void;
}

/** Megabytes of a thread's heap: 5,000 students × 6 weeks need less than 4 GB. */
const HEAP = 4096;
/** A day of events is short-lived: with the usual 16 MB a sixth of the time goes into collecting it. */
const YOUNG = 64;

/** Judges seeds, some at a time; each comes as soon as it is done. Rejects when any fails. */
export async function* judgeSeeds(
  seeds: readonly SimulationOptions[],
  { threads, progress }: SeedsOptions,
): AsyncGenerator<SeedResult> {
  const waiting = [...seeds];
  const running = new Map<SimulationOptions, Promise<SeedResult>>();
  while (waiting.length > 0 || running.size > 0) {
    while (running.size < threads) {
      const next = waiting.shift();
      if (!next) break;
      running.set(next, inThread(next, progress));
    }
    const done = await Promise.race(running.values());
    for (const one of running.keys()) if (one.seed === done.options.seed) running.delete(one);
    yield done;
  }
}

const inThread = (
  options: SimulationOptions,
  progress: SeedsOptions['progress'],
): Promise<SeedResult> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./seed-worker.js', import.meta.url), {
      workerData: options,
      resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: YOUNG },
    });
    worker.on('message', (message: Message) => {
      if ('result' in message) resolve(message.result);
      else progress?.(options.seed, message.day, message.events);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      reject(new Error(`seed ${String(options.seed)}: the thread ended with ${String(code)}`));
    });
  });
