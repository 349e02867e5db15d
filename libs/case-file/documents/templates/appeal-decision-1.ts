import { LEGAL_FLOOR } from '../../../regulation/limits.js';
import type { AppealFacts } from '../facts/appeal-facts.js';
import type { Block, Paper } from '../paper.js';
import type { Template } from '../template.js';
import type { Word } from '../words.js';
import {
  codeBlock,
  courseInEnglish,
  courseOf,
  englishPage,
  filled,
  needsPerson,
  numbered,
  personRows,
  signature,
  text,
} from './common.js';

const ARTICLE = 'moe-41#61';

/** 申诉处理决定书: the conclusion of the school's appeals committee (order 41 arts 61 and 62). */
export const appealDecision1: Template<AppealFacts> = {
  document: 'appeal_decision',
  version: 1,
  from: '2020-01-01',
  requires: [
    needsPerson(ARTICLE),
    {
      name: 'decision',
      zh: '申诉所针对的决定',
      en: 'the decision appealed against',
      article: ARTICLE,
      met: ({ decided }) => decided !== undefined,
    },
    {
      name: 'appeal',
      zh: '申诉的理由',
      en: 'the grounds of the appeal',
      article: ARTICLE,
      met: ({ appeal, appealed }) => filled(appeal) && appealed.length > 0,
    },
    {
      name: 'reasons',
      zh: '结论的理由',
      en: 'the reasons of the conclusion',
      article: ARTICLE,
      met: ({ reasons }) => filled(reasons),
    },
    {
      name: 'appeal_path',
      zh: '向省级教育行政部门申诉的途径和期限（不少于十五日）',
      en: 'the path to the province and its time, fifteen days or more',
      article: 'moe-41#62',
      met: ({ provincialAppealDays }) => provincialAppealDays >= LEGAL_FLOOR.provincialAppealDays,
    },
  ],
  compose: (facts) => compose(facts),
};

const zh = (words: readonly Word[]): string => words.map((word) => word.zh).join('、');
const en = (words: readonly Word[]): string => words.map((word) => word.en).join(', ');

const compose = (facts: AppealFacts): Paper => ({
  title: '申诉处理决定书',
  serial: `编号：${facts.caseId}-申${String(facts.number)}`,
  template: 'appeal_decision@1',
  at: facts.at,
  ...(facts.code === undefined ? {} : { code: facts.code }),
  blocks: [
    ...numbered([
      ['申诉人基本信息', [{ kind: 'fields', rows: personRows(facts) }]],
      ['原决定', [text(formerly(facts))]],
      ['申诉理由', [text(`事由：${zh(facts.appealed)}。`), text(facts.appeal ?? '')]],
      ['复查结论', conclusion(facts)],
      ['理由', [text(facts.reasons ?? '')]],
      ['后续途径和期限', path(facts)],
    ]),
    signature(facts, '学校学生申诉处理委员会（印章）'),
    ...codeBlock(facts),
    ...englishPage(inEnglish(facts)),
  ],
});

const formerly = (facts: AppealFacts): string => {
  const { decided, dates, filedAt } = facts;
  const filed = filedAt === undefined ? '' : `申诉人于${dates.day(filedAt)}提出申诉。`;
  return decided === undefined
    ? ''
    : `学校于${dates.day(decided.at)}就${courseOf(facts)}作出决定：${decided.words.zh}。${filed}`;
};

const conclusion = ({ result, recommend, grounds, members }: AppealFacts): Block[] => {
  const panel = `申诉处理委员会由${String(members)}名成员组成复查，成员均未参与此前程序。`;
  if (result === 'upheld') return [text(`${panel}结论：维持原决定。`)];
  const advice = { revoke: '撤销原决定', change: '变更原决定' }[recommend ?? 'change'];
  const why = grounds.length === 0 ? '' : `（事由：${zh(grounds)}）`;
  return [
    text(
      `${panel}结论：建议${advice}${why}，由学校重新研究作出决定（教育部令第41号第六十一条）。新的决定不得重于原决定。`,
    ),
  ];
};

const path = ({ result, provincialAppealDays }: AppealFacts): Block[] => [
  text(
    result === 'upheld'
      ? `对本结论有异议的，可以自收到本决定书之日起${String(provincialAppealDays)}日内，向学校所在地省级教育行政部门提出书面申诉（第六十二条）。`
      : `学校重新作出的决定将另行送达，并载明申诉的途径和期限。对复查决定有异议的，可以自收到之日起${String(provincialAppealDays)}日内向学校所在地省级教育行政部门提出书面申诉（第六十二条）。`,
  ),
];

const inEnglish = (facts: AppealFacts): string[] => [
  courseInEnglish(facts),
  `Conclusion of the university's student appeals committee on the decision "${facts.decided?.words.en ?? ''}", appealed on: ${en(facts.appealed)}.`,
  facts.result === 'upheld'
    ? 'The decision is upheld.'
    : `The case is sent back to the university; recommended: ${facts.recommend ?? 'change'} (${en(facts.grounds)}). The new decision may not be heavier.`,
  `Further appeal: to the provincial education authority within ${String(facts.provincialAppealDays)} days of receipt.`,
];
