import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkpointCode } from './log/checkpoint.js';
import {
  all,
  edit,
  flip,
  forged,
  lines,
  put,
  remove,
  rezipped,
  swap,
  unpacked,
  type Forgery,
} from './testing/forger.js';
import { CASE, OTHER_CASE, sampleCase } from './testing/sample-case.js';
import { headline } from './verify/finding.js';
import { reportOf } from './verify/report.js';
import type { Trust } from './verify/trust.js';
import { verifyCaseFile, type Verdict } from './verify/verify.js';
import { zip } from './zip.js';

/** The main answer: the name of the verdict, of the telling fault or note, or of why it is unreadable. */
const answer = (verdict: Verdict): string => {
  if (verdict.kind === 'tampered') return headline(verdict.faults)?.code ?? '';
  if (verdict.kind === 'unreadable') return verdict.code;
  return verdict.notes[0]?.code ?? verdict.kind;
};

const INCLUSION = 'integrity/inclusion.json';
const CHECKPOINT = ['integrity/checkpoint.txt', 'integrity/checkpoint.sig'];

describe('a case file that somebody tampered with', () => {
  let file: Uint8Array;
  let later: { readonly bytes: Uint8Array; readonly code: string };
  let foreign: Uint8Array;
  const answers = new Map<string, string>();

  beforeAll(async () => {
    const sample = await sampleCase();
    file = (await sample.export_('court', { more: PROVING })).bytes;
    await sample.on('CaseFinal', { role: 'system', person: 'casework' }, {});
    foreign = (await sample.export_('court', { caseId: OTHER_CASE })).bytes;
    const { bytes } = await sample.export_();
    later = { bytes, code: checkpointCode((await sample.checkpoints.all()).at(-1)!) };
  });

  const told = (bytes: Uint8Array, trust: Trust = {}): string => {
    const verdict = verifyCaseFile(Buffer.from(bytes), trust);
    const report = reportOf(verdict);
    expect(report).toMatch(/\p{Script=Han}/u);
    expect(report).toContain(answer(verdict));
    return answer(verdict);
  };

  /** Takes files of another export. */
  const from =
    (bytes: () => Uint8Array, ...paths: readonly string[]): Forgery =>
    (files) => {
      const other = unpacked(bytes());
      for (const path of paths) files.set(path, other.get(path)!);
    };

  it.each<[string, Forgery, boolean, string]>([
    [
      '1 a byte of evidence',
      flip('data/evidence/E-002/original.pdf', 5),
      false,
      'evidence_changed',
    ],
    ['2a an event dropped', lines((all) => all.toSpliced(4, 1)), false, 'event_missing'],
    ['2b events reordered', lines(([a, b, ...rest]) => [b!, a!, ...rest]), false, 'event_order'],
    ['2c an event inserted', lines((all) => [...all, all[1]!]), false, 'event_inserted'],
    [
      '3 two items of evidence exchanged',
      swap('data/evidence/E-001/original.json', 'data/evidence/E-002/original.pdf'),
      false,
      'files_swapped',
    ],
    [
      '5 a file and the manifests edited together',
      edit('data/case.json', 'decided', 'dismissed'),
      true,
      'export_mismatch',
    ],
    [
      '6 the checkpoint replaced by a later one of the same log',
      from(() => later.bytes, ...CHECKPOINT),
      true,
      'checkpoint_replaced',
    ],
    [
      '7 the tail cut off and the version lowered',
      all(
        lines((all) => all.slice(0, -2)),
        edit('bag-info.txt', 'Case-Version: 12', 'Case-Version: 10'),
      ),
      true,
      'tail_cut',
    ],
    [
      '8 the proof of another case',
      from(() => foreign, INCLUSION, ...CHECKPOINT),
      true,
      'proof_foreign',
    ],
    [
      '3 two items of evidence exchanged, and the manifests mended',
      swap('data/evidence/E-001/original.json', 'data/evidence/E-002/original.pdf'),
      true,
      'files_swapped',
    ],
    [
      '10 bag-info.txt edited',
      edit('bag-info.txt', 'Legal-Hold: yes', 'Legal-Hold: no'),
      true,
      'bag_info_changed',
    ],
    [
      '11 the verifier exchanged',
      put('integrity/verify.mjs', 'console.log("intact")'),
      true,
      'verifier_changed',
    ],
    [
      '12 recomputed signals edited',
      edit('integrity/replay.json', '"same": false', '"same": true'),
      true,
      'replay_changed',
    ],
    [
      '13 proofs of vendors’ events taken out',
      remove('integrity/segments.json'),
      true,
      'proof_missing',
    ],
    ['14 the signature taken out', remove('integrity/export.sig'), true, 'signature_missing'],
    ['15 a proof broken', put(INCLUSION, '{"leaves":'), true, 'file_unreadable'],
    ['16 a file added', put('integrity/manifest.txt', 'x'), true, 'file_added'],
  ])(
    'given %s, when verified, then it is told by name, also once packed anew',
    async (name, change, mend, code) => {
      const forgery = forged(file, change, mend);
      answers.set(name, told(forgery));
      expect(answers.get(name)).toBe(code);
      expect(told(await rezipped(forgery))).toBe(code);
    },
  );

  it('given 17, the same files packed anew, when verified, then it is intact with a note', async () => {
    answers.set('17', told(await rezipped(file)));
    expect(answers.get('17')).toBe('repacked');
    expect(told(file)).toBe('intact');
  });

  it('given 4, a printed document alone edited, when verified, then it is told by name', () => {
    answers.set('4', told(forged(file, flip('data/10-拟处理告知书.pdf', 900))));
    expect(answers.get('4')).toBe('document_changed');
  });

  it('given 7, an older state passed off as the newest by the holder of the key, then the code of a served paper tells', () => {
    answers.set('7b', told(file, { root: later.code }));
    expect(answers.get('7b')).toBe('log_truncated');
    expect(told(later.bytes, { root: later.code })).toBe('intact');
  });

  it.each([
    ['9a a name that leaves the folder', 'a/bagit.txt', '../agit.txt', 'zip_unsafe_name'],
    ['9b a name twice', 'a/manifest', 'a/bagit.txt', 'zip_duplicate_name'],
    ['9b a name twice but for the letter case', 'a/manifest', 'a/BAGIT.txt', 'zip_duplicate_name'],
    ['9c a Cyrillic letter in a name', 'a/manifest', 'a/d\u0430ta/x', 'zip_lookalike_name'],
    ['9c an invisible sign in a name', 'a/manifest', 'a/data\u200b', 'zip_lookalike_name'],
    ['9c the writing direction turned', 'a/manifest', 'a/\u202efdp.x', 'zip_lookalike_name'],
    ['9c a letter and its accent apart', 'a/manifest', 'a/cafe\u0301', 'zip_lookalike_name'],
  ])('given %s, when verified, then it is unreadable by name', (name, before, after, code) => {
    const entries = new Map([
      ['bagit.txt', Buffer.from('x')],
      ['manifest', Buffer.from('y')],
    ]);
    const clean = Buffer.from(zip('a', entries));
    answers.set(name, told(renamed(clean, before, after)));
    expect(answers.get(name)).toBe(code);
  });

  it('given all of them, then no two have the same answer', () => {
    const byTamper = new Map([...answers].map(([name, code]) => [name.slice(0, 2), code]));
    expect(byTamper.size).toBe(22);
    expect(new Set(byTamper.values()).size).toBe(byTamper.size);
  });

  it.each<[string, Forgery, string]>([
    ['an event is edited', edit('data/events.jsonl', '"by":"li"', '"by":"wu"'), 'event_changed'],
    [
      'an event of another case',
      edit('data/events.jsonl', `"case-${CASE}"`, `"case-${OTHER_CASE}"`),
      'event_foreign',
    ],
    ['a vendor’s event is exchanged', exchangeRaw, 'raw_changed'],
    ['the checkpoint is edited', edit(CHECKPOINT[0]!, '\n17\n', '\n18\n'), 'checkpoint_signature'],
    ['the export is edited', edit('integrity/export.json', 'officer li', 'x'), 'export_signature'],
    [
      'custody is edited away',
      edit(
        'data/evidence/E-002/custody.json',
        '      "what": "EvidenceExcluded"',
        '      "what": "x"',
      ),
      'custody_missing',
    ],
    ['an event is withheld from a court', withhold, 'withheld_without_right'],
  ])('given that %s and the manifests mended, then it is told by name', (_, change, code) => {
    expect(told(forged(file, change, true))).toBe(code);
  });

  it.each(['bagit.txt', 'bag-info.txt', 'integrity/VERIFY.md', 'integrity/checkpoint-key.pem'])(
    'given that %s is edited or taken out and the manifests mended, then the fault names it',
    (path) => {
      const faultsAfter = (change: Forgery) => {
        const verdict = verifyCaseFile(forged(file, change, true));
        return verdict.kind === 'tampered' ? verdict.faults.map(({ where }) => where) : [];
      };
      expect(faultsAfter(put(path, `${unpacked(file).get(path)!.toString()}\n`))).toEqual([path]);
      if (/^integrity/.test(path)) expect(faultsAfter(remove(path))).toEqual([path]);
    },
  );

  it('given a proof that cannot be read, then the points that do not rest on it stay filled', () => {
    const report = reportOf(verifyCaseFile(forged(file, put(INCLUSION, '{}'), true)));
    expect(report).toContain(`file_unreadable: ${INCLUSION}`);
    expect(report.match(/✓ 未见异常/g)).toHaveLength(4);
    expect(report).toMatch(/12 events, each with actor and time[^]*exported by officer li/);
    expect(report).toMatch(/六.*✗/);
  });

  it('given what bag-info.txt says beside the events, then the label and both values are told', () => {
    const change = edit('bag-info.txt', 'Policy-Version: p1', 'Policy-Version: p2');
    const report = reportOf(verifyCaseFile(forged(file, change, true)));
    expect(report).toContain(
      'bag_info_mismatch: bag-info.txt: Policy-Version is "p2", by data/events.jsonl it is "p1"',
    );
  });

  it('given an archive that would expand beyond reason, or is none, then it is unreadable by name', () => {
    expect(told(Buffer.from('PK?'))).toBe('not_a_zip');
    const bomb = Buffer.from(zip('a', new Map([['bagit.txt', Buffer.alloc(10)]])));
    // The directory says 4 GiB − 1 of ten bytes.
    const size = bomb.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24;
    bomb.writeUInt32LE(0xffffffff, size);
    expect(told(bomb)).toBe('zip_too_large');
    bomb.writeUInt32LE(5000, size);
    expect(told(bomb)).toBe('zip_ambiguous');
  });
});

