import { join } from 'node:path';
import { MemoryTickets } from '../../../libs/adapters/memory/memory-tickets.js';
import { openCaseIndex } from '../../../libs/adapters/sqlite/case-index.js';
import { openCaseTrails } from '../../../libs/adapters/sqlite/case-trails.js';
import { openEmbeddedStores } from '../../../libs/adapters/sqlite/embedded.js';
import { openSqliteLedger } from '../../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { SqliteMerkleNodes } from '../../../libs/adapters/sqlite/merkle-nodes.js';
import { openScratch, removeScratches } from '../../../libs/adapters/sqlite/scratch.js';
import type { SqlClient } from '../../../libs/adapters/sqlite/sql-client.js';
import { SqliteDetectionState } from '../../../libs/adapters/sqlite/sqlite-detection-state.js';
import { SqliteSignalIndex } from '../../../libs/adapters/sqlite/sqlite-signal-index.js';
import { SqliteTimelineIndex } from '../../../libs/adapters/sqlite/timeline-index.js';
import type { OpenScratch } from '../../../libs/detection/shadow/scratch-state.js';
import { SoleOwnership } from '../../../libs/event-sourcing/ownership.js';
import type { Engines } from './engines.js';

/** The embedded profile: SQLite files in one folder, which this process holds alone. */
export const openEmbeddedEngines = async (dataDir: string): Promise<Engines> => {
  const { views, folder, ...stores } = await openEmbeddedStores(dataDir);
  try {
    const ledger = await openSqliteLedger(join(folder, 'ledger.db'));
    const close = async (): Promise<void> => {
      await ledger.close();
      await stores.close();
    };
    removeScratches(folder);
    return {
      ...{ ...stores, ledger, close },
      tickets: new MemoryTickets(),
      ...(await readSides(views)),
      ownership: (_, count) => new SoleOwnership(count),
      detectionShares: 1,
      scratchState: scratchStateIn(folder),
      checks: {
        ledger: () => ledger.head(),
        'event store': () => stores.eventStore.head(),
        'read sides': () => views.get('SELECT 1'),
      },
    };
  } catch (error) {
    await stores.close();
    throw error;
  }
};

const readSides = async (views: SqlClient) => ({
  timelineIndex: await SqliteTimelineIndex.open(views),
  caseIndex: await openCaseIndex(views),
  caseTrails: await openCaseTrails(views),
  signalIndex: await SqliteSignalIndex.open(views),
  detectionState: await SqliteDetectionState.open(views),
  merkleNodes: await SqliteMerkleNodes.open(views),
});

/** A detection state that is thrown away after use. */
const scratchStateIn =
  (folder: string): OpenScratch =>
  async () => {
    const { client, discard } = await openScratch(folder);
    return { state: await SqliteDetectionState.open(client), discard };
  };
