import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timelineIndexContract } from '../../timelines/testing/timeline-index.contract.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';
import { SqliteTimelineIndex } from './timeline-index.js';
import { WorkerSqlClient } from './worker-sql-client.js';

const openIn = async (folder: string) => {
  const file = join(folder, 'views.db');
  const views = await WorkerSqlClient.open({ file, synchronous: 'NORMAL' });
  const checkpoints = await SqliteCheckpoints.open(views);
  return { views, port: { checkpoints, index: await SqliteTimelineIndex.open(views) } };
};

timelineIndexContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-timeline-'));
  let open = await openIn(folder);
  return {
    port: open.port,
    reopen: async () => {
      await open.views.close();
      open = await openIn(folder);
      return open.port;
    },
    close: async () => {
      await open.views.close();
      rmSync(folder, { recursive: true });
    },
  };
});
