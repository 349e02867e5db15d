import { setTimeout as sleep } from 'node:timers/promises';
import { Database, type DatabaseOptions } from './database.js';
import { DatabaseUnreachable } from './errors.js';
import { migrate } from './migrations.js';

export interface OpenOptions extends DatabaseOptions {
  /** Told before each further attempt, with a sentence that names the database, and milliseconds. */
  readonly onUnreachable?: (error: DatabaseUnreachable, nextTryIn: number) => void;
  /** Ends the attempts. */
  readonly signal?: AbortSignal;
}

const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;

/**
 * Connects, as often as it takes, and brings the schema up to date. Rejects with a named error where
 * waiting would not help: access refused, a newer schema.
 */
export const openDatabase = async (options: OpenOptions): Promise<Database> => {
  const database = new Database(options);
  try {
    for (let delay = FIRST_DELAY; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
      try {
        await database.ping();
        break;
      } catch (error) {
        if (!(error instanceof DatabaseUnreachable) || options.signal?.aborted) throw error;
        options.onUnreachable?.(error, delay);
        await sleep(delay, undefined, { signal: options.signal });
      }
    }
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
};