/** With all that an export has beside the payload. */
const PROVING = {
  verifier: 'console.log("the verifier")\n',
  replay: async () => [
    {
      ...{ signal: 'sig-1', revision: 1, detector: 'shared-device', detectorVersion: '2' },
      ...{ same: false, parameters: null },
    },
  ],
};

/** Writes another name over one in both headers; lengths may differ by padding with zeros of the name. */
const renamed = (archive: Buffer, before: string, after: string): Buffer => {
  const entries = new Map<string, Buffer>();
  for (const name of ['a/bagit.txt', 'a/manifest'])
    entries.set(name === before ? after : name, Buffer.from(name));
  if (entries.size < 2 || after.startsWith('..')) return rewritten(archive, before, after);
  return Buffer.from(
    zip('a', new Map([...entries].map(([name, bytes]) => [name.slice(2), bytes]))),
  );
};

/** Byte for byte, where the writer itself would not do it. */
const rewritten = (archive: Buffer, before: string, after: string): Buffer => {
  if (before.length === after.length)
    return Buffer.from(archive.toString('latin1').replaceAll(before, after), 'latin1');
  const other = Buffer.from(
    zip(
      'a',
      new Map([
        ['bagit.txt', Buffer.from('x')],
        ['bagit.txz', Buffer.from('y')],
      ]),
    ),
  );
  return Buffer.from(other.toString('latin1').replaceAll('a/bagit.txz', after), 'latin1');
};

function exchangeRaw(files: Map<string, Buffer>): void {
  const bytes = Buffer.from('{"id":"e-1","x":1}');
  files.set('data/raw/00001.json', bytes);
}

function withhold(files: Map<string, Buffer>): void {
  const change = lines(([first, ...rest]) => {
    const { seq, leaf } = JSON.parse(first!) as { seq: number; leaf: string };
    return [JSON.stringify({ seq, leaf, withheld: 'third_party' }), ...rest];
  });
  change(files);
}
