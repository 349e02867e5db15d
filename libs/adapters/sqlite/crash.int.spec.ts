import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { START } from '../../event-sourcing/recorded-event.js';
import { DataFolderInUse } from './data-folder.js';
import { openEmbeddedStores } from './embedded.js';
import { inFolder } from './testing/temporary-folder.js';

const SCRIPT = fileURLToPath(new URL('./testing/append-forever.js', import.meta.url));

/** Lets a process append until `lines` acknowledgements came, calls `meanwhile`, kills it. */
const killedAfter = async (folder: string, lines: number, meanwhile: () => Promise<void>) => {
  const child = spawn(process.execPath, [SCRIPT, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length !== lines) continue;
    await meanwhile();
    child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return acknowledged;
};

describe('a crash (kill -9)', () => {
  it(
    'given acknowledged appends, when killed and reopened, then each is there, whole and once',
    inFolder(async (folder) => {
      const acknowledged = await killedAfter(folder, 500, async () => {
        await expect(openEmbeddedStores(folder)).rejects.toThrow(DataFolderInUse);
      });
      expect(acknowledged.length).toBeGreaterThanOrEqual(500);

      const stores = await openEmbeddedStores(folder);
      const { events } = await stores.eventStore.readAll({ after: START, limit: 1_000_000 });
      await stores.close();
      const found = new Map(events.map(({ id, stream, version }) => [id, { stream, version }]));
      expect(found.size).toBe(events.length);
      for (const line of acknowledged) {
        const [stream, version, first, second] = line.split(' ');
        expect(found.get(first!)).toEqual({ stream, version: Number(version) - 1 });
        expect(found.get(second!)).toEqual({ stream, version: Number(version) });
      }
      // Appends of two: half of one would be an odd number.
      for (let writer = 0; writer < 16; writer += 1) {
        const own = events.filter(({ stream }) => stream === `writer-${writer}`);
        expect(own.length % 2).toBe(0);
        expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1));
      }
    }),
  );
});
