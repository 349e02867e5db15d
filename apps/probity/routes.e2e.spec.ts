import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../test/support/server.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

const OPEN = ['/healthz', '/readyz'];

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

  it('given routes of later versions, when called, then they do not exist', async () => {
    for (const path of ['/xapi/statements', '/caliper', '/api/v1/imports/xapi'])
      expect(await server.api.post(path, {})).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });
});
