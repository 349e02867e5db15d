import type { DeliveryFacts } from '../facts/delivery-facts.js';
import type { Paper } from '../paper.js';
import type { Template } from '../template.js';
import { DELIVERED_WORDS, METHOD_WORDS } from '../words.js';
import {
  codeBlock,
  courseInEnglish,
  englishPage,
  filled,
  needsPerson,
  numbered,
  text,
} from './common.js';

const ARTICLE = 'moe-41#55';

/** 送达回证: one attempt to deliver, with its method and its proof. */
export const deliveryRecord1: Template<DeliveryFacts> = {
  document: 'delivery',
  version: 1,
  from: '2020-01-01',
  requires: [
    needsPerson(ARTICLE),
    {
      name: 'former_method',
      zh: '未采用前一送达方式的理由',
      en: 'why the former method did not apply',
      article: ARTICLE,
      met: ({ method, whyNotFormer }) => method === 'direct' || filled(whyNotFormer),
    },
    {
      name: 'proof',
      zh: '送达的证明',
      en: 'the proof of delivery',
      article: ARTICLE,
      met: ({ delivered, proof }) =>
        !delivered ||
        proof.attachment !== undefined ||
        filled(proof.text) ||
        proof.witnesses.length > 0,
    },
  ],
  compose: (facts) => compose(facts),
};

const compose = (facts: DeliveryFacts): Paper => ({
  title: '送达回证',
  serial: `编号：${facts.caseId}-送${String(facts.number)}`,
  template: 'delivery@1',
  at: facts.at,
  ...(facts.code === undefined ? {} : { code: facts.code }),
  blocks: [
    { kind: 'fields', rows: rows(facts) },
    ...numbered([
      [
        '签名或盖章',
        [
          text('受送达人：________________    日期：________________'),
          text('送达人：________________    见证人：________________  ________________'),
        ],
      ],
    ]),
    ...codeBlock(facts),
    ...englishPage([
      courseInEnglish(facts),
      `${DELIVERED_WORDS[facts.document].en}: ${METHOD_WORDS[facts.method].en}; ${facts.delivered ? 'delivered' : 'not delivered'} at ${facts.dates.isoTime(facts.deliveredAt)}.`,
    ]),
  ],
});

const rows = (facts: DeliveryFacts): (readonly [string, string])[] => {
  const { student, document, method, delivered, deliveredAt, whyNotFormer, proof, dates } = facts;
  const person = [student.name, student.number && `学号 ${student.number}`, student.college];
  const file = proof.attachment && `${proof.attachment.title}（附件 ${proof.attachment.id}）`;
  return [
    ['受送达人', person.filter(Boolean).join('，')],
    ['送达文书', DELIVERED_WORDS[document].zh],
    ['送达方式', METHOD_WORDS[method].zh],
    ['结果', delivered ? '已送达' : '未送达'],
    [delivered ? '送达时间' : '尝试时间', dates.time(deliveredAt)],
    ...(whyNotFormer === undefined ? [] : [['未采用前一方式的理由', whyNotFormer] as const]),
    ...(file === undefined ? [] : [['证明材料', file] as const]),
    ...(proof.text === undefined ? [] : [['证明说明', proof.text] as const]),
    ...(proof.witnesses.length === 0 ? [] : [['见证人', proof.witnesses.join('、')] as const]),
    ['送达人', facts.deliveredBy],
    ['记录时间', dates.time(facts.at)],
  ];
};
