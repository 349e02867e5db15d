import { setTimeout as pause } from 'node:timers/promises';
import { KurrentDbEventStore } from '../../../libs/adapters/kurrentdb/kurrentdb-event-store.js';
import { describeError } from '../../../libs/event-sourcing/failure.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** The event store of `KURRENTDB_URL`; a server that cannot be reached is waited for, with a word. */
export const openKurrentDb = async (
  url: string,
  prefix: string,
  onWaiting: (sentence: string) => void,
): Promise<KurrentDbEventStore> => {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
    try {
      return await KurrentDbEventStore.open({ url, prefix });
    } catch (error) {
      const next = (wait / 1000).toFixed(1);
      onWaiting(
        `KURRENTDB_URL: no event store answers (${describeError(error)}); trying again in ${next} s`,
      );
      await pause(wait);
    }
  }
};
