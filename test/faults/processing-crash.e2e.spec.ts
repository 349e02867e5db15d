import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simulate } from '../simulator/simulate.js';
import type { Api } from '../support/api.js';
import { batchesOf, listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { standingOf, type Standing } from '../support/standing.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

// Many starts and a semester each: on a busy machine more than the usual minute.
jest.setTimeout(180_000);

const { roster, events: drawn } = simulate({ students: 60, weeks: 2, seed: 7 });
const events = [...drawn];
const distinct = new Set(events.map(({ source, id }) => `${source} ${id}`)).size;

interface Pipeline {
  readonly stored: number;
  readonly idle: boolean;
}

const pipelineOf = async (api: Api): Promise<Pipeline> =>
  (await api.as('dev:operator:ops').get<Pipeline>('/api/v1/pipeline')).body;

/** How often each case was flagged. */
const flaggings = async (api: Api): Promise<readonly number[]> => {
  const auditor = api.as('dev:auditor:shen');
  const counts: number[] = [];
  for (const { id } of await listAll<{ id: string }>(auditor, '/api/v1/cases')) {
    const { body } = await auditor.get<{ items: { type: string }[] }>(
      `/api/v1/cases/${id}/history`,
    );
    counts.push(body.items.filter(({ type }) => type === 'CaseFlagged').length);
  }
  return counts;
};

describe('kill -9 while events are being judged', () => {
  const folders = new TemporaryFolders();
  let server: TestServer;
  let undisturbed: Standing;
  let once: readonly number[];

  beforeAll(async () => {
    server = await startServer();
    await loadRoster(server.api, roster);
    await sendAll(server.api, events);
    await server.idle();
    undisturbed = await standingOf(server.api);
    once = undisturbed.flags.map(() => 1);
    await server.stop();
    expect(once.length).toBeGreaterThan(3);
  });
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('given a crash after every part of the semester, when it goes on, then nothing is lost or doubled', async () => {
    const dataDir = folders.make();
    const batches = batchesOf(events);
    let amidWork = 0;
    server = await startServer({ dataDir });
    await loadRoster(server.api, roster);
    for (let part = 0; part < 4; part += 1) {
      const [from, to] = [part, part + 1].map((at) => Math.floor((batches.length * at) / 4));
      await sendAll(server.api, batches.slice(from, to).flat());
      if (!(await pipelineOf(server.api)).idle) amidWork += 1;
      await server.kill();
      server = await startServer({ dataDir });
    }
    // Otherwise the crashes met a server that had nothing left to do.
    expect(amidWork).toBeGreaterThan(0);
    await server.idle();
    expect((await pipelineOf(server.api)).stored).toBe(distinct);
    expect(await standingOf(server.api)).toEqual(undisturbed);
    expect(await flaggings(server.api)).toEqual(once);
    await server.stop();
  });

  it('given a late roster that flags all cases at once, when killed over and over, then each is flagged once', async () => {
    const dataDir = folders.make();
    server = await startServer({ dataDir });
    await sendAll(server.api, events);
    await server.idle();
    await loadRoster(server.api, roster);
    let amidWork = 0;
    for (const enough of [0, 1, 3]) {
      const officer = server.api.as('dev:officer:li');
      while ((await listAll(officer, '/api/v1/cases')).length < enough);
      if (!(await pipelineOf(server.api)).idle) amidWork += 1;
      await server.kill();
      server = await startServer({ dataDir });
    }
    expect(amidWork).toBeGreaterThan(0);
    await server.idle();
    expect(await standingOf(server.api)).toEqual(undisturbed);
    expect(await flaggings(server.api)).toEqual(once);
  });
});
