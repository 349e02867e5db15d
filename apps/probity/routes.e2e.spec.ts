import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../test/support/server.js';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly required: boolean }[];
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, object>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: object }>> };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const OPEN = ['/healthz', '/readyz', '/.well-known/probity-keys.json'];

describe('every route', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server.stop();
  });

  it('given no token, when any documented route is called, then 401 except where it is open', async () => {
    const nobody = server.api.as(undefined);
    const { paths } = (await nobody.get<OpenApi>('/api/openapi.json')).body;
    expect(Object.keys(paths)).toEqual(expect.arrayContaining([...OPEN, '/api/v1/events']));
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods)) {
        const address = path.replace(/\{\w+\}/g, 'x');
        const { status } = await nobody.call(address, { method: method.toUpperCase() });
        expect(`${method} ${path} ${status}`).toBe(
          `${method} ${path} ${OPEN.includes(path) ? 200 : 401}`,
        );
      }
  });

  it('given the document, then every route says who may call, what it takes and how it refuses', async () => {
    const { paths } = (await server.api.get<OpenApi>('/api/openapi.json')).body;
    const problem = { content: { 'application/problem+json': { schema: expect.anything() } } };
    for (const [path, methods] of Object.entries(paths))
      for (const { security, responses } of Object.values(methods)) {
        expect(security.length === 0).toBe(OPEN.includes(path));
        expect(responses['default']).toMatchObject(problem);
      }
    const bodyOf = (path: string, method: string) =>
      JSON.stringify(Object.values(paths[path]?.[method]?.requestBody?.content ?? {}));
    expect(bodyOf('/api/v1/events', 'post')).toContain('probity.video.heartbeat.v1');
    expect(bodyOf('/api/v1/roster', 'put')).toContain('"enrolments"');
    expect(bodyOf('/api/v1/cases/{id}/commands/{command}', 'post')).toContain('"exculpatory"');
    expect(bodyOf('/api/v1/cases/{case}/attachments', 'post')).toContain('"binary"');
    expect(paths['/api/v1/events']?.['post']?.security).toEqual([{ bearer: [] }, { basic: [] }]);
  });

  it('given the document, then a route that takes an Idempotency-Key does without it too', async () => {
    const { paths } = (await server.api.get<OpenApi>('/api/openapi.json')).body;
    const taking = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ parameters = [] }) => {
        const keys = parameters.filter(({ name }) => name.toLowerCase() === 'idempotency-key');
        return keys.length === 0 ? [] : [{ path, keys }];
      }),
    );
    expect(taking.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/api/v1/cases/{id}/commands/{command}',
        '/api/v1/cases/{case}/attachments',
        '/api/v1/case-batches',
        '/api/v1/policies/{version}/activate',
      ]),
    );
    for (const { path, keys } of taking)
      expect([path, keys.map(({ required }) => required)]).toEqual([path, [false]]);
  });

  it('given routes of later versions, when called, then they do not exist', async () => {
    for (const path of ['/xapi/statements', '/caliper', '/api/v1/imports/xapi'])
      expect(await server.api.post(path, {})).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });
});
