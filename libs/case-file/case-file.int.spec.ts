import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { ZipFile } from 'yazl';
import { MemoryEventStore } from '../adapters/memory/memory-event-store.js';
import { MemoryMerkleNodes } from '../adapters/memory/memory-merkle-nodes.js';
import { MemoryVault } from '../adapters/memory/memory-vault.js';
import { sha256 } from './bag.js';
import { caseFile } from './case-file.js';
import type { CaseFileInput, LogProof } from './case-file-input.js';
import { checkpointCode, signCheckpoint } from './log/checkpoint.js';
import { MerkleLog } from './log/merkle-log.js';
import { newPrivatePem, signingKey } from './log/signing-key.js';
import { verifyCaseFile, type Verdict } from './verify/verify.js';
import { readZip } from './verify/zip-reader.js';
import { zip } from './zip.js';

const key = signingKey(newPrivatePem());
const metadata = {
  at: '2026-03-02T08:00:00.000Z',
  actor: { role: 'officer', person: 'li' },
};

const RAW = Buffer.from('{"id":"e-1"}');

const given = async () => {
  const store = new MemoryEventStore();
  const vault = new MemoryVault();
  const [text, copy] = await vault.put([
    { owner: 's1', mediaType: 'text/plain;charset=utf-8', bytes: Buffer.from('同时播放四个视频') },
    {
      owner: 's1',
      mediaType: 'application/json',
      bytes: Buffer.from(
        JSON.stringify({ events: [{ source: 'chaoxing', id: 'e-1', sha256: sha256(RAW) }] }),
      ),
    },
  ]);
  const append = (id: string, stream: string, type: string, data: unknown) =>
    store.append(stream, 'any', [{ id, type, data, metadata }]);
  await append('n1', 'policy', 'PolicyAdopted', { version: '1' });
  await append('c1', 'case-2026-000001', 'CaseFlagged', { score: 0.97 });
  await append('c2', 'case-2026-000001', 'EvidenceAdded', { id: 'E-001', title: text, copy });
  await append('c3', 'case-2026-000001', 'CaseClaimed', { by: 'li' });
  await append('n2', 'case-2026-000002', 'CaseFlagged', { score: 0.5 });
  const log = new MerkleLog(store, new MemoryMerkleNodes());
  const size = await log.catchUp();
  const events = await store.readStream('case-2026-000001');
  const input: CaseFileInput = {
    caseId: '2026-000001',
    profile: 'panel',
    events,
    view: { id: '2026-000001', status: 'triage' },
    vault: await vault.get([text!.vault, copy!.vault]),
    signals: [],
    raw: [
      {
        source: 'chaoxing',
        id: 'e-1',
        bytes: RAW,
        mode: 'structured',
        receivedAt: 0,
      },
    ],
    rules: [{ cite: 'qhnu-online@1#24', text: '第二十四条 …' }],
    policyVersion: '1',
    timeZone: 'Asia/Shanghai',
  };
  const root = Buffer.from(await log.root(size)).toString('hex');
  const early = Buffer.from(await log.root(2)).toString('hex');
  const hexes = (path: readonly Uint8Array[]) =>
    path.map((hash) => Buffer.from(hash).toString('hex'));
  const proof: LogProof = {
    checkpoint: signCheckpoint(size, root, key),
    inclusion: {
      size,
      root,
      leaves: await Promise.all(
        events.map(async (event) => {
          const index = (await log.indexOf(event.position))!;
          return { version: event.version, index, path: hexes(await log.inclusion(index, size)) };
        }),
      ),
      earlier: [{ size: 2, root: early, path: hexes(await log.consistency(2, size)) }],
    },
  };
  const export_ = (at: string) =>
    caseFile(input, proof, { role: 'committee', person: 'w', at }, key);
  const file = await export_('2026-03-03T00:00:00Z');
  return { file, export_, early: checkpointCode({ size: 2, root: early }) };
};

const FOLDER = '2026-000001_v3_panel';

