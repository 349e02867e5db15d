import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Profile } from '../profile.js';
import { flip, forged, unpacked, type BagContents } from '../testing/forger.js';
import {
  CLASSMATE,
  heartbeat,
  OTHER_CASE,
  PDF,
  sampleCase,
  STUDENT,
  type SampleCase,
} from '../testing/sample-case.js';
import type { RawEntry, WithheldRaw } from '../verify/raw-check.js';
import type { Segments } from '../verify/segments-check.js';
import { verifyCaseFile } from '../verify/verify.js';
import type { KnownPersons } from './known-persons.js';
import { rawKey, rawText } from './raw-text.js';
import { spansOf } from './redact.js';
import { idWord, nameWord } from './word.js';

const LI = { role: 'officer', person: 'li' };
const WORDS = [nameWord('韩梅梅'), idWord('2023010124'), idWord('lilei')];
const known = (more: Partial<KnownPersons['others'][number]> = {}): KnownPersons => ({
  student: [nameWord('王一鸣'), idWord('xiaoming')],
  others: [{ subject: CLASSMATE, words: WORDS, located: new Map(), ...more }],
  staff: new Map(),
});
/** Of the student's own account; the platform names the classmate in it, in escapes and as a number. */
const telling = () => {
  const event = heartbeat('e-3', 'xiaoming', { groupWith: '韩梅梅', mates: [2023010124] });
  const raw = Buffer.from(event.raw.toString().replace('韩', '\\u97e9'));
  return { ...event, raw };
};
const REF = { source: 'chaoxing', id: 'e-3' };

const json = <Value>(bag: BagContents, path: string): Value =>
  JSON.parse(bag.get(path)!.toString()) as Value;
const indexOf = (bag: BagContents) => json<(RawEntry & WithheldRaw)[]>(bag, 'data/raw/index.json');
const segmentsOf = (bag: BagContents) => json<Segments>(bag, 'integrity/segments.json');
const codesOf = (bytes: Buffer): readonly string[] => {
  const verdict = verifyCaseFile(bytes);
  return verdict.kind === 'tampered' ? verdict.faults.map(({ code }) => code) : [];
};

describe('vendors’ events of and about others in a case file', () => {
  let sample: SampleCase;
  const file = async (profile: Profile, persons = known()) =>
    Buffer.from((await sample.export_(profile, { known: persons })).bytes);

  beforeAll(async () => {
    sample = await sampleCase();
    await sample.ledger.append([telling()], Date.parse('2026-03-02T01:00:05Z'));
    await sample.seal();
    const event = { ...REF, mode: 'structured', raw: telling().raw.toString('base64') };
    const copied = { events: [{ ...event, sha256: sha256(telling().raw) }], signals: [] };
    await sample.on('EvidenceAdded', LI, {
      ...{ id: 'E-004', sourceClass: 'telemetry', bearing: 'neutral', signals: [], events: [REF] },
      ...{ title: await sample.text('心跳'), others: [CLASSMATE] },
      copy: await sample.text(JSON.stringify(copied), 'application/json'),
    });
    await sample.on('CaseDecided', LI, {
      ...{ facts: await sample.text('属实'), clauses: [], evidence: ['E-004'], votes: [] },
      ...{ outcome: 'grade_void', decision: 2 },
    });
  });

  it('given the student’s, then of others’ events only the leaf is there, of one’s own that names somebody a copy', async () => {
    const bytes = await file('student');
    expect(verifyCaseFile(bytes)).toMatchObject({
      kind: 'intact',
      facts: { raw: 1, rawWithheld: 2, sealed: 3 },
    });
    const bag = unpacked(bytes);
    expect(indexOf(bag)).toEqual([
      expect.objectContaining({ id: 'e-1', path: 'raw/00001.json' }),
      {
        ...{ source: 'chaoxing', mode: 'structured', receivedAt: '2026-03-02T01:00:05.000Z' },
        ...{ sourceClock: '2026-03-02T09:00:00.000+08:00', skewMs: 5000, withheld: 'third_party' },
        redacted: {
          path: 'raw/00002.redacted.txt',
          hides: [{ marker: '【student-1】', count: 2 }],
        },
      },
      { withheld: 'third_party' },
    ]);
    expect(bag.get('data/raw/00002.redacted.txt')!.toString()).toContain(
      '"groupWith": "【student-1】"',
    );
    expect(segmentsOf(bag).events.map(({ id }) => id)).toEqual(['e-1']);
    expect(segmentsOf(bag).withheld).toHaveLength(2);
    for (const [path, content] of bag)
      for (const secret of [
        '韩梅梅',
        'u97e9',
        '2023010124',
        'lilei',
        '"e-2"',
        sha256(telling().raw),
      ])
        expect(content.includes(secret) ? `${path}: ${secret}` : '').toBe('');
    for (const encoded of encodings(telling().raw))
      expect([...bag.values()].some((content) => content.includes(encoded))).toBe(false);
  });

  it('given the panel’s, then classmates’ events are copies with markers; court, archive and appeal have the bytes', async () => {
    const bag = unpacked(await file('panel'));
    expect(verifyCaseFile(await file('panel')).kind).toBe('intact');
    const whole = [...bag.values()].map(String).join();
    expect(whole).not.toMatch(/lilei|韩梅梅|2023010124/);
    expect(whole).toContain('"subject": "【student-1】"');
    expect(json<{ path: string }>(bag, 'data/evidence/E-004/meta.json')).toMatchObject({
      ...{ withheld: 'third_party', path: 'evidence/E-004/redacted.json' },
    });
    for (const profile of ['appeal', 'court', 'archive'] as const) {
      const full = unpacked(await file(profile));
      expect(indexOf(full).map(({ withheld }) => withheld)).toEqual(Array(3).fill(undefined));
      expect(segmentsOf(full).withheld).toEqual([]);
      expect(full.get('data/raw/00003.json')).toEqual(telling().raw);
    }
  });

  it('given all profiles, then one root, and the same bytes whenever a version is exported', async () => {
    const roots = new Set<string>();
    for (const profile of ['student', 'panel', 'court'] as const) {
      const [one, again] = [await file(profile), await file(profile)];
      const verdict = verifyCaseFile(one);
      if (verdict.kind === 'intact') roots.add(verdict.facts.root);
      const fixed = (bytes: Buffer) =>
        [...unpacked(bytes)].filter(([path]) => /^(data\/|manifest|bag-info)/.test(path));
      expect(fixed(one)).toEqual(fixed(again));
    }
    expect(roots.size).toBe(1);
  });

  it('given a copy, a leaf or a profile that was changed, then it is told', async () => {
    const bytes = await file('student');
    const changed = forged(bytes, flip('data/raw/00002.redacted.txt', 2));
    expect(verifyCaseFile(changed).kind).toBe('tampered');
    const strange = forged(bytes, (bag) => {
      const segments = segmentsOf(bag);
      const withheld = segments.withheld?.map((one) => ({ ...one, leaf: '00'.repeat(32) }));
      bag.set('integrity/segments.json', Buffer.from(JSON.stringify({ ...segments, withheld })));
    });
    expect(codesOf(strange)).toContain('raw_not_in_ledger');
    const hidden = forged(await file('court'), (bag) => {
      const [, ...others] = indexOf(bag);
      const index = [...others, { withheld: 'third_party' }];
      bag.set('data/raw/index.json', Buffer.from(`${JSON.stringify(index, null, 2)}\n`));
    });
    expect(codesOf(hidden)).toContain('withheld_without_right');
  });

  it('given the other person erased, then the same copy, by the places recorded', async () => {
    const located = new Map(
      [telling(), heartbeat('e-2', 'lilei')].map((event) => {
        const text = rawText({ ...event, bytes: event.raw });
        return [rawKey(event), spansOf(text, WORDS)] as const;
      }),
    );
    for (const profile of ['student', 'panel'] as const) {
      const [one, again] = [
        await file(profile),
        await file(profile, known({ words: [], located })),
      ];
      for (const path of ['data/raw/00002.redacted.txt', 'data/evidence/E-004/redacted.json'])
        expect(unpacked(again).get(path)).toEqual(unpacked(one).get(path));
    }
  });
});

