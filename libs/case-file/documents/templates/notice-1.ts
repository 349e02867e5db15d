import { LEGAL_FLOOR } from '../../../regulation/limits.js';
import type { NoticeFacts } from '../facts/notice-facts.js';
import type { Block, Paper } from '../paper.js';
import type { Template } from '../template.js';
import { LEVEL_WORDS, OUTCOME_WORDS, RIGHT_WORDS } from '../words.js';
import {
  clauseBlocks,
  codeBlock,
  courseInEnglish,
  courseOf,
  englishPage,
  evidenceTable,
  needsFacts,
  needsGrounds,
  needsPerson,
  numbered,
  signalBlocks,
  signalsInEnglish,
  signature,
  text,
} from './common.js';

const ARTICLE = 'moe-41#55';

/** 拟处理告知书: facts, evidence, grounds, what is proposed, rights and time (order 41 art. 55). */
export const notice1: Template<NoticeFacts> = {
  document: 'notice',
  version: 1,
  from: '2020-01-01',
  requires: [
    needsPerson(ARTICLE),
    needsFacts(ARTICLE),
    ...needsGrounds<NoticeFacts>(ARTICLE),
    {
      name: 'outcome',
      zh: '拟作出的处理',
      en: 'the proposed outcome',
      article: ARTICLE,
      met: ({ proposed }) => !['none', 'not_established'].includes(proposed.outcome),
    },
    {
      name: 'rights',
      zh: '陈述和申辩的权利',
      en: 'the rights to a statement and to a defence',
      article: ARTICLE,
      met: ({ rights }) => rights.includes('statement') && rights.includes('defence'),
    },
    {
      name: 'limit',
      zh: '陈述申辩的期限（不少于三个工作日）',
      en: 'the time for the defence, three working days or more',
      article: ARTICLE,
      met: ({ defenceDays }) => defenceDays >= LEGAL_FLOOR.defenceDays,
    },
  ],
  compose: (facts) => composeNotice({ ...facts, signals: [] }, 'notice@1'),
};

export const composeNotice = (facts: NoticeFacts, template: string): Paper => ({
  title: '拟处理告知书',
  serial: `编号：${facts.caseId}-告${String(facts.number)}`,
  template,
  at: facts.at,
  ...(facts.code === undefined ? {} : { code: facts.code }),
  blocks: [
    { kind: 'text', text: addressee(facts) },
    text(
      `经调查，我校拟就你在${courseOf(facts)}学习中的“${facts.violation.zh}”作出处理。` +
        '根据《普通高等学校学生管理规定》（教育部令第41号）第五十五条，现将拟作出处理的事实、理由、依据和你享有的权利告知如下：',
    ),
    ...numbered([
      ['拟认定的事实', [text(facts.facts ?? ''), ...signalBlocks(facts.signals)]],
      ['证据清单', [evidenceTable(facts.evidence)]],
      ['依据', clauseBlocks(facts.clauses)],
      ['拟作出的处理', [text(proposal(facts))]],
      ['你的权利和期限', rightsBlocks(facts)],
    ]),
    signature(facts),
    ...codeBlock(facts),
    ...englishPage(inEnglish(facts)),
  ],
});

const addressee = ({ student }: NoticeFacts): string => {
  const details = [`学号：${student.number ?? ''}`, student.college && `学院：${student.college}`];
  return `${student.name ?? '当事人'}（${details.filter(Boolean).join('，')}）：`;
};

const proposal = ({ proposed: { outcome, maxLevel } }: NoticeFacts): string => {
  const level =
    maxLevel === undefined ? '不另给处分' : `并可给予最高至“${LEVEL_WORDS[maxLevel].zh}”的处分`;
  const range = outcome === 'grade_void' ? `，${level}` : '';
  return `拟：${OUTCOME_WORDS[outcome].zh}${range}。正式决定不得重于本告知书所列；如需更重，学校将另行告知。`;
};

const rightsBlocks = ({ rights, defenceDays, short }: NoticeFacts): Block[] => {
  const days = String(defenceDays);
  const lines = [
    `你有权进行陈述和申辩${short ? '、提出异议' : ''}。期限为本告知书送达之日起${days}个工作日（送达当日不计入），可以书面提出，也可由学校记录你的口头意见。逾期未提出的，视为放弃。`,
    '学校将逐点答复你的申辩意见，并且不因申辩而加重处理。',
    rights.includes('recusal') && '你有权对办案人员和评议人员申请回避，并说明理由。',
    rights.includes('agent') && '你有权委托代理人代为陈述和申辩，须提交委托书。',
    '你可以查阅本告知书所列证据。',
  ].filter((line) => line !== false);
  return lines.map((line, at) => text(`${String(at + 1)}．${line}`));
};

const inEnglish = (facts: NoticeFacts): string[] => {
  const { proposed, clauses, rights, defenceDays, evidence } = facts;
  const level = proposed.maxLevel ? `, discipline up to ${LEVEL_WORDS[proposed.maxLevel].en}` : '';
  return [
    courseInEnglish(facts),
    `The university informs the student what it proposes to decide and why: ${facts.violation.en}; proposed: ${OUTCOME_WORDS[proposed.outcome].en}${level}.`,
    ...signalsInEnglish(facts.signals),
    `It rests on the evidence listed (${String(evidence.length)}) and on ${clauses.map(({ ref }) => ref).join(', ')}.`,
    `Rights: ${rights.map((right) => RIGHT_WORDS[right].en).join('; ')}. Time: ${String(defenceDays)} working days from delivery, the day of delivery not counted. The decision may not go beyond this notice.`,
  ];
};
