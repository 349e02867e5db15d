import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heartbeat } from '../../libs/activity/intake/testing/sample-events.js';
import type { Api } from '../../test/support/api.js';
import { startServer } from '../../test/support/server.js';

interface Receipt {
  accepted: number;
  duplicates: number;
}

const BATCH = 50;
const batchOf = (number: number) =>
  Array.from({ length: BATCH }, (_, at) =>
    heartbeat({ id: `e-${number}-${at}`, subject: `s-${at % 7}` }),
  );

/** Sends batch after batch over a few connections until nobody answers; tells which were accepted. */
const stream = async (vendor: Api, onAccepted: (count: number) => void): Promise<number[]> => {
  const accepted: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const number = next++;
      const answer = await vendor.send<Receipt>(batchOf(number)).catch(() => undefined);
      if (answer?.status !== 202) return;
      accepted.push(number);
      onAccepted(accepted.length);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return accepted;
};

describe('a crash during intake', () => {
  let dataDir = '';
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('given kill -9 under load, twice, when started again, then all that was accepted is there, once', async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'probity-crash-'));
    for (const enough of [3, 30]) {
      const doomed = await startServer({ dataDir });
      let killed: Promise<void> | undefined;
      const accepted = await stream(doomed.api.as('dev:vendor:chaoxing'), (count) => {
        if (count >= enough) killed ??= doomed.kill();
      });
      await killed;
      expect(accepted.length).toBeGreaterThanOrEqual(enough);

      const revived = await startServer({ dataDir });
      const vendor = revived.api.as('dev:vendor:chaoxing');
      const pipeline = async () =>
        (await revived.api.get<{ stored: number; duplicates: number }>('/api/v1/pipeline')).body;
      const before = await pipeline();
      for (const number of accepted)
        expect((await vendor.send(batchOf(number))).body).toMatchObject({
          accepted: 0,
          duplicates: BATCH,
          rejected: [],
        });
      const after = await pipeline();
      expect(after.stored).toBe(before.stored);
      expect(after.duplicates - before.duplicates).toBe(accepted.length * BATCH);
      const last = `e-${String(accepted.at(-1))}-${BATCH - 1}`;
      const found = await revived.api.as('dev:officer:li').get(`/api/v1/events/chaoxing/${last}`);
      expect(found.status).toBe(200);
      await revived.stop();
    }
  });
});
