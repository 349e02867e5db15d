import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  edit,
  flip,
  forged,
  lines,
  put,
  remove,
  rezipped,
  swap,
} from '../../../libs/case-file/testing/forger.js';
import { sampleCase } from '../../../libs/case-file/testing/sample-case.js';
import { verifyFile } from '../../../libs/case-file/verify/main.js';
import { TemporaryFolders } from '../../../test/support/temporary-folder.js';
import { verifierText } from './verifier-text.js';

describe('verify.mjs', () => {
  const folders = new TemporaryFolders();
  const folder = folders.make();
  const script = join(folder, 'verify.mjs');
  const key = join(folder, 'key.pem');
  let file: Uint8Array;

  beforeAll(async () => {
    writeFileSync(script, verifierText('0.0.0'));
    const sample = await sampleCase();
    file = (await sample.export_('student')).bytes;
    writeFileSync(key, sample.key.publicPem);
  });
  afterAll(() => {
    folders.removeAll();
  });

  /** Without the product, in an empty folder and environment. */
  const alone = (args: readonly string[]) => {
    const run = spawnSync(process.execPath, [script, ...args], { cwd: folder, env: {} });
    return { text: run.stdout.toString().trimEnd(), code: run.status, err: run.stderr.toString() };
  };

  it.each([
    ['untouched', (bytes: Uint8Array) => bytes],
    ['a byte of evidence flipped', (bytes: Uint8Array) => forged(bytes, flip('data/case.json', 9))],
    [
      'an event dropped',
      (bytes: Uint8Array) =>
        forged(
          bytes,
          lines((all) => all.slice(1)),
        ),
    ],
    [
      'the export edited and mended',
      (bytes: Uint8Array) => forged(bytes, edit('integrity/export.json', 'officer', 'x'), true),
    ],
    [
      'what it says of itself edited and mended',
      (bytes: Uint8Array) =>
        forged(bytes, edit('bag-info.txt', 'Policy-Version: p1', 'x: y'), true),
    ],
    [
      'two files exchanged and mended',
      (bytes: Uint8Array) => forged(bytes, swap('data/case.json', 'data/contents.json'), true),
    ],
    [
      'the signature taken out',
      (bytes: Uint8Array) => forged(bytes, remove('integrity/export.sig'), true),
    ],
    [
      'a proof broken',
      (bytes: Uint8Array) => forged(bytes, put('integrity/inclusion.json', '[]'), true),
    ],
    ['packed anew', (bytes: Uint8Array) => rezipped(bytes)],
    ['cut in half', (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2)],
  ])(
    'given a file %s, when run by plain node, then it says what probity verify says',
    async (name, change) => {
      const path = join(folder, `${name}.zip`);
      writeFileSync(path, await change(file));
      for (const trust of [{}, { key }, { root: `9999-${'0'.repeat(32)}` }]) {
        const args = Object.entries(trust).flatMap(([word, value]) => [
          `--${word}`,
          value as string,
        ]);
        const expected = verifyFile(path, trust);
        expect(alone([path, ...args])).toEqual({ ...expected, err: '' });
      }
    },
  );

  it('given no file, or none there, then it ends with 2', () => {
    expect(alone([])).toMatchObject({ code: 2, text: expect.stringContaining('node verify.mjs') });
    expect(alone(['nowhere.zip'])).toEqual({ ...verifyFile('nowhere.zip', {}), err: '' });
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect(alone([empty])).toEqual({ ...verifyFile(empty, {}), err: '' });
  });

  it.each([
    ['root', 'garbage', 'is not a verification code'],
    ['root', `12-${'0'.repeat(33)}`, 'is not a verification code'],
    ['key', join(folder, 'verify.mjs'), 'is not a public key'],
  ])(
    'given a --%s of %s, then it says what probity verify says, and ends with 2',
    (word, value, words) => {
      const path = join(folder, 'slip.zip');
      writeFileSync(path, file);
      const expected = verifyFile(path, { [word]: value });
      expect(alone([path, `--${word}`, value])).toEqual({ ...expected, err: '' });
      expect(expected).toEqual({ code: 2, text: expect.stringContaining(words) });
      expect(alone([path, `--${word}`])).toMatchObject({ code: 2 });
    },
  );

  it('given its text, then it imports nothing but Node', () => {
    const imports = [...verifierText('0.0.0').matchAll(/^import .* from '([^']+)';$/gm)];
    expect(imports.map(([, from]) => from)).toEqual(['node:crypto', 'node:fs', 'node:zlib']);
    expect(verifierText('0.0.0')).not.toMatch(/\brequire\(|import\(|fetch\(/);
  });
});
