import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newPrivatePem, signingKey } from '../log/signing-key.js';
import { sampleCase } from '../testing/sample-case.js';
import { verifyFile } from './main.js';

const HEX = '0123456789abcdef';
const HALF = HEX.repeat(2);

describe('what a reader holds a case file against', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-trust-'));
  const file = join(folder, 'case.zip');
  let own: string;

  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  beforeAll(async () => {
    const sample = await sampleCase();
    writeFileSync(file, (await sample.export_()).bytes);
    own = sample.key.publicPem;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    '',
    'garbage',
    HALF,
    `12-${HALF}0`,
    `12-${HALF.slice(1)}`,
    `12-${HALF.slice(1)}g`,
    `12${HALF}`,
    `012-${HALF}`,
    `-12-${HALF}`,
    `12-${HALF} x`,
    `${HALF}${HALF}0`,
  ])(
    'given the root "%s", when verified, then it is no code, and nothing is said of the file',
    (root) => {
      const { text, code } = verifyFile(file, { root });
      expect(code).toBe(2);
      expect(text).toMatch(/不是核验码.*is not a verification code/);
      expect(text).not.toMatch(/tampered|被改动/);
    },
  );

  it('given a root that is a code and not of this log, when verified, then it is a fault', () => {
    for (const root of [`12-${HALF}`, ` 12-${HALF.toUpperCase()}\n`, `${HALF}${HALF}`])
      expect(verifyFile(file, { root })).toMatchObject({
        code: 1,
        text: expect.stringContaining('root_unrelated'),
      });
    expect(verifyFile(file, { root: `9007199254740991-${HALF}` }).text).toContain('log_truncated');
  });

  it('given a file that holds no public key, when verified, then a sentence says so, and it ends with 2', () => {
    const pem = (body: string) => `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
    for (const text of ['', 'garbage', '{"keys":[]}', newPrivatePem(), pem('AAAA'), pem(HALF)]) {
      const key = written('no-key', text);
      const told = verifyFile(file, { key });
      expect(told.code).toBe(2);
      expect(told.text).toContain(`${key} 不是公钥`);
      expect(told.text).toContain(`${key} is not a public key`);
    }
    expect(verifyFile(file, { key: file }).code).toBe(2);
  });

  it('given a public key of another, of whatever kind, when verified, then it is a fault', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const others = [
      signingKey(newPrivatePem()).publicPem,
      rsa.export({ type: 'spki', format: 'pem' }),
    ];
    for (const other of others)
      expect(verifyFile(file, { key: written('other.pem', String(other)) })).toMatchObject({
        code: 1,
        text: expect.stringContaining('signer_unknown'),
      });
  });

  it('given the signer’s key, alone, in the published list, or beside a broken one, when verified, then it is intact', () => {
    const list = JSON.stringify({ keys: [{ pem: 'broken' }, { pem: own }] });
    for (const text of [own, own.replaceAll('\n', '\r\n'), list, `garbage\n${own}`])
      expect(verifyFile(file, { key: written('own', text) }).code).toBe(0);
  });

  it('given a slip, when the file is not there either, then the slip is told', () => {
    expect(verifyFile(join(folder, 'nowhere.zip'), { root: 'x' }).text).toContain(
      'is not a verification code',
    );
  });
});
