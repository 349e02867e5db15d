import { describe, expect, it } from '@jest/globals';
import { merkleNodesContract } from '../../../case-file/testing/merkle-nodes.contract.js';
import { caseIndexContract } from '../../../cases/testing/case-index.contract.js';
import { detectionStateContract } from '../../../detection/testing/detection-state.contract.js';
import { signalIndexContract } from '../../../detection/testing/signal-index.contract.js';
import { checkpointsContract } from '../../../event-sourcing/testing/checkpoints.contract.js';
import { caseTrailsContract } from '../../../statistics/testing/case-trails.contract.js';
import { timelineIndexContract } from '../../../timelines/testing/timeline-index.contract.js';
import type { Database } from '../database.js';
import { openDatabase } from '../open-database.js';
import { PostgresCheckpoints } from '../postgres-checkpoints.js';
import { openPostgresStores } from '../stores.js';
import { freshDatabase, onFreshDatabase } from '../testing/fresh-database.js';
import { PostgresCaseIndex } from './case-index.js';
import { PostgresCaseTrails } from './case-trails.js';
import { PostgresDetectionState } from './detection-state.js';
import { PostgresMerkleNodes } from './merkle-nodes.js';
import { openScratchState } from './scratch.js';
import { PostgresSignalIndex } from './signal-index.js';
import { PostgresTimelineIndex } from './timeline-index.js';

const inDatabase = <Port>(portOf: (database: Database) => Port) =>
  onFreshDatabase((url) => openDatabase({ url }), portOf);

caseIndexContract(
  'postgres',
  inDatabase((database) => new PostgresCaseIndex(database)),
);
checkpointsContract(
  'case index in postgres',
  inDatabase((database) => new PostgresCaseIndex(database)),
);
caseTrailsContract(
  'postgres',
  inDatabase((database) => new PostgresCaseTrails(database)),
);
checkpointsContract(
  'case trails in postgres',
  inDatabase((database) => new PostgresCaseTrails(database)),
);
detectionStateContract(
  'postgres',
  inDatabase((database) => new PostgresDetectionState(database)),
);
signalIndexContract(
  'postgres',
  inDatabase((database) => new PostgresSignalIndex(database)),
);
timelineIndexContract(
  'postgres',
  inDatabase((database) => ({
    index: new PostgresTimelineIndex(database),
    checkpoints: new PostgresCheckpoints(database),
  })),
);
merkleNodesContract('PostgreSQL', async () => {
  const { url, drop } = await freshDatabase();
  const stores = await openPostgresStores({ url });
  return {
    store: stores.eventStore,
    nodes: new PostgresMerkleNodes(stores.database),
    close: async () => {
      await stores.close();
      await drop();
    },
  };
});

describe('scratch state in postgres', () => {
  it('given a judgement in the shadow, when written, then the live state does not change', async () => {
    const { url, drop } = await freshDatabase();
    const live = await openDatabase({ url });
    const state = new PostgresDetectionState(live);
    const scratch = await openScratchState({ url });
    await scratch.state.save({
      dirty: [{ owner: 'o', window: 'w', forced: true }],
    });
    expect(await scratch.state.dirty()).toHaveLength(1);
    await scratch.state.claim(['0/1']);
    expect(await state.dirty()).toEqual([]);
    expect(await state.claim(['0/1'])).toMatchObject([{ epoch: 1 }]);
    await scratch.discard();
    await live.close();
    await drop();
  });
});
