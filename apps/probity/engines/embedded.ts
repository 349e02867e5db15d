import { openEmbeddedStores } from '../../../libs/adapters/sqlite/embedded.js';
import { MemoryActivityLedger } from '../../../libs/adapters/memory/memory-activity-ledger.js';
import type { Engines } from './engines.js';

/** The embedded profile: SQLite files in one folder, which this process holds alone. */
export const openEmbeddedEngines = async (dataDir: string): Promise<Engines> => {
  const stores = await openEmbeddedStores(dataDir);
  return { ...stores, ledger: new MemoryActivityLedger() };
};
