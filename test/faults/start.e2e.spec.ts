import { afterAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { probity } from '../support/command-line.js';
import { startServer } from '../support/server.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

describe('a start that cannot be', () => {
  const folders = new TemporaryFolders();
  afterAll(() => {
    folders.removeAll();
  });
  const serve = (env: Readonly<Record<string, string>>) =>
    probity(['serve', '--port', '0'], { PROBITY_DATA_DIR: folders.make(), ...env });

  it.each([
    ['version: v\nthresholds:\n  course_brushing: 2\n', '/thresholds/course_brushing'],
    ['version: v\nlimits:\n  appealDays: 9\n', 'DeadlineFloor at /limits/appealDays'],
    ['version: v\ndetectors:\n  crystal-ball: {}\n', '/detectors/crystal-ball'],
    ['version: [\n', 'PROBITY_POLICY'],
  ])('given the policy file %j, then it ends with 2 and names %s', async (text, named) => {
    const file = join(folders.make(), '政策.yaml');
    writeFileSync(file, text);
    const { code, stderr, stdout } = await serve({ PROBITY_POLICY: file });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^probity: PROBITY_POLICY /m);
    expect(stderr).toContain(named);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('given a policy file that is not there, then it ends with 2 and says so', async () => {
    const { code, stderr } = await serve({ PROBITY_POLICY: '/nowhere/policy.yaml' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^probity: PROBITY_POLICY names a file that cannot be read/m);
  });

  it('given PORT=abc, then it ends with 2, names PORT and leaves no data folder in use', async () => {
    const dataDir = folders.make();
    const env = { PROBITY_DATA_DIR: dataDir };
    const { code, stderr } = await probity(['serve'], { ...env, PORT: 'abc' });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^probity: PORT is "abc"/),
    });
    const server = await startServer({ dataDir });
    const second = await probity(['serve', '--port', '0'], env);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain('in use by another process');
    expect((await server.api.get('/readyz')).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });
});
