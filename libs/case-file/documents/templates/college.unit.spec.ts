import { describe, expect, it } from '@jest/globals';
import { complianceAt } from '../../../cases/testing/compliance.js';
import { machine, reviewer, text, type Journey } from '../../../cases/testing/journey.js';
import { caseDocuments } from '../case-documents.js';
import { fileNames } from '../file-names.js';
import { inputOf, type PrintedTerms } from '../testing/printed-case.js';

const documents = (journey: Journey, terms: PrintedTerms = {}) =>
  caseDocuments(inputOf(journey, terms));

const printed = (journey: Journey, id: string, terms: PrintedTerms = {}) => {
  const paper = documents(journey, terms)
    .find((one) => one.id === id)
    ?.print();
  if (!paper) throw new Error(`no ${id}`);
  return paper;
};

const said = (...given: Parameters<typeof printed>): string => {
  const paper = printed(...given);
  return paper.ok ? JSON.stringify(paper.paper) : JSON.stringify(paper.missing);
};

const concluded = (): Journey => {
  const journey = complianceAt('college_answered');
  const data = { outcome: 'persisted', facts: text('still 59 per cent') } as const;
  journey.do(reviewer, 'conclude_compliance', data);
  return journey;
};

describe('papers to the college of an offering', () => {
  it('given a notice, then it names college, facts, finding and article, and the days to answer', () => {
    const paper = said(complianceAt('college_notified'), 'college_notice-1');
    for (const part of ['CS：', 'the final counts 59 per cent', 'fully_online_final'])
      expect(paper).toContain(part);
    expect(paper).toContain('qhnu-online@1#19-1');
    expect(paper).toContain('第十九条第（一）项');
    expect(paper).toContain('自本通知发出之日起10个工作日内');
  });

  it('given the other finding was not noticed, then no paper speaks of it', () => {
    expect(said(complianceAt('college_notified'), 'college_notice-1')).not.toContain('#8');
  });

  it('given a conclusion, then it says what was answered, what stands and what follows', () => {
    const paper = said(concluded(), 'conclusion-1');
    for (const part of ['still 59 per cent', '称未整改', 'as it always was', '仍存在'])
      expect(paper).toContain(part);
    expect(paper).toContain('未整改，移交教务处');
  });

  it('given the finding is gone, then the conclusion says so', () => {
    const journey = complianceAt('college_answered');
    journey.do(machine, 'update_findings', { findings: [] });
    const data = { outcome: 'remedied', facts: text('all is well') } as const;
    journey.do(reviewer, 'conclude_compliance', data);
    expect(said(journey, 'conclusion-1')).toMatch(/已消除.*已整改/s);
  });

  it('names no student and nobody to whom there is an appeal', () => {
    for (const { id } of documents(concluded()))
      expect(said(concluded(), id)).not.toMatch(/学号|2023010123|申诉|student appeals/);
  });

  it('given the facts were erased, then it is refused by that name', () => {
    const terms = { words: { 'still 59 per cent': null } };
    expect(printed(concluded(), 'conclusion-1', terms)).toMatchObject({
      ok: false,
      missing: [{ name: 'facts' }],
    });
  });

  it('given a case file, then each has its place', () => {
    expect([...fileNames(documents(concluded())).values()]).toEqual([
      '10-课程规范问题通知书.pdf',
      '20-学院答复/01-开课学院答复.pdf',
      '40-课程规范认定书.pdf',
    ]);
  });
});
