import { PostgresActivityLedger } from '../../../libs/adapters/postgres/ledger/postgres-activity-ledger.js';
import { PostgresCaseIndex } from '../../../libs/adapters/postgres/read-sides/case-index.js';
import { PostgresCaseTrails } from '../../../libs/adapters/postgres/read-sides/case-trails.js';
import { PostgresDetectionState } from '../../../libs/adapters/postgres/read-sides/detection-state.js';
import { PostgresMerkleNodes } from '../../../libs/adapters/postgres/read-sides/merkle-nodes.js';
import { openScratchState } from '../../../libs/adapters/postgres/read-sides/scratch.js';
import { PostgresSignalIndex } from '../../../libs/adapters/postgres/read-sides/signal-index.js';
import { PostgresTimelineIndex } from '../../../libs/adapters/postgres/read-sides/timeline-index.js';
import { PostgresOwnerships } from '../../../libs/adapters/postgres/postgres-ownership.js';
import { openPostgresStores } from '../../../libs/adapters/postgres/stores.js';
import type { Engines } from './engines.js';

/** More than there will be instances. Another number has everything judged anew: stop all, start all. */
const DETECTION_SHARES = 12;

export interface DistributedSettings {
  /** `postgres://user:password@host:port/database` */
  readonly databaseUrl: string;
  /** Told, with a sentence, while the database cannot be reached. */
  readonly onWaiting: (sentence: string) => void;
}

/** The distributed profile: one PostgreSQL database, any number of processes. */
export const openDistributedEngines = async ({
  databaseUrl: url,
  onWaiting,
}: DistributedSettings): Promise<Engines> => {
  const { database, wakeUps, ...stores } = await openPostgresStores({
    url,
    onUnreachable: ({ message }, nextTryIn) =>
      onWaiting(`${message}; trying again in ${(nextTryIn / 1000).toFixed(1)} s`),
  });
  try {
    const ownerships = new PostgresOwnerships(database);
    const ledger = await PostgresActivityLedger.open(database, wakeUps);
    return {
      ...{ ...stores, ledger },
      ownership: (work, count) => ownerships.of(work, count),
      detectionShares: DETECTION_SHARES,
      timelineIndex: new PostgresTimelineIndex(database),
      caseIndex: new PostgresCaseIndex(database),
      caseTrails: new PostgresCaseTrails(database),
      signalIndex: new PostgresSignalIndex(database),
      detectionState: new PostgresDetectionState(database),
      merkleNodes: new PostgresMerkleNodes(database),
      scratchState: () => openScratchState({ url }),
      checks: { database: () => database.ping() },
      close: async () => {
        await ownerships.close();
        await ledger.close();
        await stores.close();
      },
    };
  } catch (error) {
    await stores.close();
    throw error;
  }
};
