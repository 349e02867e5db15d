import { afterEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIN, startServer } from '../../test/support/server.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One run of the command line, to its end. */
const probity = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { env: { ...process.env, ...env } },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

describe('probity serve', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'probity-serve-'));
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
  });

  it('given a wrong setting, when started, then it ends with 2 and a sentence that names it', async () => {
    const dir = folder();
    for (const [name, value] of [
      ['PORT', 'http'],
      ['PROBITY_PROFILE', 'cloud'],
      ['TZ_INSTALLATION', 'Xining'],
      ['OIDC_ISSUER', 'https://id.example'],
    ] as const) {
      const { code, stderr } = await probity(['serve'], { PROBITY_DATA_DIR: dir, [name]: value });
      expect(code).toBe(2);
      expect(stderr).toMatch(
        new RegExp(`^probity: ${name === 'OIDC_ISSUER' ? 'OIDC_AUDIENCE' : name} `),
      );
    }
    expect((await probity(['serve', '--dev'], { NODE_ENV: 'production' })).code).toBe(2);
    expect((await probity(['serve', 'kitchen'])).code).toBe(2);
    expect((await probity(['nonsense'])).code).toBe(2);
    expect((await probity(['--help'])).code).toBe(0);
  });

  it('given a folder that is held, when started again, then it is refused and the first goes on', async () => {
    const first = await startServer();
    const second = await probity(['serve', '--port', '0'], { PROBITY_DATA_DIR: first.dataDir });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('in use by another process');
    expect((await first.api.get('/readyz')).status).toBe(200);
    expect(await first.stop()).toBe(0);
  });

  it('given a port that is taken, when started, then it says so and lets the folder go', async () => {
    const first = await startServer();
    const env = { PROBITY_DATA_DIR: folder(), PORT: new URL(first.url).port };
    for (let time = 0; time < 2; time += 1) {
      const { code, stderr } = await probity(['serve', '--dev'], env);
      expect(code).toBe(1);
      expect(stderr).toContain(`PORT ${env.PORT}`);
    }
    await first.stop();
  });

  it('given a data folder that cannot be, when started, then the setting is named', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const { code, stderr } = await probity(['serve', '--port', '0'], { PROBITY_DATA_DIR: file });
    expect(code).toBe(2);
    expect(stderr).toContain('PROBITY_DATA_DIR');
  });

  it('given a damaged file, when started, then the file is named', async () => {
    const dataDir = folder();
    writeFileSync(
      join(dataDir, 'events.db'),
      'this is no database, and it is long enough to be read'.repeat(100),
    );
    const { code, stderr } = await probity(['serve', '--port', '0'], { PROBITY_DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(stderr).toContain('events.db');
  });

  it('given no --dev, when a local token is made, then it opens and dev ways are closed', async () => {
    const server = await startServer({ dev: false, env: { HOST: '127.0.0.1' } });
    const make = (...args: string[]) =>
      probity(['token', '--name', 'wang', ...args], { PROBITY_DATA_DIR: server.dataDir });
    const token = (await make('--role', 'operator', '--ttl', '5m')).stdout.trim();
    expect((await server.api.as(token).get('/api/v1/pipeline')).status).toBe(200);
    expect((await server.api.as('dev:operator:wang').get('/api/v1/pipeline')).status).toBe(401);
    expect((await server.api.as(token).get('/api/v1/dev/clock')).status).toBe(404);
    const vendor = (await make('--role', 'vendor')).stdout.trim();
    expect(await server.api.as(vendor).send([])).toMatchObject({
      status: 403,
      body: { code: 'source_not_registered' },
    });
    expect(statSync(join(server.dataDir, 'token.key')).mode & 0o777).toBe(0o600);
    expect((await make('--role', 'king')).code).toBe(2);
    for (const ttl of ['soon', '0h'])
      expect((await make('--role', 'officer', '--ttl', ttl)).code).toBe(2);
    expect(await server.stop()).toBe(0);
  });

  it('given a moved clock, when started again, then it stands where it went', async () => {
    const dataDir = folder();
    const first = await startServer({ dataDir });
    await first.api.post('/api/v1/dev/clock', { now: '2030-07-01T00:00:00+08:00' });
    await first.stop();
    const second = await startServer({ dataDir });
    const { body } = await second.api.get<{ now: string }>('/api/v1/dev/clock');
    expect(body.now).toMatch(/^2030-06-30T16:0/);
    await second.stop();
  });
});
