import { parentPort, workerData } from 'node:worker_threads';
import type { SimulationOptions } from '../simulate.js';
import { judgeSeed } from './seed-result.js';

/** A thread that judges one seed: tells of its days, then of the result. */
const options = workerData as SimulationOptions;
const progress = (day: string, events: number, held: number) =>
  parentPort?.postMessage({ day, events, held });
const result = await judgeSeed(options, { weekly: true, progress });
parentPort?.postMessage({ result });
