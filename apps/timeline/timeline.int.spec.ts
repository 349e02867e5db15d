import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IncomingEvent } from '../../libs/activity/activity-ledger.js';
import { openEmbeddedStores } from '../../libs/adapters/sqlite/embedded.js';
import { openSqliteLedger } from '../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { SqliteTimelineIndex } from '../../libs/adapters/sqlite/timeline-index.js';
import { eventKey, type SignalLink, type SignalLinks } from '../../libs/detection/signal-links.js';
import { createApp } from '../../libs/platform/app.js';
import type { KeyRing } from '../../libs/platform/auth/key-ring.js';
import { SoleOwnership } from '../../libs/event-sourcing/ownership.js';
import { readSettings } from '../../libs/platform/settings.js';
import {
  CHECKPOINTS,
  DEAD_LETTERS,
  EVENT_STORE,
  OWNERSHIP,
  KEY_RING,
  LEDGER,
  SIGNAL_LINKS,
  TIMELINE_INDEX,
  VAULT,
} from '../../libs/platform/tokens.js';
import { WorkRegistry } from '../../libs/platform/work-registry.js';
import { RosterController } from '../gateway/roster/roster.controller.js';
import { RosterModule } from '../probity/roster.module.js';
import type { LinkedEntry } from './timeline.controller.js';
import { TimelineModule } from './timeline.module.js';

const nobody: KeyRing = { sourceOf: () => undefined };
const signal: SignalLink = {
  id: 'signal-1',
  detector: 'credited-time',
  violation: 'course_brushing',
  score: 0.9,
  state: 'raised',
};
const links: SignalLinks = {
  linksOf: async (events) =>
    new Map(events.filter(({ id }) => id === 'cx-2').map((ref) => [eventKey(ref), [signal]])),
};

/** What the composition root binds, on the same engines. */
const enginesIn = async (folder: string) => {
  const stores = await openEmbeddedStores(folder);
  const ledger = await openSqliteLedger(join(folder, 'ledger.db'));
  const providers = [
    { provide: LEDGER, useValue: ledger },
    { provide: EVENT_STORE, useValue: stores.eventStore },
    { provide: VAULT, useValue: stores.vault },
    { provide: CHECKPOINTS, useValue: stores.checkpoints },
    { provide: OWNERSHIP, useValue: (_: string, count: number) => new SoleOwnership(count) },
    { provide: DEAD_LETTERS, useValue: stores.deadLetters },
    { provide: TIMELINE_INDEX, useValue: await SqliteTimelineIndex.open(stores.views) },
    { provide: KEY_RING, useValue: nobody },
    { provide: SIGNAL_LINKS, useValue: links },
  ];
  class Engines {}
  Module({ providers, exports: providers })(Engines);
  Global()(Engines);
  return { stores, ledger, module: Engines };
};

@Module({ controllers: [RosterController] })
class RosterRoute {}

const viewed = (
  source: string,
  account: string,
  id: string,
  time: string,
  offering = 'CS101',
): IncomingEvent => {
  const type = 'probity.content.viewed.v1';
  const data = { offering, activity: 'ch-3', session: 's-1' };
  const envelope = { specversion: '1.0', id, source, type, subject: account, time, data };
  const raw = Buffer.from(JSON.stringify(envelope));
  return { source, id, account, time: Date.parse(time), type, mode: 'structured', raw };
};

const account = (source: string, name: string) => ({ source, account: name, from: null, to: null });

