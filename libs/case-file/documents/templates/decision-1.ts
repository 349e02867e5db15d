import { LEGAL_FLOOR } from '../../../regulation/limits.js';
import type { DecisionFacts } from '../facts/decision-facts.js';
import type { Block, Paper } from '../paper.js';
import type { Requirement, Template } from '../template.js';
import { LEVEL_WORDS, OUTCOME_WORDS } from '../words.js';
import {
  clauseBlocks,
  codeBlock,
  courseInEnglish,
  courseOf,
  englishPage,
  evidenceTable,
  filled,
  needsFacts,
  needsGrounds,
  needsPerson,
  numbered,
  personRows,
  signalBlocks,
  signalsInEnglish,
  signature,
  text,
} from './common.js';

const ARTICLE = 'moe-41#53';
const HARMLESS: readonly DecisionFacts['outcome'][] = ['not_established', 'education_only', 'none'];

export const adverse = ({ outcome }: DecisionFacts): boolean => !HARMLESS.includes(outcome);

const requires: readonly Requirement<DecisionFacts>[] = [
  needsPerson(ARTICLE),
  needsFacts(ARTICLE),
  ...needsGrounds<DecisionFacts>(ARTICLE, adverse),
  {
    name: 'outcome',
    zh: '处理（处分）的种类',
    en: 'the kind of the outcome',
    article: ARTICLE,
    met: ({ outcome, level }) => level === undefined || outcome === 'grade_void',
  },
  {
    name: 'period',
    zh: '处分的期限',
    en: 'the period of the sanction',
    article: 'moe-41#57',
    met: ({ level, periodMonths }) =>
      level === undefined || level === 'expulsion' || periodMonths !== undefined,
  },
  {
    name: 'answers',
    zh: '对每一点申辩意见的答复',
    en: 'an answer to each point of the defence',
    article: 'moe-41#55',
    met: ({ points }) => points.every(({ point, answer }) => filled(point) && filled(answer)),
  },
  {
    name: 'appeal_path',
    zh: '申诉的途径',
    en: 'the path of appeal',
    article: ARTICLE,
    met: ({ provincialAppealDays }) => provincialAppealDays >= LEGAL_FLOOR.provincialAppealDays,
  },
  {
    name: 'limit',
    zh: '申诉的期限（不少于十日）',
    en: 'the time for an appeal, ten days or more',
    article: 'moe-41#60',
    met: ({ appealDays }) => appealDays >= LEGAL_FLOOR.appealDays,
  },
];

/** 处分决定书 or, without a level, 处理决定书: what order 41 art. 53 asks of it. */
export const decision1: Template<DecisionFacts> = {
  document: 'decision',
  version: 1,
  from: '2020-01-01',
  requires,
  compose: (facts) => composeDecision(facts, FIRST),
};

/** What differs between the versions. */
export interface DecisionWording {
  readonly template: string;
  /** When an adverse decision comes into force; `en` is a line of its own, absent where it says nothing. */
  readonly force: (facts: DecisionFacts) => { readonly zh: string; readonly en?: string };
  readonly defenceInEnglish: (facts: DecisionFacts) => string;
  /** Whether the numbers of the signals stand beside the facts. */
  readonly signals: boolean;
}

const FIRST: DecisionWording = {
  template: 'decision@1',
  force: ({ effectiveOn }) => ({
    zh:
      effectiveOn === 'served'
        ? '本决定自送达之日起生效。'
        : '本决定在申诉期满未申诉，或者申诉结论维持本决定时生效。',
  }),
  defenceInEnglish: ({ points }) =>
    `${String(points.length)} points of defence, each answered above.`,
  signals: false,
};

