import type { Deadline } from '../../../cases/deadline.js';
import type { Dates } from '../dates.js';
import { TEXT_WIDTH, type PictureBlock, type Shape } from '../paper.js';
import { DEADLINE_WORDS } from '../words.js';
import type { Step } from './steps.js';

const LABELS = 74;
const ROW = 13;
const LANE = 11;
const LANES = 4;
const MARKS = LANES * LANE + 6;
const TICKS = 5;
const MOST_BARS = 18;

/** A sanction runs for months: on the scale of a procedure it would hide all else. */
const LONG: readonly Deadline['name'][] = ['sanction', 'lifting_review'];

const DAY_MS = 24 * 60 * 60 * 1000;

const LEGEND =
  '数字为步骤序号；条形自起算至届满（超出图幅者截断）；绿 按期，红 逾期，灰 期满，蓝 进行中；圆点 完成';

const COLORS: Readonly<Record<Deadline['state'], string>> = {
  met: '#3f8f63',
  overdue: '#b4362a',
  lapsed: '#8a8a8a',
  running: '#3d6fa8',
};

/**
 * The case as a picture: numbered marks for its steps (the numbers of the table below), a bar for
 * each deadline from its start to its end, a dot where it was met.
 */
export const timeline = (
  steps: readonly Step[],
  deadlines: readonly Deadline[],
  dates: Dates,
): PictureBlock => {
  const bars = deadlines.filter(({ name }) => !LONG.includes(name)).slice(0, MOST_BARS);
  const { start, end } = spanOf(steps, bars);
  const width = TEXT_WIDTH - LABELS - 8;
  const x = (at: number): number =>
    LABELS + (Math.min(Math.max(at, start), end) - start) * (width / (end - start));
  const bottom = MARKS + bars.length * ROW + 4;
  return {
    kind: 'picture',
    alt: `时间线：自${dates.iso(start)}至${dates.iso(end)}，各步骤与期限见下表`,
    height: bottom + 28,
    shapes: [
      ...axis(start, end, x, bottom, dates),
      ...marks(steps, x),
      ...bars.flatMap((deadline, row) => bar(deadline, MARKS + row * ROW, x)),
      { shape: 'label', at: [LABELS, bottom + 14], text: LEGEND, size: 7 },
    ],
  };
};

/** All that happened, and as much of what is still to come as leaves the past legible. */
const spanOf = (steps: readonly Step[], bars: readonly Deadline[]) => {
  const past = steps.flatMap(({ from, to }) => [from, to]);
  const start = Math.min(...past, ...bars.map((deadline) => deadline.start));
  const last = Math.max(...past, start + DAY_MS);
  const due = Math.max(...bars.map((deadline) => deadline.due), last);
  return { start, end: Math.min(due, last + (last - start) / 2) };
};

const axis = (
  start: number,
  end: number,
  x: (at: number) => number,
  bottom: number,
  dates: Dates,
): Shape[] => [
  {
    shape: 'line',
    from: [LABELS, MARKS - 3],
    to: [x(end), MARKS - 3],
    color: '#444444',
  },
  ...Array.from({ length: TICKS }, (_, tick): Shape[] => {
    const at = start + ((end - start) * tick) / (TICKS - 1);
    const align = ({ 0: 'left', [TICKS - 1]: 'right' } as const)[tick] ?? 'center';
    return [
      { shape: 'line', from: [x(at), 0], to: [x(at), bottom], color: '#dddddd', dashed: true },
      { shape: 'label', at: [x(at), bottom], text: dates.iso(at), size: 7, align },
    ];
  }).flat(),
  { shape: 'label', at: [0, MARKS / 2 - 6], text: '步骤', size: 8 },
];

/** Marks that would cover each other go to the next lane; the last lane takes what is left. */
const marks = (steps: readonly Step[], x: (at: number) => number): Shape[] => {
  const ends = Array.from({ length: LANES }, () => -Infinity);
  return steps.flatMap((step, at): Shape[] => {
    if (!step.milestone) return [];
    const text = String(at + 1);
    const left = x(step.from);
    const free = ends.findIndex((end) => end <= left);
    const lane = free === -1 ? LANES - 1 : free;
    // No lane is free: the number would cover another; the dot alone says that something happened.
    const said = free !== -1;
    if (said) ends[lane] = left + 7 + text.length * 4.5;
    const y = MARKS - 3 - lane * LANE;
    return [
      { shape: 'dot', at: [left, y], radius: 2, color: '#222222' },
      ...(said
        ? [{ shape: 'label' as const, at: [left + 3, y - 9.5] as const, text, size: 7 }]
        : []),
    ];
  });
};

const bar = (deadline: Deadline, y: number, x: (at: number) => number): Shape[] => {
  const { name, start, due, state, metAt } = deadline;
  const color = COLORS[state];
  return [
    { shape: 'label', at: [0, y], text: DEADLINE_WORDS[name].zh, size: 8 },
    { shape: 'bar', at: [x(start), y + 3], size: [Math.max(x(due) - x(start), 1), 6], color },
    ...(metAt === undefined
      ? []
      : [{ shape: 'dot' as const, at: [x(metAt), y + 6] as const, radius: 2.6, color: '#111111' }]),
  ];
};
