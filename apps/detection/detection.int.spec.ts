import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../libs/platform/settings.js';
import { WorkRegistry } from '../../libs/platform/work-registry.js';
import { startServer, type Server } from '../probity/serving/start-server.js';
import { DetectionWorker } from './detection-worker.js';

/** Forty minutes in which three videos run at five times the clock, rate 1 declared. */
const heartbeats = Array.from({ length: 80 }, (_, n) =>
  ['v1', 'v2', 'v3'].map((video) => ({
    specversion: '1.0',
    id: `${video}-${n}`,
    source: 'chaoxing',
    type: 'probity.video.heartbeat.v1',
    subject: 'zw',
    time: new Date(Date.parse('2026-03-02T08:00:00+08:00') + n * 30_000).toISOString(),
    data: {
      offering: 'CS101',
      activity: video,
      session: `s-${video}`,
      positionSec: n * 150,
      lengthSec: 12_000,
      rate: 1,
      intervalSec: 30,
      client: { ip: '203.0.113.7', deviceId: 'd-1' },
    },
  })),
).flat();

const ROSTER = {
  students: [
    {
      id: '2026001',
      name: '张伟',
      accounts: [{ source: 'chaoxing', account: 'zw', from: null, to: null }],
    },
  ],
  people: [{ id: 'ma', name: '马', roles: ['officer'], college: 'MA' }],
  offerings: [{ id: 'CS101', course: 'CS101', college: 'CS' }],
  enrolments: [
    { student: '2026001', offering: 'CS101', status: 'active', at: '2026-02-20T00:00:00+08:00' },
  ],
};

interface Signal {
  readonly id: string;
  readonly student: string;
}

describe('signals over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-detection-'));
  const settings = (env: Record<string, string> = {}) =>
    readSettings(
      { PROBITY_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ...env },
      { dev: true },
    );
  let server: Server;
  beforeAll(async () => {
    server = await startServer(settings(), ['gateway', 'timeline', 'detection']);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const call = async (path: string, role: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer dev:${role}`, ...init.headers };
    const response = await fetch(server.url + path, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const send = (path: string, role: string, method: string, type: string, body: unknown) =>
    call(path, role, { method, headers: { 'content-type': type }, body: JSON.stringify(body) });
  const idle = async () => {
    const worker = server.app.get(WorkRegistry).workers.find(({ name }) => name === 'detection');
    while ((await worker?.lag()) !== 0) await new Promise((resolve) => setImmediate(resolve));
  };
  const signals = async (query = '', role = 'officer:li') =>
    (await call(`/api/v1/signals${query}`, role)).body['items'] as Signal[];

  it('events and a roster lead to a signal in the shape that was agreed on', async () => {
    const put = await send('/api/v1/roster', 'registrar:r', 'PUT', 'application/json', ROSTER);
    expect(put).toMatchObject({ status: 200, body: { rejected: [] } });
    const batch = 'application/cloudevents-batch+json';
    const taken = await send('/api/v1/events', 'vendor:chaoxing', 'POST', batch, heartbeats);
    expect(taken).toMatchObject({ status: 202, body: { accepted: 240 } });
    await idle();
    const [signal] = await signals('?student=2026001&violation=course_brushing&minScore=0.5');
    expect(signal).toMatchObject({ student: '2026001', offering: 'CS101', state: 'raised' });
    expect(Object.keys(signal ?? {})).toEqual(
      (
        'id detector detectorVersion policyVersion state revision student offering violation score ' +
        'events numbers reason innocent population baselines firstAt lastAt'
      ).split(' '),
    );
    expect(JSON.stringify(signal)).not.toContain('203.0.113.7');
  });

  it('a replay from the raw events says the same', async () => {
    const [signal] = await signals();
    const replayed = await call(`/api/v1/signals/${signal?.id}/replay`, 'auditor:a');
    expect(replayed).toMatchObject({ status: 200, body: { same: true } });
    expect(replayed.body['recomputed']).toEqual(replayed.body['signal']);
  });

  it('the timeline links to it', async () => {
    const [signal] = await signals();
    const timeline = await call('/api/v1/students/2026001/timeline', 'officer:li');
    const items = timeline.body['items'] as { readonly signals: readonly string[] }[];
    expect(items.filter((item) => item.signals.includes(signal?.id ?? '')).length).toBeGreaterThan(
      0,
    );
  });

  it('says no to who may not see it', async () => {
    expect(await call('/api/v1/signals', 'vendor:chaoxing')).toMatchObject({ status: 403 });
    expect(await signals('', 'officer:ma')).toEqual([]);
    const [signal] = await signals();
    expect(await call(`/api/v1/signals/${signal?.id}`, 'officer:ma')).toMatchObject({
      status: 404,
    });
    expect(await call('/api/v1/signals?violation=theft', 'officer:li')).toMatchObject({
      status: 400,
    });
  });

  it('a rebuild finds no difference, and a restart goes on where it was', async () => {
    const worker = server.app.get(DetectionWorker);
    expect(await worker.rebuild()).toMatchObject({
      events: 240,
      raised: 0,
      revised: 0,
      withdrawn: 0,
      baselines: 0,
    });
    const before = await signals();
    await server.close();
    server = await startServer(settings(), ['gateway', 'timeline', 'detection']);
    await idle();
    expect(await signals()).toEqual(before);
  });

  it('a policy below the legal floor stops the start by name', async () => {
    await server.close();
    const { writeFileSync } = await import('node:fs');
    const file = join(folder, 'policy.yaml');
    writeFileSync(file, 'version: short\nlimits:\n  appealDays: 5\n');
    await expect(
      startServer(settings({ PROBITY_POLICY: file }), ['gateway', 'detection']),
    ).rejects.toThrow(
      'PROBITY_POLICY names a policy that is refused: DeadlineFloor at /limits/appealDays',
    );
    server = await startServer(settings(), ['gateway', 'timeline', 'detection']);
  });
});
