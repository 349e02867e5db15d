import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../../libs/platform/settings.js';
import { Api } from '../../../test/support/api.js';
import { TemporaryFolders } from '../../../test/support/temporary-folder.js';
import { startServer, type Server } from '../../probity/serving/start-server.js';

const POLICIES = '/api/v1/policies';

describe('policies over HTTP', () => {
  const folders = new TemporaryFolders();
  const folder = folders.make();
  const start = (env: Record<string, string> = {}) =>
    startServer(
      readSettings(
        { PROBITY_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ...env },
        { dev: true },
      ),
      ['gateway', 'detection'],
    );
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => {
    await server.close();
    folders.removeAll();
  });
  const as = (who: string) => new Api(server.url, `dev:${who}`);
  const guarded = (guard: string) => ({ status: 422, body: { code: 'guard', guard } });
  const inForce = async () => {
    const { body } = await as('auditor:shen').get<{ items: { version: string; state: string }[] }>(
      POLICIES,
    );
    return body.items.filter(({ state }) => state === 'in_force').map(({ version }) => version);
  };

  it('given an admin, when a version is drafted, then it stands with its defaults filled in', async () => {
    const body = { thresholds: { course_brushing: 0.8 } };
    const put = await as('admin:an').put(`${POLICIES}/s-1`, body);
    expect(put).toMatchObject({
      status: 200,
      body: {
        ...{ version: 's-1', state: 'draft' },
        policy: { thresholds: { course_brushing: 0.8, content_leak: 0.9 } },
        history: [{ type: 'PolicyDrafted', by: 'an' }],
      },
    });
    expect(await as('auditor:shen').get(`${POLICIES}/s-1`)).toEqual(
      expect.objectContaining({ status: 200, body: put.body }),
    );
    expect(await as('auditor:shen').get(`${POLICIES}/none`)).toMatchObject({ status: 404 });
  });

  it('given another role, then it may not', async () => {
    for (const who of ['officer:li', 'auditor:shen', 'operator:op', 'vendor:chaoxing'])
      for (const call of [
        as(who).put(`${POLICIES}/s-2`, {}),
        as(who).post(`${POLICIES}/s-1/trial`),
        as(who).post(`${POLICIES}/s-1/activate`),
      ])
        expect(await call).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await as('vendor:chaoxing').get(POLICIES)).toMatchObject({ status: 403 });
  });

  it.each([
    ['no policy', [1], 400, ''],
    [
      'an impossible threshold',
      { thresholds: { course_brushing: 2 } },
      400,
      '/thresholds/course_brushing',
    ],
    ['a member nobody reads', { tresholds: {} }, 400, '/tresholds'],
    ['an unknown detector', { detectors: { 'no-such': {} } }, 400, '/detectors/no-such'],
    ['another version than the address', { version: 's-3' }, 400, '/version'],
    ['fewer days than the law gives', { limits: { appealDays: 9 } }, 422, '/limits/appealDays'],
  ])(
    'given %s, when drafted, then the refusal names the place',
    async (_, body, status, pointer) => {
      const answer = await as('admin:an').put<{ article?: string }>(`${POLICIES}/s-2`, body);
      expect(answer).toMatchObject({ status, body: { pointer } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      if (status === 422)
        expect(answer.body).toMatchObject({ guard: 'DeadlineFloor', article: 'moe-41#60' });
    },
  );

  it('given a draft, when put in force, then first a trial and then a second admin', async () => {
    const activate = (who: string) => as(who).post(`${POLICIES}/s-1/activate`);
    expect(await activate('admin:bo')).toMatchObject(guarded('NotOnTrial'));
    expect(await as('admin:an').post(`${POLICIES}/s-1/trial`)).toMatchObject({
      status: 200,
      body: { state: 'trial' },
    });
    expect(await as('admin:an').put(`${POLICIES}/s-1`, {})).toMatchObject(
      guarded('PolicyVersionReused'),
    );
    expect(await activate('admin:an')).toMatchObject(guarded('SecondAdminNeeded'));
    expect(await inForce()).toEqual(['default-1']);
    expect(await activate('admin:bo')).toMatchObject({ status: 200, body: { state: 'in_force' } });
    expect(await activate('admin:bo')).toMatchObject(guarded('AlreadyInForce'));
    expect(await inForce()).toEqual(['s-1']);
    expect(await as('admin:bo').post(`${POLICIES}/none/activate`)).toMatchObject({ status: 404 });
  });

  it('given an idempotency key, when repeated, then the first answer; another body is refused', async () => {
    const draft = (body: object) =>
      as('admin:an').call(`${POLICIES}/s-4`, {
        ...{ method: 'PUT', body },
        headers: { 'idempotency-key': 'k-1' },
      });
    expect(await draft({ groups: { time: 2 } })).toMatchObject({ status: 200 });
    expect(await draft({ groups: { time: 2 } })).toMatchObject({
      status: 200,
      body: { history: [{ type: 'PolicyDrafted' }] },
    });
    expect(await draft({ groups: { time: 3 } })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  it('given a restart, then what admins put in force is in force', async () => {
    await server.close();
    server = await start();
    expect(await inForce()).toEqual(['s-1']);
  });
});
