import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Profile } from './profile.js';
import { unpacked, type BagContents } from './testing/forger.js';
import {
  CASE,
  CLASSMATE,
  OFFICIALS,
  PDF,
  sampleCase,
  STUDENT,
  type SampleCase,
} from './testing/sample-case.js';
import type { EventLine, Extract } from './verify/lines.js';
import { verifyCaseFile } from './verify/verify.js';

const jsonLines = <Line>(files: BagContents, path: string): Line[] =>
  (files.get(path)?.toString() ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** By version of the case, why an event is not shown. */
const withheld = (files: BagContents) =>
  Object.fromEntries(
    jsonLines<EventLine>(files, 'data/events.jsonl').flatMap((line) =>
      'withheld' in line ? [[line.seq, line.withheld]] : [],
    ),
  );

const extractsOf = (files: BagContents) => jsonLines<Extract>(files, 'data/extracts.jsonl');

describe('profiles of a case file', () => {
  let sample: SampleCase;
  const files = new Map<Profile, BagContents>();
  const roots = new Set<string>();

  beforeAll(async () => {
    sample = await sampleCase();
    for (const profile of ['student', 'panel', 'appeal', 'court', 'archive'] as const) {
      const { bytes } = await sample.export_(profile);
      const verdict = verifyCaseFile(Buffer.from(bytes), { key: sample.key.publicPem });
      expect(verdict).toMatchObject({ kind: 'intact', facts: { profile, events: 12 } });
      if (verdict.kind === 'intact') roots.add(verdict.facts.root);
      files.set(profile, unpacked(bytes));
    }
  });

  it('given all five, then each verifies, and to the same root', () => {
    expect(files.size).toBe(5);
    expect(roots.size).toBe(1);
  });

  it('given the student’s, then it withholds by reason and keeps what was said to or by the student', () => {
    const student = files.get('student')!;
    expect(withheld(student)).toEqual({
      ...{ 1: 'detector', 2: 'internal', 3: 'third_party', 4: 'third_party', 5: 'third_party' },
      ...{ 6: 'internal', 7: 'third_party', 8: 'third_party', 10: 'third_party' },
      ...{ 11: 'deliberation', 12: 'deliberation' },
    });
    const extracts = extractsOf(student);
    expect(extracts.map(({ type }) => type)).toEqual([
      ...['CaseFlagged', 'AttachmentAdded', 'EvidenceAdded', 'EvidenceAdded', 'EvidenceExcluded'],
      ...['NoticeIssued', 'CommitteeConvened', 'CaseDecided'],
    ]);
    expect(extracts.find(({ type }) => type === 'CommitteeConvened')).toMatchObject({
      metadata: { actor: { role: 'committee', person: 'committee-1' } },
      data: { members: ['committee-1', 'committee-2', 'committee-3'], chair: 'committee-1' },
    });
    const whole = [...student.values()].map((bytes) => bytes.toString()).join('\n');
    for (const words of [
      '六个视频的进度超过实际时间',
      '我没有使用软件',
      '遥测',
      '一天计入三十小时',
    ])
      expect(whole).toContain(words);
    expect(student.get('data/evidence/E-002/original.pdf')).toEqual(PDF);
  });

  it('given the student’s, then nobody else is in it, no weight, no threshold, no vote, no working paper', () => {
    const student = files.get('student')!;
    const whole = [...student.values()].map((bytes) => bytes.toString()).join('\n');
    for (const secret of [CLASSMATE, 'lilei', '"e-2"', 'device-secret', '内部讨论', '证据确凿'])
      expect(whole.includes(secret) ? secret : '').toBe('');
    for (const official of OFFICIALS) expect(whole).not.toMatch(`"${official}"`);
    for (const [path, bytes] of student)
      if (path.startsWith('data/'))
        expect(bytes.toString()).not.toMatch(/"(threshold|score|llr|votes|group|key)": ?[^[]/);
    expect([...student.keys()].filter((path) => path.includes('E-003'))).toEqual([]);
  });

  it('given the student’s, then own raw events prove to stand in the sealed ledger', async () => {
    const student = files.get('student')!;
    const index = JSON.parse(student.get('data/raw/index.json')!.toString()) as { id: string }[];
    expect(index.map(({ id }) => id)).toEqual(['e-1']);
    const segments = JSON.parse(student.get('integrity/segments.json')!.toString()) as {
      events: { id: string }[];
    };
    expect(segments.events.map(({ id }) => id)).toEqual(['e-1']);
  });

  it.each(['panel', 'appeal'] as const)(
    'given the %s’s, then only votes are withheld',
    (profile) => {
      const panel = files.get(profile)!;
      expect(withheld(panel)).toEqual({ 11: 'deliberation', 12: 'deliberation' });
      const [vote, decided] = extractsOf(panel);
      expect(vote?.data).toEqual({ by: 'chen', member: 'chen', at: 0 });
      expect(decided?.data).toMatchObject({ outcome: 'grade_void', votes: [{ member: 'chen' }] });
      const whole = [...panel.values()].map((bytes) => bytes.toString()).join('\n');
      expect(whole).not.toContain('证据确凿');
      expect(whole).toContain('内部讨论');
    },
  );

  it('given court and archive, then nothing is withheld, and the archive bears flags and national hashes', () => {
    for (const profile of ['court', 'archive'] as const) {
      expect(withheld(files.get(profile)!)).toEqual({});
      expect(extractsOf(files.get(profile)!)).toEqual([]);
    }
    const archive = files.get('archive')!;
    expect(archive.get('bag-info.txt')!.toString()).toMatch(
      /^Retention: permanent\nLegal-Hold: yes \(case open\)$/m,
    );
    expect(archive.has('integrity/digests-sm3.txt')).toBe(true);
  });

  it('given a name of the university, then the bag bears it; the neutral name where none is set', async () => {
    const sourceOf = (bag: BagContents) =>
      /^Source-Organization: (.*)$/m.exec(bag.get('bag-info.txt')!.toString())?.[1];
    const named = async () => {
      const { bytes } = await sample.export_('court', { organization: '青海师范大学' });
      expect(verifyCaseFile(Buffer.from(bytes)).kind).toBe('intact');
      return unpacked(bytes);
    };
    const [bag, again] = [await named(), await named()];
    expect(sourceOf(bag)).toBe('青海师范大学');
    expect(sourceOf(files.get('court')!)).toBe('Probity installation');
    for (const [path, bytes] of bag)
      if (path.startsWith('data/')) expect(again.get(path)!.equals(bytes)).toBe(true);
  });

  it('given a legal hold, when versions before and after it are exported, then the flag is of the version', async () => {
    const other = await sampleCase();
    const admin = { role: 'admin', person: 'root' };
    await other.append('retention', 'LegalHoldPlaced', admin, { subject: STUDENT });
    await other.on('NoteAdded', admin, { command: 'claim' });
    await other.append('retention', 'LegalHoldLifted', admin, { subject: STUDENT });
    const newest = (await other.store.readStream(`case-${CASE}`)).length;
    const flag = async (version: number) =>
      /Legal-Hold: (.*)/.exec(
        unpacked((await other.export_('archive', { version })).bytes)
          .get('bag-info.txt')!
          .toString(),
      )?.[1];
    expect(await flag(newest - 1)).toBe('yes (case open)');
    expect(await flag(newest)).toBe('yes (legal hold on record)');
  });

  it('given a delivery with witnesses, then the student’s file bears neither them nor the notes; a court’s does', async () => {
    const other = await sampleCase();
    const notes = ['王证人', '赵证人', '父亲拒收', '室友在场'] as const;
    const [one, two, why, beside] = await Promise.all(notes.map((words) => other.text(words)));
    const officer = { role: 'officer', person: 'li' };
    const delivery = {
      ...{ document: 'decision', method: 'left', delivered: true, deliveredAt: 0 },
      ...{ whyNotFormer: why, proof: { text: beside, witnesses: [one, two] } },
    };
    await other.on('DeliveryRecorded', officer, delivery);
    const deliveries = [
      {
        ...delivery,
        whyNotFormer: notes[2],
        proof: { text: notes[3], witnesses: notes.slice(0, 2) },
      },
    ];
    const export_ = async (profile: Profile) => {
      const { bytes } = await other.export_(profile, { view: { deliveries } });
      expect(verifyCaseFile(Buffer.from(bytes)).kind).toBe('intact');
      return unpacked(bytes);
    };
    const told = (bag: BagContents) =>
      notes.filter((words) => [...bag.values()].some((bytes) => bytes.includes(words)));
    const student = await export_('student');
    expect(told(student)).toEqual([]);
    expect(told(await export_('court'))).toEqual(notes);
    // That there were witnesses, and the hash of what they are called, stays.
    const index = JSON.parse(student.get('data/contents.json')!.toString()) as object[];
    for (const ref of [one, two, why, beside])
      expect(index).toContainEqual({ vault: ref!.vault, withheld: 'third_party' });
    expect(extractsOf(student).at(-1)).toMatchObject({
      data: { method: 'left', proof: { witnesses: [{ sha256: one!.sha256 }, {}] } },
    });
    expect(JSON.parse(student.get('data/case.json')!.toString())).toMatchObject({
      deliveries: [{ method: 'left', proof: {} }],
    });
  });

  it('given the student erased, when exported again, then texts are gone, hashes stay, and it verifies', async () => {
    const other = await sampleCase();
    await other.vault.erase('subject-a');
    for (const profile of ['student', 'court'] as const) {
      const { bytes } = await other.export_(profile);
      expect(verifyCaseFile(Buffer.from(bytes)).kind).toBe('intact');
      expect(Buffer.from(bytes).includes('我没有使用软件')).toBe(false);
    }
  });
});
