import { describe, expect, it } from '@jest/globals';
import { STUDENT, text, withLevel } from '../../cases/testing/journey.js';
import { caseAt, concludedCase } from '../../cases/testing/stops.js';
import { caseDocuments } from './case-documents.js';
import { numeral } from './clauses.js';
import { documentsOf } from './documents-of.js';
import { linesOf } from './pdf/line-breaks.js';
import { printable } from './pdf/printable.js';
import { caseFileInputOf, inputOf, REFERENCE, type PrintedTerms } from './testing/printed-case.js';
import type { Block, Paper } from './paper.js';

const levelled = () => caseAt('executed', { level: 'demerit' });

const documentIn = (journey: ReturnType<typeof levelled>, id: string, terms: PrintedTerms = {}) => {
  const found = caseDocuments(inputOf(journey, terms)).find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found.print();
};

const missing = (...given: Parameters<typeof documentIn>): string[] => {
  const printed = documentIn(...given);
  return printed.ok ? [] : printed.missing.map(({ name }) => name);
};

const textOf = (block: Block): string => JSON.stringify(block);
const wordsOf = ({ blocks, title }: Paper): string => title + blocks.map(textOf).join('\n');

const said = (...given: Parameters<typeof documentIn>): string => {
  const printed = documentIn(...given);
  if (!printed.ok) throw new Error(JSON.stringify(printed.missing));
  return wordsOf(printed.paper);
};

