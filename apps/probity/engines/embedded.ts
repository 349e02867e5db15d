import { join } from 'node:path';
import { openEmbeddedStores } from '../../../libs/adapters/sqlite/embedded.js';
import { openSqliteLedger } from '../../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { openScratch, removeScratches } from '../../../libs/adapters/sqlite/scratch.js';
import { SoleOwnership } from '../../../libs/event-sourcing/ownership.js';
import type { Engines } from './engines.js';

/** The embedded profile: SQLite files in one folder, which this process holds alone. */
export const openEmbeddedEngines = async (dataDir: string): Promise<Engines> => {
  const stores = await openEmbeddedStores(dataDir);
  try {
    const ledger = await openSqliteLedger(join(stores.folder, 'ledger.db'));
    const close = async (): Promise<void> => {
      await ledger.close();
      await stores.close();
    };
    removeScratches(stores.folder);
    return {
      ...{ ...stores, ledger, close },
      detectionOwnership: new SoleOwnership(),
      scratch: () => openScratch(stores.folder),
    };
  } catch (error) {
    await stores.close();
    throw error;
  }
};
