import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../libs/platform/settings.js';
import { WorkRegistry } from '../../libs/platform/work-registry.js';
import { startServer, type Server } from '../probity/serving/start-server.js';
import { DetectionWorker } from './detection-worker.js';

const HOUR = 3_600_000;
const NOW = Date.now();
const iso = (ms: number) => new Date(ms).toISOString();
const beat = (id: string, time: string, more: object = {}, type = 'video.heartbeat') => ({
  ...{ specversion: '1.0', source: 'odd', id, subject: 'a', time, type: `probity.${type}.v1` },
  data: { offering: 'CS', activity: 'v', session: 's', positionSec: 5, ...more },
});

/** Two good events, and one of each kind that no learner makes. */
const FEED = [
  beat('ok-1', iso(NOW - HOUR), { client: { ip: '203.0.113.7', deviceId: 'd' } }),
  { ...beat('ok-2', iso(NOW - HOUR)), recordedtime: iso(NOW - HOUR + 120_000) },
  beat('year-1', '0001-01-01T00:00:00Z'),
  beat('year-9999', '9999-12-31T23:59:59Z'),
  beat('tomorrow', iso(NOW + 24 * HOUR)),
  beat('last-year', iso(NOW - 300 * 24 * HOUR)),
  beat('length', iso(NOW - HOUR), { lengthSec: 1e9 }),
  beat('position', iso(NOW - HOUR), { positionSec: 1e9 }),
  beat('strange', iso(NOW - HOUR), {}, 'video.smelled'),
  beat('negative', iso(NOW - HOUR), { positionSec: -1 }),
  beat('not-a-number', iso(NOW - HOUR), { positionSec: 'NaN' }),
  beat('nothing', iso(NOW - HOUR), { positionSec: null }),
  beat('empty', iso(NOW - HOUR), { offering: '' }),
];

describe('the quality of feeds, over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-feeds-'));
  let server: Server;
  beforeAll(async () => {
    const settings = { PROBITY_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' };
    server = await startServer(readSettings(settings, { dev: true }), ['gateway', 'detection']);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const send = async (events: readonly object[], source = 'odd') => {
    const headers = {
      authorization: `Bearer dev:vendor:${source}`,
      'content-type': 'application/cloudevents-batch+json',
    };
    const body = JSON.stringify(events);
    const answer = await fetch(`${server.url}/api/v1/events`, { method: 'POST', headers, body });
    return (await answer.json()) as unknown;
  };
  const quality = async (role: string, query = '') => {
    const headers = { authorization: `Bearer dev:${role}` };
    const answer = await fetch(`${server.url}/api/v1/feed-quality${query}`, { headers });
    return { status: answer.status, body: (await answer.json()) as { items: object[] } };
  };
  const idle = async () => {
    const worker = server.app.get(WorkRegistry).workers.find(({ name }) => name === 'detection');
    while ((await worker?.lag()) !== 0) await new Promise((resolve) => setImmediate(resolve));
  };

  it('given a feed of nonsense, then each kind is counted, and what was refused too', async () => {
    expect(await send(FEED)).toMatchObject({ accepted: 9 });
    expect(await send(FEED.slice(0, 2))).toMatchObject({ duplicates: 2 });
    expect(await send([{ ...FEED[0], time: iso(NOW) }])).toMatchObject({ accepted: 0 });
    await idle();
    const { body } = await quality('vendor:odd');
    expect(body.items).toMatchObject([
      {
        ...{ source: 'odd', completeUntil: null, lastEventAt: iso(NOW - HOUR + 120_000) },
        ...{ duplicates: 2, rejected: { invalid_data: 4, conflict: 1 } },
        weeks: [
          {
            ...{ events: 9, unmapped: 1, future: 1, farPast: 1, absurd: 2, implausible: 2 },
            ...{ withoutDevice: 8, withoutAddress: 8 },
            lag: { half: 6 * 3600, boundsSec: expect.any(Array) },
            clockSkew: { half: 300, counts: [0, 0, 0, 0, 0, 0, 1, 0, 0] },
          },
        ],
      },
    ]);
  });

  it('given a declaration, then it shows; a vendor sees its own only, a student nothing', async () => {
    const until = iso(NOW - 2 * HOUR);
    const type = 'probity.feed.completed.v1';
    const done = { specversion: '1.0', source: 'fine', id: 'c', type, time: iso(NOW - HOUR) };
    await send([{ ...done, data: { until } }], 'fine');
    await idle();
    const own = await quality('vendor:fine', '?source=odd');
    expect(own.body.items).toMatchObject([{ source: 'fine', completeUntil: until }]);
    expect((await quality('auditor:a')).body.items).toHaveLength(2);
    expect((await quality('officer:li', '?source=odd')).body.items).toHaveLength(1);
    expect((await quality('student:1')).status).toBe(403);
  });

  it('a rebuild counts the same', async () => {
    const before = (await quality('auditor:a')).body;
    await server.app.get(DetectionWorker).rebuild();
    expect((await quality('auditor:a')).body).toEqual(before);
  });
});
