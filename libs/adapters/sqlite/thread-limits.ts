import type { ResourceLimits } from 'node:worker_threads';

/**
 * A database's thread hands rows through and keeps none: what it makes is garbage at once. Its
 * young generation needs no room to let objects age, and four threads of it are as many times less
 * memory. The old generation is not limited: running into a limit would end the thread.
 */
export const THREAD_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 12 };
