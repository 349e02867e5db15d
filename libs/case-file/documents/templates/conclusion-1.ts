import type { ConclusionFacts } from '../facts/college-facts.js';
import type { Block } from '../paper.js';
import type { Template } from '../template.js';
import { OUTCOME_WORDS } from '../words.js';
import {
  collegeInEnglish,
  courseRows,
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

/** 课程规范认定书: a second person's conclusion on what the college was notified of. */
export const conclusion1: Template<ConclusionFacts> = {
  document: 'conclusion',
  version: 1,
  from: '2020-01-01',
  requires: needsOfCollege<ConclusionFacts>(),
  compose: (facts) => ({
    title: '课程规范认定书',
    serial: `编号：${facts.caseId}-认${String(facts.number)}`,
    template: 'conclusion@1',
    at: facts.at,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    blocks: [
      toCollege(facts),
      ...numbered([
        ['课程', [{ kind: 'fields', rows: courseRows(facts) }]],
        ['认定的事实', [text(facts.facts ?? '')]],
        ['所通知的问题及现状', [findingsTable(facts, true)]],
        ['学院的答复', answerBlocks(facts)],
        ['依据', clauseBlocks(facts.clauses)],
        ['认定', [text(concluded(facts))]],
      ]),
      signature(facts),
      ...codeBlock(facts),
      ...englishPage([
        ...collegeInEnglish(facts),
        `Conclusion: ${OUTCOME_WORDS[facts.outcome].en}. No student's grade is changed by it.`,
      ]),
    ],
  }),
};

const answerBlocks = ({ answers, noticedAt, dates }: ConclusionFacts): Block[] => [
  text(`学校于${dates.day(noticedAt)}通知开课学院。`),
  ...(answers.length === 0
    ? [text('学院在规定期限内未答复。')]
    : answers.map(({ at, remedied, text: words }) =>
        text(`${dates.day(at)}答复（${remedied ? '称已整改' : '称未整改'}）：${words}`),
      )),
];

const concluded = (facts: ConclusionFacts): string =>
  `就${courseOf(facts)}：${OUTCOME_WORDS[facts.outcome].zh}。本认定不变更任何学生的成绩。`;
