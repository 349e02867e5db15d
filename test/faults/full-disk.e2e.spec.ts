import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { heartbeat } from '../../libs/activity/intake/testing/sample-events.js';
import type { Receipt } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { SmallDisk } from '../support/small-disk.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

const SIZE = 200;
const batchOf = (number: number) =>
  Array.from({ length: SIZE }, (_, at) =>
    heartbeat({ id: `e-${number}-${at}`, subject: `s-${at % 9}` }),
  );

// Where the kernel lets nobody mount, the ledger's own spec of a full disk has to do.
(SmallDisk.isPossible() ? describe : describe.skip)('a full disk', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  let disk: SmallDisk;
  let server: TestServer;
  const start = () => startServer({ dataDir, within: disk.within });
  const send = (number: number) =>
    server.api.as('dev:vendor:chaoxing').send<Receipt & { code?: string }>(batchOf(number));

  beforeAll(async () => {
    disk = await SmallDisk.mount(dataDir, '6m');
    server = await start();
  });
  afterAll(async () => {
    await server.stop();
    await disk.unmount();
    folders.removeAll();
  });

  it('given no room left, when events come, then it says so by name, and what was accepted stays', async () => {
    let number = 0;
    let answer = await send(number);
    while (answer.status === 202) {
      number += 1;
      answer = await send(number);
    }
    expect(number).toBeGreaterThan(0);
    expect(answer).toMatchObject({ status: 503, body: { code: 'disk_full' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const operator = server.api.as('dev:operator:ops');
    const { body } = await operator.get<{ stored: number }>('/api/v1/pipeline');
    expect(body.stored).toBe(number * SIZE);

    disk.resize('64m');
    expect(await send(number)).toMatchObject({ status: 202, body: { accepted: SIZE } });
    for (const known of [0, number - 1, number])
      expect(await send(known)).toMatchObject({ body: { accepted: 0, duplicates: SIZE } });

    await server.kill();
    server = await start();
    await server.idle();
    for (const known of [0, number - 1, number])
      expect(await send(known)).toMatchObject({ body: { accepted: 0, duplicates: SIZE } });
    expect(await server.api.get('/readyz')).toMatchObject({ status: 200 });
  });
});
