import type { Clock } from '../event-sourcing/clock.js';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