/** A forger who also mends both manifests, so that only the deeper checks can tell. */
const forge = async (
  bytes: Uint8Array,
  change: (files: Map<string, Buffer>) => void,
  mend = true,
): Promise<Verdict> => {
  const files = new Map(
    [...readZip(Buffer.from(bytes))].map(([name, content]) => [
      name.slice(FOLDER.length + 1),
      content,
    ]),
  );
  change(files);
  if (mend) {
    const lines = (paths: string[]) =>
      Buffer.from(
        paths
          .sort()
          .map((path) => `${sha256(files.get(path)!)}  ${path}\n`)
          .join(''),
      );
    const payload = [...files.keys()].filter((path) => path.startsWith('data/'));
    files.set('manifest-sha256.txt', lines(payload));
    const octets = payload.reduce((sum, path) => sum + files.get(path)!.length, 0);
    const info = files.get('bag-info.txt')!.toString();
    const oxum = `Payload-Oxum: ${String(octets)}.${String(payload.length)}`;
    files.set('bag-info.txt', Buffer.from(info.replace(/Payload-Oxum: .*/, oxum)));
    files.set(
      'tagmanifest-sha256.txt',
      lines(
        [...files.keys()].filter((path) => !path.startsWith('data/') && !path.startsWith('tagm')),
      ),
    );
  }
  return verifyCaseFile(Buffer.from(zip(FOLDER, files)));
};

const codes = (verdict: Verdict): string[] =>
  verdict.kind === 'tampered'
    ? [...new Set(verdict.faults.map(({ code }) => code))]
    : [verdict.kind];

const edit = (path: string, from: string, to: string) => (files: Map<string, Buffer>) => {
  const text = files.get(path)!.toString();
  expect(text).toContain(from);
  files.set(path, Buffer.from(text.replace(from, to)));
};

