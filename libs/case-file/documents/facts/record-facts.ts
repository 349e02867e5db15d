import type { CaseEvent, CaseEventOf } from '../../../cases/events.js';
import type { Sanction } from '../../../cases/outcome-kind.js';
import type { Block } from '../paper.js';
import { text } from '../templates/common.js';
import { GROUND_WORDS, LEVEL_WORDS, OUTCOME_WORDS } from '../words.js';
import { headOf, textOrErased, type Head, type Printing } from './printing.js';

/** A record of what was said or done, as it stands in the case. */
export interface RecordFacts extends Head {
  readonly title: string;
  /** Of the serial: 述, 答, 法, 会, 诉, 执. */
  readonly mark: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly sections: readonly (readonly [string, readonly Block[]])[];
}

/** The record that an event makes; undefined where it makes none. */
export const recordFacts = (printing: Printing): RecordFacts | undefined => {
  const own = contentOf(printing, printing.event as CaseEvent);
  return own && { ...headOf(printing), ...own };
};

type Content = Pick<RecordFacts, 'title' | 'mark' | 'rows' | 'sections'>;

const contentOf = (printing: Printing, event: CaseEvent): Content | undefined => {
  switch (event.type) {
    case 'StatementFiled':
      return statement(printing, event.data);
    case 'ObjectionFiled':
      return objection(printing, event.data);
    case 'LegalReviewRecorded':
      return legalReview(printing, event.data);
    case 'AppealFiled':
      return appeal(printing, event.data);
    case 'OutcomeAcknowledged':
      return acknowledgement(printing, event.data);
    default:
      return undefined;
  }
};

const how = (printing: Printing, paper: { readonly recordedBy: string } | undefined): string =>
  paper === undefined
    ? '当事人本人经系统提交'
    : `书面提交，由${printing.people.nameOf(paper.recordedBy)}登记（附扫描件）`;

const filedRows = (
  printing: Printing,
  {
    at,
    paper,
    attachments,
  }: Pick<CaseEventOf<'StatementFiled'>['data'], 'at' | 'paper' | 'attachments'>,
): Content['rows'] => [
  ['提出人', '当事人'],
  ['提出时间', headOf(printing).dates.time(at)],
  ['方式', how(printing, paper)],
  ['附件', attachments.length === 0 ? '无' : attachments.join('、')],
];

const statement = (printing: Printing, data: CaseEventOf<'StatementFiled'>['data']): Content => ({
  title: '陈述申辩',
  mark: '述',
  rows: filedRows(printing, data),
  sections: data.points.map((point, at) => [
    `申辩意见${String(at + 1)}`,
    [text(textOrErased(printing, point))],
  ]),
});

const objection = (printing: Printing, data: CaseEventOf<'ObjectionFiled'>['data']): Content => ({
  title: '异议',
  mark: '述',
  rows: filedRows(printing, data),
  sections: [['异议内容', [text(textOrErased(printing, data.text))]]],
});

const legalReview = (
  printing: Printing,
  data: CaseEventOf<'LegalReviewRecorded'>['data'],
): Content => ({
  title: '合法性审查意见',
  mark: '法',
  rows: [
    ['审查人', printing.people.nameOf(data.by)],
    ['审查时间', headOf(printing).dates.time(data.at)],
    ['结论', data.passed ? '通过' : '未通过'],
    ['附件', data.attachment ?? '无'],
  ],
  sections: [['审查意见', [text(textOrErased(printing, data.opinion))]]],
});

const appeal = (printing: Printing, data: CaseEventOf<'AppealFiled'>['data']): Content => ({
  title: '申诉书',
  mark: '诉',
  rows: [
    ...filedRows(printing, data),
    ['申诉事由', data.grounds.map((ground) => GROUND_WORDS[ground].zh).join('、')],
  ],
  sections: [['申诉内容', [text(textOrErased(printing, data.text))]]],
});