describe('files of others in a case file', () => {
  it('given a file said to hold others’ data, or a linked case’s, then the student has its hash and the reason', async () => {
    const sample = await sampleCase();
    const ref = async (bytes: Buffer) =>
      (await sample.vault.put([{ owner: STUDENT, mediaType: 'application/pdf', bytes }]))[0]!;
    const theirs = Buffer.concat([PDF, Buffer.from('同学的谈话')]);
    const linked = Buffer.concat([PDF, Buffer.from('另案笔录')]);
    const own = Buffer.concat([PDF, Buffer.from('本人的陈述')]);
    const attach = async (id: string, bytes: Buffer) => {
      const content = await ref(bytes);
      const paper = { id, title: await sample.text(id), content, mediaType: 'application/pdf' };
      await sample.on('AttachmentAdded', LI, { ...paper, thirdParty: true });
      return content;
    };
    const item = { sourceClass: 'interview', bearing: 'neutral', signals: [], events: [] };
    const add = async (id: string, more: object) =>
      sample.on('EvidenceAdded', LI, { ...item, id, title: await sample.text(id), ...more });
    await add('E-004', { attachment: 'A-002', copy: await attach('A-002', theirs) });
    const shared = { case: OTHER_CASE, evidence: 'E-001' };
    await add('E-005', { shared, copy: await ref(linked) });
    await attach('A-003', own);
    const said = { points: [await sample.text('见附件')], final: true, attachments: ['A-003'] };
    await sample.on('StatementFiled', { role: 'student', person: STUDENT }, said);
    await sample.on('NoticeIssued', LI, {
      ...{ facts: await sample.text('属实'), clauses: [], evidence: ['E-004', 'E-005'], notice: 2 },
      ...{ proposed: { outcome: 'grade_void' }, rights: [] },
    });
    const holds = async (profile: Profile) => {
      const { bytes } = await sample.export_(profile);
      expect(verifyCaseFile(Buffer.from(bytes)).kind).toBe('intact');
      const bag = unpacked(bytes);
      const given = [theirs, linked, own].map((one) =>
        [...bag.values()].some((content) => content.equals(one)),
      );
      return { bag, given };
    };
    const { bag, given } = await holds('student');
    expect(given).toEqual([false, false, true]);
    for (const [id, bytes] of [['E-004', theirs] as const, ['E-005', linked] as const]) {
      const meta = json<object>(bag, `data/evidence/${id}/meta.json`);
      const original = { sha256: sha256(bytes), size: bytes.length };
      expect(meta).toMatchObject({ withheld: 'third_party', title: id, original });
      expect(meta).not.toHaveProperty('path');
    }
    for (const profile of ['panel', 'appeal', 'court'] as const)
      expect((await holds(profile)).given).toEqual([true, true, true]);
  });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What base64 makes of the middle of some bytes, by where they begin. */
const encodings = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map((from) => bytes.subarray(from).toString('base64').slice(4, 60));