export const composeDecision = (facts: DecisionFacts, wording: DecisionWording): Paper => ({
  title: facts.level === undefined ? '处理决定书' : '处分决定书',
  serial: `编号：${facts.caseId}-决${String(facts.number)}`,
  template: wording.template,
  at: facts.at,
  ...(facts.code === undefined ? {} : { code: facts.code }),
  blocks: [
    ...numbered([
      ['当事人基本信息', [{ kind: 'fields', rows: personRows(facts) }]],
      ['认定的事实', [text(facts.facts ?? ''), ...signalBlocks(told(facts, wording))]],
      ['证据', facts.evidence.length === 0 ? [] : [evidenceTable(facts.evidence)]],
      ['申辩意见及答复', defenceBlocks(facts)],
      ['依据', clauseBlocks(facts.clauses)],
      ['决定', decided(facts, wording)],
      ['申诉的途径和期限', appealPath(facts)],
    ]),
    signature(facts),
    ...codeBlock(facts),
    ...englishPage(inEnglish(facts, wording)),
  ],
});

const told = ({ signals }: DecisionFacts, wording: DecisionWording) =>
  wording.signals ? signals : [];

const CLOSED = {
  filed: '当事人进行了陈述和申辩。',
  waived: '当事人书面表示放弃陈述和申辩。',
  lapsed: '当事人在规定期限内未提出陈述和申辩。',
};

const defenceBlocks = ({ points, closedBy, dates, noticedAt }: DecisionFacts): Block[] => [
  text(`学校于${dates.day(noticedAt)}制作拟处理告知书并依法送达。${CLOSED[closedBy]}`),
  ...points.flatMap(({ point = '', answer = '' }, at) => [
    text(`申辩意见${String(at + 1)}：${point}`),
    text(`答复：${answer}`),
  ]),
];

const decided = (facts: DecisionFacts, { force }: DecisionWording): Block[] => {
  const { outcome, level, periodMonths } = facts;
  if (!adverse(facts))
    return [
      text(`就${courseOf(facts)}中的“${facts.violation.zh}”：${OUTCOME_WORDS[outcome].zh}。`),
    ];
  const sanction = level === undefined ? '' : `；给予${LEVEL_WORDS[level].zh}处分`;
  const period =
    periodMonths === undefined ? '' : `，处分期限${String(periodMonths)}个月，自决定生效之日起计算`;
  return [
    text(
      `就${courseOf(facts)}：${OUTCOME_WORDS[outcome].zh}${sanction}${period}。${force(facts).zh}`,
    ),
    ...(periodMonths === undefined ? [] : [text('处分期满前，学校按规定程序评议解除处分。')]),
  ];
};

const appealPath = ({ appealDays, provincialAppealDays }: DecisionFacts): Block[] => [
  text(
    `对本决定有异议的，可以自收到本决定书之日起${String(appealDays)}日内（收到当日不计入，至最后一日24时），向学校学生申诉处理委员会提出书面申诉（教育部令第41号第六十条）。申诉不会导致更重的处理。`,
  ),
  text(
    `对申诉的复查决定仍有异议的，可以自收到复查决定书之日起${String(provincialAppealDays)}日内，向学校所在地省级教育行政部门提出书面申诉（第六十二条）。`,
  ),
];

const inEnglish = (facts: DecisionFacts, wording: DecisionWording): string[] => {
  const { outcome, level, periodMonths, clauses, appealDays, provincialAppealDays } = facts;
  const force = adverse(facts) ? wording.force(facts).en : undefined;
  const months = periodMonths === undefined ? '' : ` for ${String(periodMonths)} months`;
  const sanction = level === undefined ? '' : `; discipline: ${LEVEL_WORDS[level].en}${months}`;
  return [
    courseInEnglish(facts),
    `Decision on ${facts.violation.en}: ${OUTCOME_WORDS[outcome].en}${sanction}.`,
    ...signalsInEnglish(told(facts, wording)),
    `Grounds: ${clauses.map(({ ref }) => ref).join(', ') || 'none'}; ${wording.defenceInEnglish(facts)}`,
    ...(force === undefined ? [] : [force]),
    `Appeal: in writing to the university's student appeals committee within ${String(appealDays)} days of receipt; then to the provincial education authority within ${String(provincialAppealDays)} days of receiving its conclusion.`,
  ];
};