const acknowledgement = (
  printing: Printing,
  data: CaseEventOf<'OutcomeAcknowledged'>['data'],
): Content => ({
  title: '成绩处理回执',
  mark: '执',
  rows: [
    ['指令编号', data.outcome],
    ['结果', data.status === 'accepted' ? '已执行' : '被拒绝'],
    ['性质', data.settles ? '执行决定' : '暂缓或恢复成绩登记'],
    ['时间', headOf(printing).dates.time(data.at)],
    ['回复方', printing.people.nameOf(data.by)],
  ],
  sections: [],
});

const WITHHELD = '（本版本不载）';

const voteOf = ({ outcome, level }: Sanction): string =>
  OUTCOME_WORDS[outcome].zh + (level === undefined ? '' : `；${LEVEL_WORDS[level].zh}`);

type Row = RecordFacts['rows'][number];

/** Requests to recuse members, and what the chair ruled (guard 2). */
const recusalRows = (
  { found: { facts }, people: { nameOf } }: Printing,
  members: readonly string[],
): readonly Row[] => {
  const asked = facts.recusals.filter(({ person }) => members.includes(person));
  const ruled = asked.map(({ person, granted }) => {
    const ruling = granted === undefined ? '尚未裁定' : granted ? '准许，未参加表决' : '驳回';
    return `${nameOf(person)}：当事人申请回避，${ruling}`;
  });
  return ruled.length === 0 ? [] : [['回避', ruled.join('；')]];
};

/** Order 41, art. 56: what came before the decision. */
const reviewRows = (printing: Printing): readonly Row[] => {
  const { legalReview, presidentsMeeting } = printing.found.facts;
  const { dates } = headOf(printing);
  const passed = legalReview?.passed === true ? '通过' : '未通过';
  return [
    ...(legalReview ? [['合法性审查', `${dates.time(legalReview.at)}${passed}`] as const] : []),
    ...(presidentsMeeting
      ? [['校长办公会议', `${dates.time(presidentsMeeting.heldAt)}召开`] as const]
      : []),
  ];
};

/** 会议记录及表决: who sat, who voted what; at the decision that the votes led to. */
export const minutesFacts = (printing: Printing): RecordFacts | undefined => {
  const { stage } = printing.found;
  if (!('committee' in stage) || !('decision' in stage)) return undefined;
  const { committee, decision } = stage;
  const head = headOf(printing);
  const { nameOf } = printing.people;
  return {
    ...head,
    title: '会议记录及表决',
    mark: '会',
    rows: [
      ['会议时间', head.dates.time(committee.meetingAt)],
      ['主持人', nameOf(committee.chair)],
      ['成员', committee.members.map(nameOf).join('、')],
      ['秘书', committee.secretary === undefined ? '未设' : nameOf(committee.secretary)],
      ...recusalRows(printing, committee.members),
      ['表决人数', `${String(decision.votes.length)} / ${String(committee.members.length)}`],
      ...reviewRows(printing),
    ],
    sections: [
      [
        '表决',
        [
          {
            kind: 'table',
            columns: [
              { title: '成员', share: 2 },
              { title: '时间', share: 2 },
              { title: '意见', share: 3 },
              { title: '理由', share: 4 },
            ],
            rows: decision.votes.map(({ member, at, outcome, level, reason }) => [
              nameOf(member),
              head.dates.isoTime(at),
              printing.votes ? voteOf({ outcome, level }) : WITHHELD,
              printing.votes ? textOrErased(printing, reason) : WITHHELD,
            ]),
          },
        ],
      ],
    ],
  };
};

/** 申辩意见答复: each point and what was answered to it, at the decision. */
export const answersFacts = (printing: Printing): RecordFacts | undefined => {
  const { stage } = printing.found;
  if (!('defence' in stage) || stage.defence.points.length === 0) return undefined;
  const { points, answers } = stage.defence;
  return {
    ...headOf(printing),
    title: '申辩意见答复',
    mark: '答',
    rows: [],
    sections: points.map((point, at) => {
      const answer = answers.findLast((one) => one.point === at + 1);
      return [
        `申辩意见${String(at + 1)}`,
        [
          text(textOrErased(printing, point)),
          text(`答复：${textOrErased(printing, answer?.answer)}`),
          ...(answer?.evidence?.length
            ? [text(`所依据的证据：${answer.evidence.join('、')}`)]
            : []),
        ],
      ];
    }),
  };
};
