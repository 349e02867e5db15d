import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { ZipFile } from 'yazl';
import { checkpointCode } from './log/checkpoint.js';
import { newPrivatePem, signingKey } from './log/signing-key.js';
import { sampleCase } from './testing/sample-case.js';
import { unpacked } from './testing/forger.js';
import { sha256 } from './bag.js';
import { verifyCaseFile, type Verdict } from './verify/verify.js';
import { readZip } from './verify/zip-reader.js';

const codes = (verdict: Verdict): string[] =>
  verdict.kind === 'tampered'
    ? [...new Set(verdict.faults.map(({ code }) => code))]
    : [verdict.kind];

/** What depends on version and profile only. */
const fixed = (bytes: Uint8Array) =>
  [...unpacked(bytes)]
    .filter(([path]) => /^(data\/|manifest|bag-info|bagit)/.test(path))
    .map(([path, content]) => `${path} ${sha256(content)}`);

describe('case file', () => {
  it('given a case, when exported and verified, then it is intact, also by key and earlier code', async () => {
    const sample = await sampleCase();
    const early = await sample.export_('panel', { version: 3 });
    const { name, bytes } = await sample.export_();
    expect(name).toBe('2026-000001_v12_court.zip');
    const file = Buffer.from(bytes);
    expect(verifyCaseFile(file)).toMatchObject({
      kind: 'intact',
      facts: { signer: 'not_checked', events: 12, evidence: 3, raw: 2, sealed: 2, withheld: {} },
    });
    const [first] = await sample.checkpoints.all();
    const root = checkpointCode(first!);
    expect(verifyCaseFile(file, { key: sample.key.publicPem, root }).kind).toBe('intact');
    const published = JSON.stringify({ keys: [{ pem: sample.key.publicPem }] });
    expect(verifyCaseFile(file, { key: published }).kind).toBe('intact');
    expect(codes(verifyCaseFile(file, { root: `2-${'0'.repeat(32)}` }))).toEqual([
      'root_unrelated',
    ]);
    const stranger = signingKey(newPrivatePem()).publicPem;
    expect(codes(verifyCaseFile(file, { key: stranger }))).toEqual(['signer_unknown']);
    expect(verifyCaseFile(Buffer.from(early.bytes), { root }).kind).toBe('intact');
  });

  it('given the same version and profile, when exported after later events, then payload, manifest and bag-info are the same', async () => {
    const sample = await sampleCase();
    for (const profile of ['student', 'panel', 'court', 'archive'] as const) {
      const first = await sample.export_(profile, { version: 12 });
      await sample.on('NoteAdded', { role: 'officer', person: 'li' }, { command: 'x' });
      const again = await sample.export_(profile, { version: 12, at: '2026-04-01T00:00:00Z' });
      expect(fixed(again.bytes)).toEqual(fixed(first.bytes));
      expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(false);
    }
  });

  it('given any one bit flipped, anywhere in the archive, when verified, then it is not intact', async () => {
    // A short file, and a thousand bytes of it: each flip is a whole verification.
    const { bytes } = await (await sampleCase()).export_('court', { version: 1 });
    const file = Buffer.from(bytes);
    const step = Math.max(3, Math.floor(file.length / 1000));
    for (let at = 0; at < file.length; at += step) {
      file[at] = (file[at] as number) ^ 1;
      if (verifyCaseFile(file).kind === 'intact') throw new Error(`byte ${String(at)} is not seen`);
      file[at] = (file[at] as number) ^ 1;
    }
    expect(verifyCaseFile(file).kind).toBe('intact');
  });

  it('given the bag packed anew by another tool, when verified, then only the archive is named', async () => {
    const { bytes } = await (await sampleCase()).export_();
    const other = new ZipFile();
    for (const [name, content] of [...readZip(Buffer.from(bytes))].reverse())
      other.addBuffer(content, name);
    other.end();
    const packed = await buffer(other.outputStream as Readable);
    expect(codes(verifyCaseFile(packed))).toEqual(['archive_changed']);
  });
});
