import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';

interface Due {
  readonly items: readonly {
    readonly student: string;
    readonly state: string;
    readonly due: string;
  }[];
}

const LEI = '2023010123';

describe('the schedule of retention, carried out by the clock, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-schedule-'));
  let server: CaseworkServer;

  const admin = (name = 'root') => server.as('admin', name);
  const due = async () => (await admin().get<Due>('/api/v1/retention/due')).body.items;
  const at = (now: string) => admin().post('/api/v1/dev/clock', { now });
  const facts = async () => (await server.store.readStream('retention')).map(({ type }) => type);

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await at('2026-03-02T09:00:00+08:00');
    const window = { from: '2026-02-20T00:00:00+08:00', to: '2026-07-01T00:00:00+08:00' };
    const offerings = [{ ...ROSTER.offerings[0], window }];
    await admin().put('/api/v1/roster', { ...ROSTER, offerings });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given the time is near, then it is reminded of; over, then proposed; each once', async () => {
    await at('2029-05-20T09:00:00+08:00');
    expect(await due()).toEqual([]);
    await at('2029-06-10T09:00:00+08:00');
    expect(await due()).toMatchObject([{ student: LEI, state: 'ending' }]);
    await at('2029-07-02T09:00:00+08:00');
    expect(await due()).toEqual([
      { student: LEI, state: 'proposed', due: '2029-07-01T00:00:00.000+08:00' },
    ]);
    await at('2029-07-03T09:00:00+08:00');
    expect(await facts()).toEqual(['RetentionEnding', 'ErasureProposed']);
    expect((await server.as('officer', 'li').get('/api/v1/retention/due')).status).toBe(403);
  });

  it('given it is proposed, then nothing is destroyed until one admin asks and another confirms', async () => {
    expect(
      (await server.as('auditor', 'aud').get(`/api/v1/students/${LEI}/timeline`)).status,
    ).not.toBe(403);
    const order = { student: LEI, basis: 'retention_ended', reference: '教务〔2029〕17号' };
    const asked = await admin().post<{ id: string; state: string }>('/api/v1/erasures', order);
    expect(asked).toMatchObject({ status: 201, body: { state: 'requested' } });
    await at('2029-07-04T09:00:00+08:00');
    expect(await due()).toEqual([]);
    const path = `/api/v1/erasures/${asked.body.id}`;
    expect((await admin().post<{ guard: string }>(`${path}/confirm`)).body.guard).toBe(
      'SecondAdminNeeded',
    );
    expect((await admin('hu').post(`${path}/confirm`)).status).toBe(202);
    await at('2029-07-05T09:00:00+08:00');
    await server.idle();
    expect((await admin().get<{ state: string }>(path)).body.state).toBe('done');
    const forgotten = (await server.store.readStream('roster')).filter(
      ({ type }) => type === 'StudentsForgotten',
    );
    expect(forgotten).toHaveLength(1);
  });
});
