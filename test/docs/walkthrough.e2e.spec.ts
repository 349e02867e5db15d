import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { simulate } from '../simulator/simulate.js';
import { startServer, type TestServer } from '../support/server.js';

const text = readFileSync(join(import.meta.dirname, '../../../docs/walkthrough.md'), 'utf8');
const [walk = ''] = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]);

describe('the walkthrough', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    const { roster, events } = simulate({ students: 80, weeks: 2, seed: 7 });
    await server.api.put('/api/v1/roster', roster);
    const bySource = new Map<string, unknown[]>();
    for (const event of events) {
      const sent = bySource.get(event.source) ?? [];
      sent.push(event);
      bySource.set(event.source, sent);
    }
    for (const [source, sent] of bySource)
      for (let at = 0; at < sent.length; at += 500)
        await server.api.as(`dev:vendor:${source}`).send(sent.slice(at, at + 500));
    await server.idle();
  }, 300_000);
  afterAll(() => server.stop());

  it('given a flagged case, when its commands are pasted into a shell, then the case is executed', async () => {
    const env = { ...process.env, URL: server.url };
    const { stdout } = await promisify(execFile)('bash', ['-c', walk], { env });
    expect(stdout.trim()).toMatch(/executed$/);
  });
});
