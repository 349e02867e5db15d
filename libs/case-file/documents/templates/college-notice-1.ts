import type { CollegeNoticeFacts } from '../facts/college-facts.js';
import type { Template } from '../template.js';
import {
  COLLEGE_BASIS,
  collegeInEnglish,
  findingsTable,
  needsOfCollege,
  toCollege,
} from './college.js';
import {
  clauseBlocks,
  codeBlock,
  courseOf,
  englishPage,
  numbered,
  signature,
  text,
} from './common.js';

/** 课程规范问题通知书: what stands against an offering, and by when its college answers (arts 4, 8, 9, 19, 20). */
export const collegeNotice1: Template<CollegeNoticeFacts> = {
  document: 'college_notice',
  version: 1,
  from: '2020-01-01',
  requires: [
    ...needsOfCollege<CollegeNoticeFacts>(),
    {
      name: 'limit',
      zh: '答复期限',
      en: 'the time to answer',
      article: COLLEGE_BASIS,
      met: ({ answerDays }) => answerDays >= 1,
    },
  ],
  compose: (facts) => ({
    title: '课程规范问题通知书',
    serial: `编号：${facts.caseId}-通${String(facts.number)}`,
    template: 'college_notice@1',
    at: facts.at,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    blocks: [
      toCollege(facts),
      text(`经核查，你院开设的${courseOf(facts)}存在下列不符合课程管理规定的问题，现予通知：`),
      ...numbered([
        ['事实', [text(facts.facts ?? '')]],
        ['存在的问题', [findingsTable(facts)]],
        ['依据', clauseBlocks(facts.clauses)],
        ['答复要求和期限', [text(request(facts))]],
      ]),
      signature(facts),
      ...codeBlock(facts),
      ...englishPage([
        ...collegeInEnglish(facts),
        `The college is asked to put this right and to answer within ${String(facts.answerDays)} working days from this notice, its day not counted.`,
      ]),
    ],
  }),
};

const request = ({ answerDays }: CollegeNoticeFacts): string =>
  `请你院整改，并自本通知发出之日起${String(answerDays)}个工作日内（发出当日不计入）书面答复整改情况，或者说明理由。由本学院的办案人员或者该课程的教师答复。` +
  '逾期未答复的，学校将根据课程备案情况直接认定；认定以备案情况为准。';
