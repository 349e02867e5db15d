import { outcomeOf } from '../../../cases/decided-outcome.js';
import { publishedStatus } from '../../../cases/published-status.js';
import type { CaseEvent } from '../../../cases/events.js';
import type { Case } from '../../../cases/state.js';
import { isOutcomeKind } from '../../../cases/outcome-kind.js';
import type { RecordedEvent } from '../../../event-sourcing/recorded-event.js';
import { sha256, type Files } from '../../bag.js';
import type { CaseFileInput } from '../../case-file-input.js';
import { reachOf, whyNot } from '../../disclosure/students-events.js';
import { datesIn, type Dates } from '../dates.js';
import type { DocumentSources, Reference } from '../document-sources.js';
import type { Listed } from '../listed.js';
import type { Block, Paper } from '../paper.js';
import { peopleIn, type People } from '../people.js';
import { codeBlock, englishPage, numbered, text } from '../templates/common.js';
import { FAMILY_WORDS, LEVEL_WORDS, OUTCOME_WORDS, violationWord, type Word } from '../words.js';
import { allDeadlines, deadlineRow } from './deadline-rows.js';
import { fileRows } from './file-index.js';
import { PROFILE_WORDS, STATUS_WORDS } from './status-words.js';
import { stepsIn } from './steps.js';
import { timeline } from './timeline.js';

export interface CoverInput {
  readonly input: CaseFileInput;
  readonly sources: DocumentSources;
  readonly found: Case;
  readonly listed: readonly Listed[];
  readonly documents: Files;
  readonly others: Files;
}

interface Told extends CoverInput {
  readonly dates: Dates;
  readonly people: People;
  readonly reference: Reference;
  /** What the reader of the profile may be told. */
  readonly events: readonly RecordedEvent<CaseEvent>[];
}

/** 卷宗目录及摘要: the page that a case file opens with. */
export const cover = (given: CoverInput): Paper => {
  const { input, sources, found } = given;
  const { caseId, events, profile, timeZone, organization } = input;
  const last = events.at(-1);
  const reference = sources.reference(last?.version ?? 1);
  const { student = '' } = found.facts;
  const names = profile === 'student' ? undefined : reference.people;
  const told: Told = {
    ...{ ...given, reference, dates: datesIn(timeZone) },
    people: peopleIn(events, student, names),
    events: (profile === 'student' ? theirs(events, student) : events) as Told['events'],
  };
  const code = sources.codes.get(last?.version ?? 0);
  const at = Date.parse(last?.metadata.at ?? '1970-01-01T00:00:00Z');
  return {
    ...(organization === undefined ? {} : { organization }),
    title: '卷宗目录及摘要',
    serial: `案号：${caseId}    版本：${String(events.length)}    ${PROFILE_WORDS[profile].zh}`,
    template: 'cover@1',
    at,
    ...(code === undefined ? {} : { code }),
    blocks: blocks(told, code),
  };
};

const theirs = (events: CaseFileInput['events'], student: string): CaseFileInput['events'] => {
  const reach = reachOf(events, student);
  return events.filter((event) => whyNot(event, reach) === undefined);
};

const blocks = (told: Told, code: string | undefined): Block[] => {
  const { steps, left } = stepsIn(told.events, told.people);
  const deadlines = allDeadlines(told.events);
  const { dates } = told;
  return [
    ...numbered([
      ['案件摘要', [{ kind: 'fields', rows: summary(told) }]],
      ['当事人与参与人', [{ kind: 'fields', rows: parties(told) }]],
      ['时间线', [timeline(steps, deadlines, dates)]],
      ['经过：何人何时做了什么', [stepTable(steps, dates), ...leftOut(left)]],
      ['期限及遵守情况', deadlines.length === 0 ? [] : [deadlineTable(told, deadlines)]],
      ['文书目录', documentTable(told)],
      ['其他文件目录', [filesTable(told)]],
    ]),
    ...codeBlock({ code } as Parameters<typeof codeBlock>[0]),
    ...englishPage(inEnglish(told)),
  ];
};

const summary = (told: Told): (readonly [string, string])[] => {
  const { found, dates, events, reference } = told;
  const { facts, stage } = found;
  const outcome = outcomeOf(found);
  const decided = outcome
    ? `${dates.day(outcome.decidedAt)}：${outcomeWords(outcome)}`
    : '尚未作出决定';
  return [
    ['类别', FAMILY_WORDS[facts.family].zh],
    ['事由', violationWord(facts.violation, reference.regulations).zh],
    ['状态', STATUS_WORDS[publishedStatus(stage)]],
    ['线索提示', dates.time(facts.flaggedAt)],
    ['决定', decided],
    ['证据', `${String(facts.evidence.length)} 项，其中排除 ${String(excluded(found))} 项`],
    ['本卷事件', `${String(told.input.events.length)} 条，本版本示出 ${String(events.length)} 条`],
  ];
};

const excluded = ({ facts }: Case): number =>
  facts.evidence.filter((one) => one.excluded !== undefined).length;

