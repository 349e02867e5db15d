import { beforeAll, describe, expect, it } from '@jest/globals';
import { without } from '../disclosure/members.js';
import { flip, forged, unpacked, type BagContents } from '../testing/forger.js';
import { CLASSMATE, sampleCase, STUDENT, type SampleCase } from '../testing/sample-case.js';
import type { Profile } from '../profile.js';
import type { Content } from '../verify/contents-check.js';
import { reportOf } from '../verify/report.js';
import { verifyCaseFile } from '../verify/verify.js';
import type { KnownPersons } from './known-persons.js';
import { spansOf } from './redact.js';
import { idWord, nameWord } from './word.js';

const FACTS = '经查王一鸣与韩梅梅（2023010124）用hanmm登录，li、李老师在场';
const LI = { role: 'officer', person: 'li' };
const WORDS = [nameWord('韩梅梅'), idWord('2023010124'), idWord('hanmm')];
const known = (more: Partial<KnownPersons['others'][number]> = {}): KnownPersons => ({
  student: [nameWord('王一鸣'), idWord('2023010123'), idWord('xiaoming')],
  others: [{ subject: CLASSMATE, words: WORDS, located: new Map(), ...more }],
  staff: new Map([['li', ['李老师']]]),
});

const contentsOf = (bag: BagContents): readonly Content[] =>
  JSON.parse(bag.get('data/contents.json')!.toString()) as Content[];
const redactedIn = (bag: BagContents) =>
  contentsOf(bag).flatMap(({ redacted }) => (redacted ? [redacted] : []));

describe('a case file whose texts name others', () => {
  let sample: SampleCase;
  let vault: string;
  const file = async (profile: Profile, persons = known(), version?: number) => {
    const view = { stage: { decision: { facts: FACTS } } };
    const terms = { known: persons, view, ...(version !== undefined && { version }) };
    return Buffer.from((await sample.export_(profile, terms)).bytes);
  };
  const fixed = (bytes: Buffer) =>
    [...unpacked(bytes)].filter(([path]) => /^(data\/|manifest|bag-info)/.test(path));

  beforeAll(async () => {
    sample = await sampleCase();
    const facts = await sample.text(FACTS);
    vault = facts.vault;
    await sample.on('EvidenceAdded', LI, {
      ...{ id: 'E-004', title: facts, copy: facts, sourceClass: 'statement', bearing: 'neutral' },
      ...{ signals: [], events: [], others: [CLASSMATE] },
    });
    await sample.on('CaseDecided', LI, {
      ...{ facts, clauses: [], evidence: ['E-004'], outcome: 'grade_void', decision: 2, votes: [] },
    });
  });

  it('given the student’s, then others, their numbers and the staff are hidden, and the reader’s name stays', async () => {
    const bytes = await file('student');
    expect(verifyCaseFile(bytes).kind).toBe('intact');
    const bag = unpacked(bytes);
    const shown =
      '经查王一鸣与【student-1】（【student-1】）用【student-1】登录，【officer-1】、【officer-1】在场';
    const [one] = redactedIn(bag);
    expect(one).toEqual({
      path: 'evidence/E-004/redacted.txt',
      hides: [
        { marker: '【student-1】', count: 3 },
        { marker: '【officer-1】', count: 2 },
      ],
    });
    expect(bag.get(`data/${one!.path}`)!.toString()).toBe(shown);
    expect(contentsOf(bag).find((content) => content.vault === vault)).toMatchObject({
      withheld: 'third_party',
    });
    for (const path of ['data/case.json', 'data/evidence/E-004/meta.json'])
      expect(bag.get(path)!.toString()).toContain(shown);
    for (const [path, content] of bag)
      for (const word of [FACTS, '韩梅梅', '2023010124', 'hanmm', CLASSMATE])
        expect(content.includes(word) ? `${path}: ${word}` : '').toBe('');
  });

  it('given the student’s, then no hash is in it by which a hidden name could be tried out', async () => {
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update(FACTS).digest('hex');
    for (const [path, content] of unpacked(await file('student')))
      expect(content.includes(hash) ? path : '').toBe('');
    expect([...unpacked(await file('court')).values()].some((one) => one.includes(hash))).toBe(
      true,
    );
  });

  it('given the panel’s, then other students are hidden and staff are not; court, archive and appeal read what was written', async () => {
    const bytes = await file('panel');
    const verdict = verifyCaseFile(bytes);
    expect(verdict).toMatchObject({ kind: 'intact', facts: { redacted: 2 } });
    expect(reportOf(verdict)).toContain('2 件文本以隐去他人信息的副本示出');
    const one = redactedIn(unpacked(bytes)).find(({ path }) => path.endsWith('.txt'));
    expect(unpacked(bytes).get(`data/${one!.path}`)!.toString()).toBe(
      '经查王一鸣与【student-1】（【student-1】）用【student-1】登录，li、李老师在场',
    );
    for (const profile of ['appeal', 'court', 'archive'] as const) {
      const bag = unpacked(await file(profile));
      expect(redactedIn(bag)).toEqual([]);
      expect(bag.get('data/evidence/E-004/original.txt')!.toString()).toBe(FACTS);
    }
  });

  it('given all profiles, then all verify to one root', async () => {
    const roots = new Set<string>();
    for (const profile of ['student', 'panel', 'court'] as const) {
      const verdict = verifyCaseFile(await file(profile));
      if (verdict.kind === 'intact') roots.add(verdict.facts.root);
    }
    expect(roots.size).toBe(1);
  });

  it('given an account nobody is known to have, then it is hidden too', async () => {
    await sample.on('NoteAdded', LI, { command: 'claim', note: await sample.text('与lilei同机') });
    const bag = unpacked(await file('panel'));
    expect(redactedIn(bag).flatMap(({ hides }) => hides)).toContainEqual({
      marker: '【account-1】',
      count: 1,
    });
  });

  it('given the other person erased, when exported again, then the same bytes, by the places recorded', async () => {
    const located = new Map([[vault, spansOf(FACTS, WORDS)]]);
    for (const profile of ['student', 'panel'] as const)
      expect(fixed(await file(profile, known({ words: [], located })))).toEqual(
        fixed(await file(profile)),
      );
  });

  it('given the student erased, then texts are gone and it verifies', async () => {
    const former = sample;
    sample = await sampleCase();
    const facts = await sample.text(FACTS);
    await sample.on('CaseDecided', LI, {
      ...{ facts, clauses: [], evidence: [], outcome: 'grade_void', decision: 2, votes: [] },
    });
    await sample.vault.erase(STUDENT);
    const bytes = await file('student');
    expect(verifyCaseFile(bytes).kind).toBe('intact');
    expect(redactedIn(unpacked(bytes))).toEqual([]);
    sample = former;
  });

  it('given a redacted copy that was changed, or withholding that is no redaction, then it is told', async () => {
    const bytes = await file('panel');
    const [one] = redactedIn(unpacked(bytes));
    const changed = forged(bytes, flip(`data/${one!.path}`, 2));
    expect(verifyCaseFile(changed).kind).toBe('tampered');
    const bare = forged(bytes, (bag) => {
      const index = contentsOf(bag).map((one) => without(one, 'redacted'));
      bag.set('data/contents.json', Buffer.from(`${JSON.stringify(index, null, 2)}\n`));
    });
    const verdict = verifyCaseFile(bare);
    expect(verdict.kind === 'tampered' && verdict.faults.map(({ code }) => code)).toContain(
      'withheld_without_right',
    );
  });
});
