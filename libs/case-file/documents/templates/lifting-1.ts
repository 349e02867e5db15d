import { LEGAL_FLOOR } from '../../../regulation/limits.js';
import type { LiftingFacts } from '../facts/lifting-facts.js';
import type { Block, Paper } from '../paper.js';
import type { Template } from '../template.js';
import { LEVEL_WORDS } from '../words.js';
import {
  codeBlock,
  courseInEnglish,
  englishPage,
  filled,
  needsPerson,
  numbered,
  personRows,
  signature,
  text,
} from './common.js';

const ARTICLE = 'moe-41#57';

/** 解除处分决定书, or the decision not to lift (order 41 art. 57). */
export const lifting1: Template<LiftingFacts> = {
  document: 'lifting',
  version: 1,
  from: '2020-01-01',
  requires: [
    needsPerson(ARTICLE),
    {
      name: 'sanction',
      zh: '原处分及其期限',
      en: 'the sanction and its period',
      article: ARTICLE,
      met: ({ sanction }) => sanction !== undefined,
    },
    {
      name: 'reasons',
      zh: '理由',
      en: 'the reason',
      article: ARTICLE,
      met: ({ reason }) => filled(reason),
    },
    {
      name: 'limit',
      zh: '申诉的期限（不少于十日）',
      en: 'the time for an appeal, ten days or more',
      article: 'moe-41#60',
      met: ({ appealDays }) => appealDays >= LEGAL_FLOOR.appealDays,
    },
  ],
  compose: (facts) => composeLifting(facts, FIRST),
};

/** What differs between the versions: what the student may do now, as section and as English lines. */
export interface LiftingWording {
  readonly template: string;
  readonly after: (facts: LiftingFacts) => readonly (readonly [string, readonly Block[]])[];
  readonly afterInEnglish: (facts: LiftingFacts) => readonly string[];
}

const FIRST: LiftingWording = {
  template: 'lifting@1',
  after: ({ appealDays }) => [
    [
      '申诉的途径和期限',
      [
        text(
          `对本决定有异议的，可以自收到本决定书之日起${String(appealDays)}日内，向学校学生申诉处理委员会提出书面申诉。`,
        ),
      ],
    ],
  ],
  afterInEnglish: ({ appealDays }) => [
    `Appeal: in writing to the university's student appeals committee within ${String(appealDays)} days of receipt.`,
  ],
};

export const composeLifting = (facts: LiftingFacts, wording: LiftingWording): Paper => ({
  title: facts.lifted ? '解除处分决定书' : '不予解除处分决定书',
  serial: `编号：${facts.caseId}-解${String(facts.number)}`,
  template: wording.template,
  at: facts.at,
  ...(facts.code === undefined ? {} : { code: facts.code }),
  blocks: [
    ...numbered([
      ['当事人基本信息', [{ kind: 'fields', rows: personRows(facts) }]],
      ['原处分', [text(formerly(facts))]],
      ['评议理由', [text(facts.reason ?? '')]],
      ['决定', [text(decided(facts))]],
      ...wording.after(facts),
    ]),
    signature(facts),
    ...codeBlock(facts),
    ...englishPage([
      courseInEnglish(facts),
      facts.lifted
        ? `The sanction (${levelOf(facts).en}) is lifted; from now on it no longer affects the student's rights.`
        : `The sanction (${levelOf(facts).en}) is not lifted for now.`,
      ...wording.afterInEnglish(facts),
    ]),
  ],
});

const levelOf = ({ sanction }: LiftingFacts) =>
  sanction === undefined ? { zh: '', en: '' } : LEVEL_WORDS[sanction.level];

const formerly = (facts: LiftingFacts): string => {
  const { sanction, dates, decidedAt } = facts;
  if (sanction === undefined) return '';
  const when = decidedAt === undefined ? '' : `学校于${dates.day(decidedAt)}决定`;
  return `${when}给予${levelOf(facts).zh}处分，期限自${dates.day(sanction.from)}至${dates.day(sanction.until - 1)}。`;
};

const decided = (facts: LiftingFacts): string =>
  facts.lifted
    ? `解除${levelOf(facts).zh}处分。解除后，当事人获得表彰、奖励及其他权益，不再受原处分的影响（教育部令第41号第五十七条）。`
    : `暂不解除${levelOf(facts).zh}处分。`;
