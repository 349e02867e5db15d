import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityLedger } from '../../libs/activity/activity-ledger.js';
import { heartbeat } from '../../libs/activity/testing/event-samples.js';
import { openSqliteLedger } from '../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { SqliteCheckpoints } from '../../libs/adapters/sqlite/sqlite-checkpoints.js';
import { SqliteTimelineIndex } from '../../libs/adapters/sqlite/timeline-index.js';
import { WorkerSqlClient } from '../../libs/adapters/sqlite/worker-sql-client.js';
import {
  projectTimeline,
  rebuildTimeline,
  TIMELINE_READER,
} from '../../libs/timelines/timeline-projection.js';

const SPAN = { source: 'chaoxing', account: '20231', from: null, to: null };

describe('rebuilding the timelines', () => {
  let folder: string;
  let ledger: ActivityLedger & { close(): Promise<void> };
  let views: WorkerSqlClient;
  let checkpoints: SqliteCheckpoints;
  let index: SqliteTimelineIndex;
  const rebuild = () => rebuildTimeline(ledger, index, checkpoints);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-rebuild-'));
    ledger = await openSqliteLedger(join(folder, 'ledger.db'));
    views = await WorkerSqlClient.open({ file: join(folder, 'views.db'), synchronous: 'NORMAL' });
    checkpoints = await SqliteCheckpoints.open(views);
    index = await SqliteTimelineIndex.open(views);
    await ledger.append(
      Array.from({ length: 300 }, (_, n) => heartbeat(n)),
      Date.UTC(2026, 2, 3),
    );
    await ledger.seal({ upTo: 150, minEvents: 1, receivedBefore: 0 });
  });
  afterEach(async () => {
    await ledger.close();
    await views.close();
    rmSync(folder, { recursive: true });
  });

  it('given a projection that is behind, then it catches up and finds no difference', async () => {
    const page = await ledger.readFrom(0, 100);
    await projectTimeline(index)(page.events, page.next);
    expect(await rebuild()).toEqual({ rows: 300, differences: 0 });
    expect(await checkpoints.load(TIMELINE_READER)).toBe(await ledger.head());
  });

  it('given a damaged index, then it counts the differences and puts them right', async () => {
    await rebuild();
    const right = await index.page([SPAN], {}, undefined, 500);
    await views.write([
      { sql: 'DELETE FROM timeline_rows WHERE position = ?', params: [right[0]?.position ?? 0] },
      {
        sql: 'UPDATE timeline_rows SET offering = NULL WHERE position = ?',
        params: [right[1]?.position ?? 0],
      },
    ]);
    expect(await rebuild()).toEqual({ rows: 300, differences: 2 });
    expect(await index.page([SPAN], {}, undefined, 500)).toEqual(right);
    expect(await rebuild()).toEqual({ rows: 300, differences: 0 });
  });
});
