import type { ScratchState } from '../../../detection/shadow/scratch-state.js';
import { Database, type DatabaseOptions } from '../database.js';
import { readMigrations } from '../migrations.js';
import { PostgresDetectionState } from './detection-state.js';

/**
 * A detection state for one judgement in the shadow: temporary tables of one connection, gone with
 * it. The search path holds nothing else, so that a lost connection is an error and never leads to
 * the live tables.
 */
export const openScratchState = async (options: DatabaseOptions): Promise<ScratchState> => {
  const database = new Database({ ...options, connections: 1, onlyTemporary: true, patience: 0 });
  try {
    const layout = readMigrations().find(({ name }) => name === 'detection-state');
    await database.session((session) => session.script(layout?.sql ?? ''));
    return { state: new PostgresDetectionState(database), discard: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
};