describe('documents of a case', () => {
  it('given an appealed case, then each paper has its place and name', async () => {
    const files = await documentsOf(...caseFileInputOf(concludedCase()));
    expect([...files.keys()].sort()).toEqual([
      '00-卷宗目录及摘要.pdf',
      '10-拟处理告知书.pdf',
      '11-送达回证/01-送达回证.pdf',
      '20-陈述申辩/01-陈述申辩.pdf',
      '21-申辩意见答复.pdf',
      '31-会议记录及表决.pdf',
      '40-处分决定书.pdf',
      '41-送达回证/01-送达回证.pdf',
      '50-申诉/01-申诉书.pdf',
      '50-申诉/02-申诉处理决定书.pdf',
      '50-申诉/03-送达回证.pdf',
    ]);
  });

  it('given the same case, when printed twice, then every byte is the same', async () => {
    const one = await documentsOf(...caseFileInputOf(levelled(), { profile: 'student' }));
    const other = await documentsOf(...caseFileInputOf(levelled(), { profile: 'student' }));
    expect([...one.keys()]).toEqual([...other.keys()]);
    for (const [path, bytes] of one)
      expect(Buffer.from(bytes).equals(Buffer.from(other.get(path)!))).toBe(true);
  });

  it('given a name of the university, then it stands above every title, and without one nothing does', async () => {
    const organization = '青海师范大学';
    const [input, others] = caseFileInputOf(levelled(), { profile: 'student' });
    const plain = await documentsOf(input, others);
    const named = await documentsOf({ ...input, organization }, others);
    const again = await documentsOf({ ...input, organization }, others);
    expect([...named.keys()]).toEqual([...plain.keys()]);
    for (const [path, bytes] of named) {
      expect(Buffer.from(bytes).equals(Buffer.from(again.get(path)!))).toBe(true);
      expect(Buffer.from(bytes).equals(Buffer.from(plain.get(path)!))).toBe(false);
    }
    const papers = caseDocuments({ ...inputOf(levelled()), organization }).map((one) =>
      one.print(),
    );
    for (const printed of papers) expect(printed).toMatchObject({ paper: { organization } });
    expect(documentIn(levelled(), 'decision-1')).not.toHaveProperty('paper.organization');
  });

  it('given a decision with a level, then it names what order 41 art. 53 asks for', () => {
    const words = said(levelled(), 'decision-1');
    for (const part of [
      '处分决定书',
      '张三',
      '2023010123',
      '记过',
      '6个月',
      '第二十四条',
      '10日内',
    ])
      expect(words).toContain(part);
    expect(words).toContain('省级教育行政部门');
    expect(words).toContain('申辩意见2');
  });

  it.each([
    ['the facts erased', 'notice-1', { words: { 'a term in one night': null } }, ['facts']],
    ['the evidence erased', 'notice-1', { words: { 'the raw bytes': null } }, ['evidence']],
    ['the student unknown', 'decision-1', { reference: { ...REFERENCE, student: {} } }, ['person']],
    ['an answer erased', 'decision-1', { words: { heard: null } }, ['answers']],
    [
      'a regulation that is not on record',
      'notice-1',
      { reference: { ...REFERENCE, regulations: [] } },
      ['clause'],
    ],
    [
      'a policy below the legal limit',
      'decision-1',
      { reference: { ...REFERENCE, limits: { ...REFERENCE.limits, appealDays: 9 } } },
      ['limit'],
    ],
  ] as [string, string, PrintedTerms, string[]][])(
    'given %s, then the %s is refused by that name',
    (_, id, terms, names) => {
      expect(missing(levelled(), id, terms)).toEqual(names);
      expect(missing(levelled(), id)).toEqual([]);
    },
  );

  it('given the student’s copy, then it names nobody else; a court’s does', () => {
    const words = { 'signed receipt': '室友王五代收' };
    const student = said(levelled(), 'delivery-1', { profile: 'student', words });
    expect(student).not.toMatch(/王五|李老师|\bli\b/);
    expect(student).toContain('officer-1');
    const court = said(levelled(), 'delivery-1', { profile: 'court', words });
    expect(court).toContain('室友王五代收');
    expect(court).toContain('李老师（li）');
  });

  it('given internal papers, then the student has none, and a panel no votes in them', () => {
    const ids = caseDocuments(inputOf(levelled(), { profile: 'student' })).map(({ id }) => id);
    expect(ids).toContain('decision-1');
    expect(ids).not.toContain('minutes-1');
    expect(said(levelled(), 'minutes-1', { profile: 'panel' })).not.toContain('记过');
    expect(said(levelled(), 'minutes-1', { profile: 'court' })).toContain('记过');
  });

  it('given a member recused and a legal review, then the minutes say so', () => {
    const journey = caseAt('voted', { level: 'probation', violation: 'exam_impersonation' });
    const [chair, student] = [
      { role: 'committee', person: 'c1' },
      { role: 'student', person: STUDENT },
    ];
    journey.do(student, 'request_recusal', { person: 'c3', reason: text('my aunt') });
    journey.do(chair, 'rule_recusal', { person: 'c3', granted: true, reason: text('so it is') });
    const legal = { role: 'legal', person: 'fa' };
    journey.do(legal, 'record_legal_review', { passed: true, opinion: text('lawful') });
    journey.do(chair, 'decide', withLevel('probation').decision);
    const minutes = said(journey, 'minutes-1', { profile: 'court' });
    expect(minutes).toMatch(/回避.*c3.*当事人申请回避，准许，未参加表决/);
    expect(minutes).toMatch(/合法性审查.*通过/);
    expect(minutes).toMatch(/2 \/ 3/);
  });
});

describe('text on paper', () => {
  it('given signs that the typeface lacks, then they stand as their codes, and nothing invisible stays', () => {
    expect(printable('a\u200bb😀\u0007c\r\nd')).toBe('ab[U+1F600]c\nd');
  });

  it('given a long Chinese text and a long hash, then lines fit and none begins with a closing mark', () => {
    const text = `${'他说：“刷课”，（已查实）。'.repeat(40)}${'f'.repeat(300)}`;
    const lines = linesOf(text, 10, 200);
    expect(lines.join('')).toBe(text);
    for (const line of lines) {
      expect(linesOf(line, 10, 200)).toEqual([line]);
      expect(line).not.toMatch(/^[，。”）：]/);
    }
  });

  it.each([
    [1, '一'],
    [10, '十'],
    [24, '二十四'],
    [110, '一百一十'],
    [305, '三百零五'],
  ])('given article %d, then it is counted %s', (value, words) => {
    expect(numeral(value)).toBe(words);
  });
});