const outcomeWords = ({ kind, level, periodMonths }: NonNullable<ReturnType<typeof outcomeOf>>) =>
  [
    OUTCOME_WORDS[kind].zh,
    ...(level === undefined ? [] : [`${levelWord(level).zh}处分`]),
    ...(periodMonths === undefined ? [] : [`期限${String(periodMonths)}个月`]),
  ].join('，');

const parties = ({ found, people, reference }: Told): (readonly [string, string])[] => {
  const { course, people: on } = found.facts;
  const { student } = reference;
  const list = (ids: readonly string[]): string =>
    [...new Set(ids)].map((id) => people.nameOf(id)).join('、') || '无';
  const person = [student.name, student.number && `学号 ${student.number}`, student.college];
  return [
    ['当事人', person.filter(Boolean).join('，') || '（内容已依法删除）'],
    ['课程', [reference.course.title, course.offering].filter(Boolean).join('  ')],
    ['任课教师', list([...(course.owner ? [course.owner] : []), ...course.teachers])],
    ['承办人', list(on.assignee ? [on.assignee] : [])],
    ['调查人', list(on.investigators)],
    ['复核人', list(on.reviewers)],
    ['评议委员会', list(on.committee)],
    ['申诉处理委员会', list(on.appeals)],
  ];
};

const stepTable = (steps: ReturnType<typeof stepsIn>['steps'], dates: Dates): Block => ({
  kind: 'table',
  columns: [
    { title: '序号', share: 1 },
    { title: '时间', share: 3.2 },
    { title: '身份', share: 2.4 },
    { title: '何人', share: 2.6 },
    { title: '事项', share: 4.2 },
  ],
  rows: steps.map(({ words, by, role, from, to, count }, at) => [
    String(at + 1),
    count === 1 ? dates.isoTime(from) : `${dates.isoTime(from)} 至 ${dates.isoTime(to)}`,
    role,
    by,
    count === 1 ? words : `${words}（${String(count)} 次）`,
  ]),
});

const leftOut = (left: number): Block[] =>
  left === 0 ? [] : [text(`另有 ${String(left)} 个步骤未列于此，全部载于 events.jsonl。`)];

const deadlineTable = ({ dates }: Told, deadlines: ReturnType<typeof allDeadlines>): Block => ({
  kind: 'table',
  columns: [
    { title: '期限', share: 1.7 },
    { title: '依据', share: 2.2 },
    { title: '长度', share: 2 },
    { title: '起算', share: 1.7 },
    { title: '届满', share: 2.3 },
    { title: '结果', share: 2.8 },
  ],
  rows: deadlines.map((deadline) => deadlineRow(deadline, dates)),
});

const documentTable = ({ listed, documents }: Told): Block[] => {
  const printed = listed.filter((one) => one.printed);
  const refused = listed.filter((one) => !one.printed);
  return [
    {
      kind: 'table',
      columns: [
        { title: '文件', share: 4.4 },
        { title: '页数', share: 1 },
        { title: 'SHA-256', share: 5 },
      ],
      rows: printed.map(({ path, pages }) => [
        path,
        String(pages),
        sha256(documents.get(path) ?? new Uint8Array()),
      ]),
    },
    ...refused.map(({ document, missing }) =>
      text(
        `未印制：${document.title}（${document.id}），缺：${missing.map(({ zh }) => zh).join('；')}。`,
      ),
    ),
  ];
};

const filesTable = ({ others }: Told): Block => ({
  kind: 'table',
  columns: [
    { title: '文件', share: 4.4 },
    { title: '数量', share: 1.3 },
    { title: 'SHA-256（文件夹：其清单行的 SHA-256）', share: 4.7 },
  ],
  rows: fileRows(others),
});

const inEnglish = ({ input, found, reference, listed }: Told): string[] => {
  const { facts, stage } = found;
  const outcome = outcomeOf(found);
  const level = outcome?.level === undefined ? '' : `; ${levelWord(outcome.level).en}`;
  const words = outcome && isKnown(outcome.kind) ? OUTCOME_WORDS[outcome.kind].en : undefined;
  return [
    `Case ${facts.id}, version ${String(input.events.length)}, ${PROFILE_WORDS[input.profile].en}. ${FAMILY_WORDS[facts.family].en}: ${violationWord(facts.violation, reference.regulations).en}; course offering ${facts.course.offering}; state: ${publishedStatus(stage).replaceAll('_', ' ')}.`,
    words === undefined ? 'Not decided yet.' : `Decision: ${words}${level}.`,
    `${String(listed.filter(({ printed }) => printed).length)} documents; the index above gives pages and hashes. Who did what and which deadlines were met is listed above; the events themselves are in events.jsonl.`,
  ];
};

const levelWord = (level: string): Word =>
  (LEVEL_WORDS as Readonly<Record<string, Word>>)[level] ?? { zh: level, en: level };

const isKnown = (kind: string): kind is keyof typeof OUTCOME_WORDS =>
  isOutcomeKind(kind) || kind in OUTCOME_WORDS;
