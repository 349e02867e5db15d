import { timelineLines } from './timeline-lines.js';
import type { CaseAnswer, HistoryAnswer, SignalAnswer, TimelineEntry } from './types.js';

const VIOLATION_ZH: Readonly<Record<string, string>> = {
  account_lending: '出借账号',
  course_brushing: '刷课',
  proxy_attendance: '替课',
  exam_brushing: '刷考',
  exam_impersonation: '替考',
  content_leak: '传播考试内容及答案',
  excessive_absence: '缺课超三分之一',
  non_participation: '未登录缺考',
  course_compliance: '课程规范',
};

const rule = '─'.repeat(78);

/** One case as text for the terminal: what is claimed, on what, what happened, what is due. */
export const casePage = (
  found: CaseAnswer,
  signals: readonly SignalAnswer[],
  history: HistoryAnswer,
  entries: readonly TimelineEntry[],
): string =>
  [
    rule,
    `Case ${found.id} · ${found.violation} ${VIOLATION_ZH[found.violation] ?? ''} · ${found.status} · score ${found.score.toFixed(3)}`,
    `Student ${found.student ?? '–'} · offering ${found.offering} · version ${String(found.version)}`,
    rule,
    'Signals',
    ...signals.flatMap(signalLines),
    '',
    'History',
    ...history.items.map(
      ({ version, at, type, actor }) =>
        `  ${String(version).padStart(3)}  ${local(at)}  ${type.padEnd(24)} ${actor.role} ${actor.person}`,
    ),
    ...(found.deadlines.length > 0
      ? [
          '',
          'Deadlines',
          ...found.deadlines.map(
            (one) => `  ${one.name.padEnd(20)} ${local(one.due)}  ${one.state}`,
          ),
        ]
      : []),
    '',
    'Timeline (newest part; ◀ marks what a signal rests on)',
    ...timelineLines(entries),
    rule,
  ].join('\n');

const signalLines = (signal: SignalAnswer): string[] => [
  `  ${signal.detector} · ${signal.score.toFixed(3)} · ${signal.state}, revision ${String(signal.revision)} · ${local(signal.firstAt)} – ${local(signal.lastAt)}`,
  `    ${signal.reason.zh}`,
  `    ${signal.reason.en}`,
  ...signal.numbers.map(
    ({ name, value, threshold, unit }) =>
      `      ${name}: ${round(value)} ${unit} (threshold ${round(threshold)})`,
  ),
  ...signal.innocent.map(
    ({ name, tested, outcome }) => `      innocent? ${name}: ${outcome} (${tested})`,
  ),
  ...(signal.population ?? []).map(
    ({ name, of, n }) => `      compared with: ${name}${of === '' ? '' : ` ${of}`} (${String(n)})`,
  ),
  `      ${String(signal.events.length)} events cited`,
];

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Local time of the installation's country; the offset is shown where it is another. */
const local = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: process.env['TZ_INSTALLATION'] ?? 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(instant));