describe('case file', () => {
  it('given a case, when exported and verified, then it is intact, also by the earlier code', async () => {
    const { file, early } = await given();
    const bytes = Buffer.from(file.bytes);
    expect(file.name).toBe('2026-000001_v3_panel.zip');
    expect(verifyCaseFile(bytes)).toMatchObject({
      kind: 'intact',
      facts: { signer: 'not_checked', events: 3 },
    });
    expect(verifyCaseFile(bytes, { key: key.publicPem, root: early }).kind).toBe('intact');
    expect(codes(verifyCaseFile(bytes, { root: `2-${'0'.repeat(32)}` }))).toEqual([
      'root_unrelated',
    ]);
    const stranger = signingKey(newPrivatePem()).publicPem;
    expect(codes(verifyCaseFile(bytes, { key: stranger }))).toEqual(['signer_unknown']);
  });

  it('given the same version and profile, when exported at another time, then only the export record differs', async () => {
    const { file, export_ } = await given();
    const again = await export_('2026-04-01T00:00:00Z');
    const digests = (bytes: Uint8Array) =>
      [...readZip(Buffer.from(bytes))]
        .filter(([name]) => !/integrity\/export|tagmanifest/.test(name))
        .map(([name, content]) => [name, createHash('sha256').update(content).digest('hex')]);
    expect(digests(again.bytes)).toEqual(digests(file.bytes));
    expect((await export_('2026-03-03T00:00:00Z')).bytes).toEqual(file.bytes);
  });

  it('given a byte flipped in a text, when verified, then the file is named', async () => {
    const { file } = await given();
    const flipped = await forge(file.bytes, edit('data/raw/00001.json', 'e-1', 'e-2'), false);
    expect(codes(flipped)).toEqual(['file_changed', 'raw_changed']);
  });

  it('given any one byte flipped, anywhere in the archive, when verified, then it is not intact', async () => {
    const { file } = await given();
    const bytes = Buffer.from(file.bytes);
    for (let at = 0; at < bytes.length; at += 1) {
      bytes[at] = (bytes[at] as number) ^ 1;
      if (verifyCaseFile(bytes).kind === 'intact')
        throw new Error(`byte ${String(at)} is not seen`);
      bytes[at] = (bytes[at] as number) ^ 1;
    }
    expect(verifyCaseFile(bytes).kind).toBe('intact');
  });

  it('given the bag packed anew by another tool, when verified, then only the archive is named', async () => {
    const { file } = await given();
    const entries = [...readZip(Buffer.from(file.bytes))].reverse();
    const other = new ZipFile();
    for (const [name, content] of entries) other.addBuffer(content, name);
    other.end();
    const packed = await buffer(other.outputStream as Readable);
    expect(codes(verifyCaseFile(packed))).toEqual(['archive_changed']);
  });

  it.each([
    ['an event is changed', edit('data/events.jsonl', '"by":"li"', '"by":"wu"'), 'event_changed'],
    ['an event is dropped', (files: Map<string, Buffer>) => dropLine(files, 1), 'event_missing'],
    ['events are reordered', (files: Map<string, Buffer>) => swapLines(files), 'event_order'],
    ['an event stands twice', (files: Map<string, Buffer>) => repeatLine(files), 'event_inserted'],
    [
      'another case replays its proof',
      edit('data/events.jsonl', 'case-2026-000001', 'case-2026-000002'),
      'event_foreign',
    ],
    ['a text is exchanged and the manifests mended', exchangeText, 'content_changed'],
    ['a vendor’s event is exchanged, index and manifests mended', exchangeRaw, 'raw_changed'],
    ['the tail is cut and the version lowered', cutTail, 'export_mismatch'],
    [
      'the checkpoint is replaced',
      edit('integrity/checkpoint.txt', 'probity-log\n5', 'probity-log\n6'),
      'checkpoint_signature',
    ],
    [
      'the export record is edited',
      edit('integrity/export.json', 'committee w', 'committee x'),
      'export_signature',
    ],
  ])('given that %s, when verified, then it is named', async (_, change, code) => {
    const { file } = await given();
    expect(codes(await forge(file.bytes, change))).toContain(code);
  });

  it('given no archive, or names that leave it, when verified, then it is unreadable by name', async () => {
    expect(verifyCaseFile(Buffer.from('PK?'))).toMatchObject({
      kind: 'unreadable',
      code: 'not_a_zip',
    });
    const slip = Buffer.from(zip('a', new Map([['bagit.txt', Buffer.from('x')]])));
    const evil = Buffer.from(
      slip.toString('latin1').replaceAll('a/bagit.txt', '../agit.txt'),
      'latin1',
    );
    expect(verifyCaseFile(evil)).toMatchObject({ kind: 'unreadable', code: 'zip_unsafe_name' });
  });
});

const linesOf = (files: Map<string, Buffer>): string[] =>
  files.get('data/events.jsonl')!.toString().trimEnd().split('\n');
const setLines = (files: Map<string, Buffer>, lines: readonly string[]): void => {
  files.set('data/events.jsonl', Buffer.from(`${lines.join('\n')}\n`));
};

function dropLine(files: Map<string, Buffer>, at: number): void {
  setLines(files, linesOf(files).toSpliced(at, 1));
}

function swapLines(files: Map<string, Buffer>): void {
  const [a, b, ...rest] = linesOf(files);
  setLines(files, [b!, a!, ...rest]);
}

function repeatLine(files: Map<string, Buffer>): void {
  const lines = linesOf(files);
  setLines(files, [...lines, lines[1]!]);
}

function exchangeText(files: Map<string, Buffer>): void {
  const path = [...files.keys()].find((name) => /^data\/contents\/.*txt$/.test(name))!;
  files.set(path, Buffer.from('没有的事'));
}

function exchangeRaw(files: Map<string, Buffer>): void {
  const other = Buffer.from('{"id":"e-1","x":1}');
  edit('data/raw/index.json', sha256(RAW), sha256(other))(files);
  files.set('data/raw/00001.json', other);
}

function cutTail(files: Map<string, Buffer>): void {
  setLines(files, linesOf(files).slice(0, 2));
  edit('bag-info.txt', 'Case-Version: 3', 'Case-Version: 2')(files);
}
