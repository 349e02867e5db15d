import type { RecordFacts } from '../facts/record-facts.js';
import type { Template } from '../template.js';
import { codeBlock, courseInEnglish, courseOf, englishPage, numbered, text } from './common.js';

const IN_ENGLISH: Readonly<Record<string, string>> = {
  述: 'Statement and defence of the student, as filed.',
  答: 'The points of the defence and the answers to them.',
  法: 'Legal review (order 41 art. 56).',
  会: "Minutes and votes of the committee's meeting.",
  诉: 'Appeal, as filed.',
  执: "The registry's acknowledgement of an instruction.",
};

/** A record of what was said or done. It is no document that takes effect, so nothing is demanded of it. */
export const record1: Template<RecordFacts> = {
  document: 'record',
  version: 1,
  from: '2020-01-01',
  requires: [],
  compose: (facts) => ({
    title: facts.title,
    serial: `编号：${facts.caseId}-${facts.mark}${String(facts.number)}`,
    template: 'record@1',
    at: facts.at,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    blocks: [
      text(`案件 ${facts.caseId}，${courseOf(facts)}，“${facts.violation.zh}”。`),
      ...(facts.rows.length === 0 ? [] : [{ kind: 'fields' as const, rows: facts.rows }]),
      ...numbered(facts.sections),
      ...codeBlock(facts),
      ...englishPage([courseInEnglish(facts), IN_ENGLISH[facts.mark] ?? '']),
    ],
  }),
};
