import type { CollegeAnswerFacts } from '../facts/college-facts.js';
import type { Template } from '../template.js';
import { collegeInEnglish, courseRows, findingsTable } from './college.js';
import { codeBlock, englishPage, numbered, text } from './common.js';

/** 学院答复, as filed: a record, of which nothing is demanded. */
export const collegeAnswer1: Template<CollegeAnswerFacts> = {
  document: 'college_answer',
  version: 1,
  from: '2020-01-01',
  requires: [],
  compose: (facts) => ({
    title: '开课学院答复',
    serial: `编号：${facts.caseId}-复${String(facts.number)}`,
    template: 'college_answer@1',
    at: facts.at,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    blocks: [
      {
        kind: 'fields',
        rows: [
          ...courseRows(facts),
          ['答复人', facts.answeredBy],
          ['答复时间', facts.dates.time(facts.at)],
          ['学院自述', facts.remedied ? '已整改' : '未整改'],
          ['附件', facts.attachments.length === 0 ? '无' : facts.attachments.join('、')],
        ],
      },
      ...numbered([
        ['所通知的问题', [findingsTable(facts)]],
        ['答复内容', [text(facts.facts ?? '（内容已依法删除）')]],
      ]),
      ...codeBlock(facts),
      ...englishPage([
        ...collegeInEnglish(facts),
        `The college answers that it has ${facts.remedied ? '' : 'not '}put this right.`,
      ]),
    ],
  }),
};
