import type { Clause } from '../clauses.js';
import type { EvidenceLine, Head } from '../facts/printing.js';
import type { SignalLine } from '../facts/signal-lines.js';
import type { Block } from '../paper.js';
import type { Requirement } from '../template.js';

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const text = (words: string): Block => ({ kind: 'text', text: words, indent: true });
export const english = (words: string): Block => ({ kind: 'text', text: words, lang: 'en' });

/** `一、`, `二、`, … before the headings of a document, whichever of them it has. */
export const numbered = (sections: readonly (readonly [string, readonly Block[]])[]): Block[] =>
  sections
    .filter(([, blocks]) => blocks.length > 0)
    .flatMap(([title, blocks], at) => [
      heading(`${'一二三四五六七八九十'.charAt(at)}、${title}`),
      ...blocks,
    ]);

export const courseOf = ({ course }: Head): string =>
  course.title === undefined
    ? `线上课程 ${course.offering}`
    : `线上课程《${course.title}》（${course.offering}）`;

export const personRows = ({ student, course }: Head): (readonly [string, string])[] => [
  ['姓名', student.name ?? '（学籍信息未载）'],
  ['学号', student.number ?? ''],
  ['学院', student.college ?? '（学籍信息未载）'],
  ['课程', course.title === undefined ? course.offering : `《${course.title}》 ${course.offering}`],
];

export const evidenceTable = (lines: readonly EvidenceLine[]): Block => ({
  kind: 'table',
  columns: [
    { title: '编号', share: 1.1 },
    { title: '类别', share: 1.7 },
    { title: '名称', share: 3.6 },
    { title: 'SHA-256', share: 3.6 },
  ],
  rows: lines.map(({ id, source, title, sha256 }) => [id, source, title, sha256 ?? '（已删除）']),
});

/** The numbers behind the facts: hours, days, and whether the platform's data was complete. */
export const signalBlocks = (lines: readonly SignalLine[]): Block[] =>
  lines.flatMap(({ evidence, reason, tested }) => [
    text(`证据${evidence}所载：${reason.zh}`),
    ...(tested.length === 0
      ? []
      : [
          text(
            `对其他可能的核查：${tested.map(({ name, outcome }) => `${name.zh}（${outcome.zh}）`).join('、')}。`,
          ),
        ]),
  ]);

export const signalsInEnglish = (lines: readonly SignalLine[]): string[] =>
  lines.map(({ evidence, reason, tested }) => {
    const looked = tested.map(({ name, outcome }) => `${name.en} (${outcome.en})`).join(', ');
    return `${evidence}: ${reason.en}${looked === '' ? '' : ` Also looked at: ${looked}.`}`;
  });

export const clauseBlocks = (clauses: readonly Clause[]): Block[] =>
  clauses.flatMap(({ ref, label, text: words }) => [
    text(`${label}（${ref}）${words === undefined ? '。' : '：'}`),
    ...(words === undefined ? [] : [text(words)]),
  ]);

/** The other party holds the anchor: case-file property 3. */
export const codeBlock = ({ code }: Head): Block[] =>
  code === undefined
    ? []
    : [
        {
          kind: 'code',
          code,
          says:
            '核验码。本文书所依据的记录已列入学校日志，该码为其签名检查点。请妥善保存本文书：' +
            '日后可用 probity verify 卷宗.zip --root 核验码，离线核对卷宗与出具本文书时的记录是否相承。\n' +
            'Verification code: keep it. It lets anyone check offline that a case file continues the record as it stood when this paper was made.',
        },
      ];

export const signature = ({ dates, at }: Head, body = '（学校印章）'): Block => ({
  kind: 'right',
  text: `${body}\n${dates.day(at)}`,
});

/** Begins a page of its own: what follows is for information. */
export const englishPage = (lines: readonly string[]): Block[] => [
  { kind: 'heading', text: 'Summary in English', lang: 'en' },
  english('For information only; the Chinese text prevails.'),
  ...lines.map(english),
];

export const courseInEnglish = ({ course, student, caseId }: Head): string =>
  `Case ${caseId}; student ${student.number ?? '(erased)'}; course offering ${course.offering}.`;

export const filled = (words: string | undefined): boolean =>
  words !== undefined && words.trim() !== '';

export const needsPerson = <Facts extends Head>(article: string): Requirement<Facts> => ({
  name: 'person',
  zh: '当事人基本信息（学号）',
  en: 'the person: a student number',
  article,
  met: ({ student }) => filled(student.number),
});

export const needsFacts = <Facts extends { facts?: string }>(
  article: string,
): Requirement<Facts> => ({
  name: 'facts',
  zh: '认定的事实',
  en: 'the facts',
  article,
  met: ({ facts }) => filled(facts),
});

interface WithGrounds {
  readonly evidence: readonly EvidenceLine[];
  readonly clauses: readonly Clause[];
}

/** Evidence with a hash, and each clause at the level of its item where the article has items. */
export const needsGrounds = <Facts extends WithGrounds>(
  article: string,
  where: (facts: Facts) => boolean = () => true,
): Requirement<Facts>[] => [
  {
    name: 'evidence',
    zh: '证据清单（至少一项带哈希值的证据）',
    en: 'the list of evidence, at least one item of it with its hash',
    article,
    met: (facts) => !where(facts) || facts.evidence.some(({ sha256 }) => sha256 !== undefined),
  },
  {
    name: 'clause',
    zh: '依据的条款（具体到项）',
    en: 'the clause, at the level of its item',
    article,
    met: (facts) =>
      !where(facts) || (facts.clauses.length > 0 && facts.clauses.every(({ exact }) => exact)),
  },
];
