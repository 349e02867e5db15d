import { describe, expect, it } from '@jest/globals';
import { checkpointCode } from './log/checkpoint.js';
import { newPrivatePem, signingKey } from './log/signing-key.js';
import { jsonFile } from './parts/bytes.js';
import { sampleCase, type SampleCase } from './testing/sample-case.js';
import { reportOf } from './verify/report.js';
import { edit, forged, unpacked, type Forgery } from './testing/forger.js';
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

  it('given any one bit flipped, anywhere in the archive, when verified, then it is told, and intact only where no file differs', async () => {
    // A short file, and a thousand bytes of it: each flip is a whole verification.
    const { bytes } = await (await sampleCase()).export_('court', { version: 1 });
    const file = Buffer.from(bytes);
    const step = Math.max(3, Math.floor(file.length / 1000));
    for (let at = 0; at < file.length; at += step) {
      file[at] = (file[at] as number) ^ 1;
      const verdict = verifyCaseFile(file);
      if (verdict.kind === 'intact' && !(isNoted(verdict) && hasSameFiles(file, bytes)))
        throw new Error(`byte ${String(at)} is not seen`);
      file[at] = (file[at] as number) ^ 1;
    }
    expect(verifyCaseFile(file)).toMatchObject({ kind: 'intact', notes: [] });
  });

  it('given a file of a release that signed no tag files, when verified, then it is intact, and a note says so', async () => {
    const sample = await sampleCase();
    const { bytes } = await sample.export_();
    const old = forged(bytes, unsigned(sample.key), true);
    expect(verifyCaseFile(old)).toMatchObject({
      kind: 'intact',
      notes: [{ code: 'tags_unsigned', en: expect.stringContaining('bag-info.txt') }],
    });
    expect(reportOf(verifyCaseFile(old))).toContain('signals led to is not signed');
    const policy = edit('bag-info.txt', 'Policy-Version: p1', 'Policy-Version: p2');
    expect(codes(verifyCaseFile(forged(old, policy, true)))).toEqual(['bag_info_mismatch']);
    // Whoever takes the hashes out of a newer record breaks its signature.
    expect(codes(verifyCaseFile(forged(bytes, unsigned(), true)))).toEqual(['export_signature']);
  });

  it('given a report, then its times are those of the university’s clocks', async () => {
    const { bytes } = await (await sampleCase()).export_();
    const report = reportOf(verifyCaseFile(Buffer.from(bytes)));
    expect(report).toContain('exported by officer li at 2026-03-05T08:00:00+08:00');
    expect(report).toMatch(/2026-03-03T08:\d\d:00\+08:00 至 2026-03-03T08:/);
    expect(report).not.toMatch(/\dZ/);
  });
});

const isNoted = (verdict: Verdict): boolean =>
  verdict.kind === 'intact' && verdict.notes.some(({ code }) => code === 'repacked');

const hasSameFiles = (one: Buffer, other: Uint8Array): boolean => {
  const [a, b] = [readZip(one), readZip(Buffer.from(other))];
  return (
    a.size === b.size && [...a.values()].every((bytes, at) => bytes.equals([...b.values()][at]!))
  );
};

/** The record as earlier releases wrote it; with no key its signature stays. */
const unsigned =
  (key?: SampleCase['key']): Forgery =>
  (files) => {
    const record = JSON.parse(files.get('integrity/export.json')!.toString()) as object;
    const bytes = jsonFile({ ...record, tags: undefined, timeZone: undefined });
    files.set('integrity/export.json', Buffer.from(bytes));
    const signature = key && Buffer.from(key.sign(bytes)).toString('base64');
    if (signature) files.set('integrity/export.sig', Buffer.from(`${signature}\n`));
  };
