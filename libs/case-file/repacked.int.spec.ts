import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flip, folderOf, forged, rezipped, unpacked } from './testing/forger.js';
import { sampleCase } from './testing/sample-case.js';
import { verifyFile } from './verify/main.js';
import { verifyCaseFile, verifyFolder, type Verdict } from './verify/verify.js';
import { readZip } from './verify/zip-reader.js';
import { writeZip } from './verify/zip-writer.js';
import { zip } from './zip.js';

const told = (verdict: Verdict): string => {
  if (verdict.kind === 'unreadable') return verdict.code;
  return [verdict.kind, ...verdict.notes.map(({ code }) => code)].join(' ');
};

const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');
const LOCAL = Buffer.from('PK\x03\x04', 'latin1');

/** As self-extracting archives are, with places of the entries that are right. */
const behindAStub = (archive: Buffer): Buffer => {
  const raise = (at: number): number => archive.writeUInt32LE(archive.readUInt32LE(at) + 2, at);
  for (let at = archive.indexOf(CENTRAL); at !== -1; at = archive.indexOf(CENTRAL, at + 1))
    raise(at + 42);
  raise(archive.length - 6);
  return Buffer.concat([Buffer.from('MZ'), archive]);
};

describe('a case file that was handed on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-unpacked-'));
  let file: Buffer;
  beforeAll(async () => {
    file = Buffer.from((await (await sampleCase()).export_()).bytes);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const withEntry = (name: string): Buffer =>
    writeZip(new Map([...readZip(file), [name, Buffer.from('x')]]));

  it('given it packed anew, or its folder renamed, when verified, then it is intact with a note', async () => {
    expect(told(verifyCaseFile(await rezipped(file)))).toBe('intact repacked');
    expect(told(verifyCaseFile(Buffer.from(zip('copy', unpacked(file)))))).toBe('intact repacked');
  });

  it('given what operating systems leave in an archive, when verified, then it is passed over with a note', () => {
    for (const name of ['__MACOSX/._x', `${folderOf(file)}/data/.DS_Store`])
      expect(told(verifyCaseFile(withEntry(name)))).toBe('intact passed_over');
    expect(told(verifyCaseFile(withEntry(`${folderOf(file)}/data/x`)))).toBe('tampered');
  });

  it('given it unpacked, when the folder or the one above is verified, then it is as the archive', () => {
    for (const [path, bytes] of unpacked(file)) {
      mkdirSync(dirname(join(folder, 'bag', path)), { recursive: true });
      writeFileSync(join(folder, 'bag', path), bytes);
    }
    expect(told(verifyFolder(folder))).toBe('intact unpacked');
    expect(told(verifyFolder(join(folder, 'bag')))).toBe('intact unpacked');
    writeFileSync(join(folder, 'bag/data/case.json'), '{}');
    expect(told(verifyFolder(folder))).toBe('tampered unpacked');
    symlinkSync('/etc/passwd', join(folder, 'bag/data/link'));
    expect(told(verifyFolder(folder))).toBe('zip_unsafe_name');
  });

  it('given a folder that is no bag, or no file at all, when verified, then a sentence says so, and it ends with 2', () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(verifyFile(empty, {})).toMatchObject({
      code: 2,
      text: expect.stringContaining('give the ZIP, or the folder with bagit.txt in it'),
    });
    const nowhere = join(folder, 'nowhere.zip');
    expect(verifyFile(nowhere, {})).toEqual({
      code: 2,
      text: `找不到 ${nowhere} · there is no file ${nowhere}`,
    });
    expect(verifyFile(empty, { key: nowhere }).text).toContain('there is no file');
  });

  it('given a bag of somebody else, when verified, then it is no case file of ours', () => {
    const bag = writeZip(new Map([['a/bagit.txt', Buffer.from('BagIt-Version: 1.0\n')]]));
    expect(told(verifyCaseFile(bag))).toBe('not_a_case_file');
  });

  it.each<[string, (archive: Buffer) => Buffer]>([
    ['bytes before the first entry', behindAStub],
    [
      'an entry that the directory does not list',
      (archive) => {
        const end = archive.length - 22;
        archive.writeUInt16LE(archive.readUInt16LE(end + 10) - 1, end + 10);
        return archive;
      },
    ],
    [
      'a header whose name is not that of the directory',
      (archive) => {
        archive[archive.indexOf(LOCAL) + 30] = 0x78;
        return archive;
      },
    ],
    [
      'a header whose size is not that of the directory',
      (archive) => {
        archive.writeUInt32LE(1, archive.indexOf(LOCAL) + 22);
        return archive;
      },
    ],
    [
      'another archive within its comment',
      (archive) => {
        const inner = writeZip(new Map());
        archive.writeUInt16LE(inner.length, archive.length - 2);
        return Buffer.concat([archive, inner]);
      },
    ],
  ])(
    'given %s, when verified, then other programs may see other files: unreadable',
    (_, change) => {
      expect(told(verifyCaseFile(change(Buffer.from(file))))).toBe('zip_ambiguous');
    },
  );

  it.each([
    ['encrypted', 8, 1],
    ['packed by a method that Node has not', 10, 93],
  ])('given an entry %s, when verified, then it is unreadable by name', (_, field, value) => {
    const archive = Buffer.from(file);
    archive.writeUInt16LE(value, archive.indexOf(CENTRAL) + field);
    archive.writeUInt16LE(value, archive.indexOf(LOCAL) + field - 2);
    expect(told(verifyCaseFile(archive))).toBe('zip_unsupported');
  });

  it('given an archive that expands beyond 200 times its size and 256 MiB, when verified, then it is refused', async () => {
    const zeros = Buffer.alloc(70 * 1024 ** 2);
    const bomb = await rezipped(
      writeZip(new Map(['a', 'b', 'c', 'd'].map((name) => [`a/${name}`, zeros]))),
    );
    expect(bomb.length).toBeLessThan(1024 ** 2);
    expect(told(verifyCaseFile(bomb))).toBe('zip_too_large');
  });

  it('given it changed and packed anew, when verified, then the change is told, and the packing only noted', async () => {
    const forgery = await rezipped(forged(file, flip('data/evidence/E-002/original.pdf')));
    const verdict = verifyCaseFile(forgery);
    expect(told(verdict)).toBe('tampered repacked');
    expect(verdict).toMatchObject({
      faults: [{ code: 'evidence_changed' }, { code: 'evidence_changed' }],
      notes: [{ en: expect.stringContaining('told below') }],
    });
  });
});
