import type { CollegeFacts } from '../facts/college-facts.js';
import type { Block } from '../paper.js';
import type { Requirement } from '../template.js';
import { SEVERITY_WORDS } from '../words.js';
import { courseOf, filled, needsFacts } from './common.js';

/** No article says what such a paper names: findings bring their own, of whatever regulation. */
export const COLLEGE_BASIS = 'policy#college-answer';

export const needsOfCollege = <Facts extends CollegeFacts>(): Requirement<Facts>[] => [
  {
    name: 'college',
    zh: '开课学院',
    en: 'the college',
    article: COLLEGE_BASIS,
    met: ({ college }) => filled(college),
  },
  needsFacts<Facts>(COLLEGE_BASIS),
  {
    name: 'findings',
    zh: '存在的问题及其条款',
    en: 'the findings, each with its article',
    article: COLLEGE_BASIS,
    met: ({ findings }) => findings.length > 0 && findings.every(({ article }) => filled(article)),
  },
];

export const toCollege = ({ college }: CollegeFacts): Block => ({
  kind: 'text',
  text: `${college}：`,
});

export const courseRows = (facts: CollegeFacts): (readonly [string, string])[] => [
  ['开课学院', facts.college],
  ['课程', courseOf(facts)],
];

/** @param standing whether it is told which of them the offering still has */
export const findingsTable = ({ findings }: CollegeFacts, standing = false): Block => ({
  kind: 'table',
  columns: [
    { title: '代码', share: 2.4 },
    { title: '条款', share: 2.4 },
    { title: '问题', share: 4 },
    { title: '程度', share: 2 },
    ...(standing ? [{ title: '现状', share: 1.4 }] : []),
  ],
  rows: findings.map(({ code, article, detail, severity, stands }) => [
    ...[code, article, detail.zh, SEVERITY_WORDS[severity].zh],
    ...(standing ? [stands ? '仍存在' : '已消除'] : []),
  ]),
});

export const collegeInEnglish = ({ caseId, course, college, findings }: CollegeFacts): string[] => [
  `Case ${caseId}; course offering ${course.offering}; college ${college}. No student is concerned.`,
  `Findings: ${findings.map(({ code, article, detail }) => `${code} (${article}): ${detail.en}`).join('; ')}.`,
];
