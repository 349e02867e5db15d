import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { loadRoster } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { ROSTER } from '../support/small-class.js';

const text = readFileSync(join(import.meta.dirname, '../../../docs/registry.md'), 'utf8');
const block = (name: string): string =>
  new RegExp(`\`\`\`sh ${name}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';
const shell = async (script: string, env: Readonly<Record<string, string>>): Promise<string> =>
  (await promisify(execFile)('bash', ['-ec', script], { env: { ...process.env, ...env } })).stdout;

describe("the page for the registry's engineers", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    await loadRoster(server.api, ROSTER);
    await server.api.post('/api/v1/dev/clock', { now: '2027-01-01T00:00:00+08:00' });
  });
  afterAll(() => server.stop());

  it('given its commands, when they are pasted into a shell, then each is answered', async () => {
    const out = await shell(block('example'), { URL: server.url });
    expect(out).toContain('"secret":"whsec_');
    expect(out).toContain('"stated":1');
    expect(out).toContain('"differences":["missing_on_platform"]');
    expect(out).toContain('"guard":"BooksDiffer"');
    expect(out).toContain('"blocked":false');
  });

  it('given its signature by hand, then it is what the library says', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const [id, body] = ['2026-000123-2', '{"id":"2026-000123-2","kind":"替考"}'];
    const env = { ID: id, TIMESTAMP: '1790000000', BODY: body, SECRET: secret };
    const expected = new Webhook(secret).sign(id, new Date(1_790_000_000_000), body);
    expect(`v1,${(await shell(block('signature'), env)).trim()}`).toBe(expected);
  });
});
