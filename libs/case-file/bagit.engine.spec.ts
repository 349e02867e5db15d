import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flip, folderOf, forged } from './testing/forger.js';
import { verifyCaseFile } from './verify/verify.js';
import { sampleCase, type SampleCase } from './testing/sample-case.js';

const VALIDATE = `
import bagit, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    archive.extractall(sys.argv[2])
bag = bagit.Bag(sys.argv[2] + '/' + sys.argv[3])
bag.validate()
print(bag.info['External-Identifier'], len(list(bag.payload_files())))
`;

/** The Library of Congress' own tool is the referee of the container. */
describe('bagit.py', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bag-'));
  let sample: SampleCase;
  beforeAll(async () => {
    sample = await sampleCase();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const referee = (name: string, bytes: Uint8Array) => {
    const file = join(folder, `${name}.zip`);
    writeFileSync(file, bytes);
    const args = ['-c', VALIDATE, file, join(folder, name), folderOf(bytes)];
    const env = { ...process.env, PYTHONPATH: process.env['BAGIT_PYTHONPATH'] };
    const { status, stdout, stderr } = spawnSync('python3', args, { env });
    return { status, stdout: stdout.toString(), stderr: stderr.toString() };
  };

  it.each(['student', 'panel', 'appeal', 'court', 'archive'] as const)(
    'given a file of profile %s, when validated, then it is a valid bag',
    async (profile) => {
      const { bytes } = await sample.export_(profile);
      const { status, stdout } = referee(profile, bytes);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^2026-000001 \d+/);
    },
  );

  it.each([
    ['Python’s zipfile', 'python3', ['-m', 'zipfile', '-c']],
    ['Info-ZIP’s zip', 'zip', ['-q', '-r']],
  ])(
    'given it unpacked and packed anew by %s, when verified, then it is intact with a note',
    async (name, program, args) => {
      const { bytes } = await sample.export_();
      expect(referee(`by ${program}`, bytes).status).toBe(0);
      const cwd = join(folder, `by ${program}`);
      const { status } = spawnSync(program, [...args, '../anew.zip', folderOf(bytes)], { cwd });
      expect({ name, status }).toEqual({ name, status: 0 });
      const anew = readFileSync(join(folder, 'anew.zip'));
      rmSync(join(folder, 'anew.zip'));
      expect(verifyCaseFile(anew)).toMatchObject({ kind: 'intact', notes: [{ code: 'repacked' }] });
    },
  );

  it('given a byte changed, when validated, then it names the file', async () => {
    const { bytes } = await sample.export_();
    const { status, stderr } = referee('changed', forged(bytes, flip('data/case.json', 3)));
    expect(status).toBe(1);
    expect(stderr).toContain('data/case.json');
  });
});
