import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import Database from '../../libs/adapters/sqlite/driver.js';
import { join } from 'node:path';
import { simulate } from '../simulator/simulate.js';
import { probity } from '../support/command-line.js';
import { loadRoster, sendAll } from '../support/feed.js';
import { startServer } from '../support/server.js';
import { EVENTS, ROSTER } from '../support/small-class.js';
import { standingOf, type Standing } from '../support/standing.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

// Many starts and a semester each: on a busy machine more than the usual minute.
jest.setTimeout(180_000);

const { roster, events: drawn } = simulate({ students: 40, weeks: 2, seed: 7 });
const events = [...drawn];
const PARTS = ['timeline', 'detection', 'cases'] as const;

describe('probity rebuild', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  let before: Standing;
  const rebuild = (part: string) => probity(['rebuild', part], { PROBITY_DATA_DIR: dataDir });
  /** What must not happen, done to a read side that nobody holds. */
  const spoil = (sql: string): number => {
    const database = new Database(join(dataDir, 'views.db'));
    try {
      return database.prepare(sql).run().changes;
    } finally {
      database.close();
    }
  };

  beforeAll(async () => {
    const server = await startServer({ dataDir });
    await sendAll(server.api, events.slice(0, events.length / 2));
    await loadRoster(server.api, roster);
    await sendAll(server.api, events.slice(events.length / 2));
    await server.idle();
    before = await standingOf(server.api);
    const held = await rebuild('cases');
    expect(held.code).toBe(1);
    expect(held.stderr).toContain('in use by another process');
    await server.stop();
    expect(before.flags.length).toBeGreaterThan(0);
  });
  afterAll(() => {
    folders.removeAll();
  });

  it.each(PARTS)('given a run, when %s is rebuilt, then no difference is found', async (part) => {
    const { code, stdout, stderr } = await rebuild(part);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^${part}: [1-9]\\d* .*no difference`));
  });

  it('given read sides that are not what the logs say, when rebuilt, then it is told and mended', async () => {
    const spoilt = {
      cases: spoil("UPDATE cases SET status = 'dismissed' WHERE id LIKE '%-000001'"),
      timeline: spoil('DELETE FROM timeline_rows WHERE position % 97 = 0'),
    };
    for (const [part, rows] of Object.entries(spoilt)) {
      expect([part, rows > 0]).toEqual([part, true]);
      expect(await rebuild(part)).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/[1-9]\d* differences, mended/),
      });
      expect(await rebuild(part)).toMatchObject({ code: 0 });
    }
  });

  it('given it all, when served again, then the same signals and flags stand', async () => {
    const server = await startServer({ dataDir });
    await server.idle();
    expect(await standingOf(server.api)).toEqual(before);
    await server.stop();
  });

  it('given events that detection passed over, when rebuilt, then what they show is raised', async () => {
    const gateway = await startServer({ dataDir, service: 'gateway' });
    await loadRoster(gateway.api, ROSTER);
    await sendAll(gateway.api, EVENTS);
    await gateway.stop();
    expect(spoil('UPDATE detection_progress SET ledger = ledger + 1000000')).toBe(1);
    expect(await rebuild('detection')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/[1-9]\d* differences, mended/),
    });
    expect(await rebuild('detection')).toMatchObject({ code: 0 });
  });
});
