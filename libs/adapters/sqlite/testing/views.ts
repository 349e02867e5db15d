import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Open } from '../../../event-sourcing/testing/fixture.js';
import type { SqlClient } from '../sql-client.js';
import { WorkerSqlClient } from '../worker-sql-client.js';

/** A read side in a database of its own. */
export const inViews =
  <Port>(openPort: (views: SqlClient) => Promise<Port>): Open<Port> =>
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probity-views-'));
    const file = join(folder, 'views.db');
    const openViews = () => WorkerSqlClient.open({ file, synchronous: 'NORMAL' });
    let views = await openViews();
    return {
      port: await openPort(views),
      reopen: async () => {
        await views.close();
        views = await openViews();
        return openPort(views);
      },
      close: async () => {
        await views.close();
        rmSync(folder, { recursive: true });
      },
    };
  };