describe('roster and timelines over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-timeline-'));
  let app: NestFastifyApplication;
  let engines: Awaited<ReturnType<typeof enginesIn>>;
  let url: string;

  const start = async () => {
    engines = await enginesIn(folder);
    const env = { PROBITY_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' };
    const modules = [engines.module, RosterModule, RosterRoute, TimelineModule];
    app = await createApp(modules, readSettings(env, { dev: true }));
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  };
  const stop = async () => {
    await app.close();
    await engines.ledger.close();
    await engines.stores.close();
  };
  beforeAll(start);
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });

  const call = async (path: string, role = 'auditor:ann', init: RequestInit = {}) => {
    const headers = { authorization: `Bearer dev:${role}`, ...init.headers };
    const response = await fetch(url + path, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const put = (roster: object | Buffer, headers: Record<string, string> = {}) =>
    call('/api/v1/roster', 'registrar:reg', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.isBuffer(roster) ? new Uint8Array(roster) : JSON.stringify(roster),
    });
  const timeline = async (student: string, query = '', role?: string) => {
    const { status, body } = await call(`/api/v1/students/${student}/timeline${query}`, role);
    expect(status).toBe(200);
    return body as unknown as { items: LinkedEntry[]; next?: string };
  };
  const shown = async (student: string, query = '', role?: string) =>
    (await timeline(student, query, role)).items.map(({ id }) => id);
  const send = async (...events: IncomingEvent[]) => {
    await engines.ledger.append(events, Date.UTC(2026, 10, 1));
    const [worker] = app.get(WorkRegistry).workers;
    while ((await worker?.lag()) !== 0) await new Promise((resolve) => setImmediate(resolve));
  };

  it('answers counts and rejected rows, and the next read knows the good ones', async () => {
    const students = [
      { id: 'A', name: '张伟', college: 'CS', accounts: [account('chaoxing', 'zw')] },
      { id: 'bad', accounts: [{ source: 'chaoxing' }] },
      { id: 'B', name: '李娜', college: 'MA', accounts: [account('chaoxing', 'ln')] },
    ];
    const people = [{ id: 'li', name: '李', roles: ['officer'], college: 'MA' }];
    const { status, body } = await put({ students, people, studnets: [] });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      upserted: { students: 2, people: 1 },
      rejected: [
        { pointer: '/studnets', code: 'unknown_table' },
        { pointer: '/students/1/accounts/0/account', code: 'missing' },
      ],
    });
    expect(await shown('A')).toEqual([]);
  });

  it('takes gzip, and says no to what is no object of tables', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    const body = gzipSync(JSON.stringify({ offerings: [{ id: 'CS101', college: 'CS' }] }));
    expect(await put(body, gzip)).toMatchObject({ status: 200 });
    expect(await put(Buffer.from('{"students":'))).toMatchObject({ status: 400 });
    expect(await put([])).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(await put({}, { 'content-encoding': 'br' })).toMatchObject({ status: 415 });
    const teacher = { method: 'PUT', body: '{}' };
    expect(await call('/api/v1/roster', 'teacher:t-1', teacher)).toMatchObject({ status: 403 });
  });

  it('concurrent loads of one new student end in one subject', async () => {
    const enrolment = (offering: string) => ({
      enrolments: [{ student: 'C', offering, status: 'active', at: '2026-02-20T00:00:00+08:00' }],
    });
    const offerings = ['o1', 'o2', 'o3', 'o4'];
    const answers = await Promise.all(offerings.map((offering) => put(enrolment(offering))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const recorded = await engines.stores.eventStore.readStream('roster');
    const rows = recorded
      .filter(({ type }) => type === 'EnrolmentsUpserted')
      .flatMap(({ data }) => (data as { rows: { subject: string }[] }).rows);
    expect(new Set(rows.map(({ subject }) => subject)).size).toBe(1);
    expect(rows).toHaveLength(4);
  });

  it('shows events of an account that nobody owned when they came', async () => {
    await send(
      viewed('chaoxing', 'zw', 'cx-1', '2026-03-02T08:00:00+08:00'),
      viewed('yuketang', 'wei', 'yk-1', '2026-03-02T09:00:00+08:00', 'MA200'),
      viewed('chaoxing', 'zw', 'cx-2', '2026-03-02T10:00:00.5+08:00'),
    );
    expect(await shown('A')).toEqual(['cx-2', 'cx-1']);
    await put({
      students: [{ id: 'A', accounts: [account('chaoxing', 'zw'), account('yuketang', 'wei')] }],
    });
    const { items } = await timeline('A');
    expect(items.map(({ id }) => id)).toEqual(['cx-2', 'yk-1', 'cx-1']);
    expect(items[0]).toMatchObject({
      source: 'chaoxing',
      time: '2026-03-02T10:00:00.5+08:00',
      receivedAt: '2026-11-01T00:00:00.000Z',
      offering: 'CS101',
      activity: 'ch-3',
      session: 's-1',
      data: { offering: 'CS101' },
      signals: ['signal-1'],
      attribution: 'student',
    });
  });

  it('filters by offering, types and time', async () => {
    expect(await shown('A', '?offering=MA200')).toEqual(['yk-1']);
    expect(await shown('A', '?types=other,probity.content.viewed.v1&limit=1')).toEqual(['cx-2']);
    expect(await shown('A', '?types=content.viewed&limit=1')).toEqual(['cx-2']);
    expect(await shown('A', '?types=other')).toEqual([]);
    const range = '?from=2026-03-02T08:00:00%2B08:00&to=2026-03-02T09:00:00+08:00';
    expect(await shown('A', range)).toEqual(['cx-1']);
    const bad = await call('/api/v1/students/A/timeline?from=monday');
    expect(bad).toMatchObject({ status: 400, body: { pointer: '/from' } });
    const foreign = await call('/api/v1/students/A/timeline?cursor=e30');
    expect(foreign).toMatchObject({ status: 400, body: { pointer: '/cursor' } });
    expect(await call('/api/v1/students/A/timeline?limit=501')).toMatchObject({ status: 400 });
  });

  it('pages without a gap or a repeat while new events arrive', async () => {
    const first = await timeline('A', '?limit=2');
    expect(first.items.map(({ id }) => id)).toEqual(['cx-2', 'yk-1']);
    await send(viewed('chaoxing', 'zw', 'cx-3', '2026-03-03T08:00:00+08:00'));
    const second = await timeline('A', `?limit=2&cursor=${first.next}`);
    expect(second.items.map(({ id }) => id)).toEqual(['cx-1']);
    expect(second.next).toBeUndefined();
    expect(await shown('A', '?limit=1')).toEqual(['cx-3']);
  });

  it('a corrected mapping moves past events, a double claim shows them as a conflict', async () => {
    const wei = account('yuketang', 'wei');
    await put({ students: [{ id: 'B', accounts: [account('chaoxing', 'ln'), wei] }] });
    for (const student of ['A', 'B']) {
      const { items } = await timeline(student, '?offering=MA200');
      expect(items).toMatchObject([{ id: 'yk-1', attribution: 'conflict' }]);
    }
    await put({ students: [{ id: 'A', accounts: [account('chaoxing', 'zw')] }] });
    expect(await shown('A')).toEqual(['cx-3', 'cx-2', 'cx-1']);
    expect((await timeline('B')).items).toMatchObject([{ id: 'yk-1', attribution: 'student' }]);
  });

  it('keeps to who may see a timeline', async () => {
    const path = '/api/v1/students/A/timeline';
    const status = async (role: string, at = path) => (await call(at, role)).status;
    expect(await status('student:A')).toBe(200);
    expect(await status('student:B')).toBe(404);
    expect(await status('officer:somebody')).toBe(200);
    expect(await status('officer:li')).toBe(404);
    expect(await status('officer:li', '/api/v1/students/B/timeline')).toBe(200);
    expect(await status('teacher:t-17')).toBe(404);
    expect(await status('vendor:chaoxing')).toBe(403);
    expect(await status('admin:root')).toBe(403);
    expect(await status('auditor:ann', '/api/v1/students/Z/timeline')).toBe(404);
  });

  it('does not tell a student of signals', async () => {
    const { items } = await timeline('A', '', 'student:A');
    expect(items.map(({ signals }) => signals)).toEqual([[], [], []]);
  });

  it('knows the same roster and timelines after a restart', async () => {
    await stop();
    await start();
    expect(await shown('B', '', 'officer:li')).toEqual(['yk-1']);
    expect(await put({ offerings: [{ id: 'CS101', college: 'CS' }] })).toMatchObject({
      body: { upserted: { offerings: 1 } },
    });
    const offerings = (await engines.stores.eventStore.readStream('roster')).filter(
      ({ type }) => type === 'OfferingsUpserted',
    );
    expect(offerings).toHaveLength(1);
  });
});
