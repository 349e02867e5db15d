import type { Evaluation } from './evaluate.js';
import type { Share } from './share.js';
import { told, toldPer10000 } from './tables.js';
import { targetsOf } from './targets.js';

type Cells = readonly string[];

/** The evaluation as tables for a page; intervals are 95 %. Not aligned: a formatter does that. */
export const markdownOf = (found: Evaluation): string =>
  [
    tableOf(
      ['figure', 'goal', 'measured', ''],
      targetsOf(found).map(({ name, goal, measured, rare, met }) => [
        name,
        goal,
        rare ? toldPer10000(measured) : told(measured),
        met === undefined ? '–' : met ? 'met' : '**missed**',
      ]),
    ),
    tableOf(
      ['violation', 'family', 'effort', 'recall'],
      Object.entries(found.recall.byFamilyAndEffort).map(([name, share]) => [
        ...code(name.split(' ')),
        told(share),
      ]),
    ),
    tableOf(
      ['violation', 'precision', 'flagged of those not guilty of it'],
      Object.entries(found.falsePositives).map(([violation, share]) => [
        ...code([violation]),
        told(found.precision.byViolation[violation] ?? NOTHING),
        toldPer10000(share),
      ]),
    ),
    accused(found),
  ].join('\n\n');

const NOTHING: Share = { hits: 0, all: 0, rate: 0, low: 0, high: 1 };

const code = (names: readonly string[]): Cells => names.map((name) => `\`${name}\``);

const accused = ({ falseAccusations, precision, timeToFlag }: Evaluation): string => {
  const traits = Object.entries(falseAccusations.byTrait)
    .filter(([, { hits }]) => hits > 0)
    .map(([trait, share]) => [...code([trait]), toldPer10000(share)]);
  const sentences = [
    `Wrong flags: ${String(precision.honest)} on honest student-offerings, ` +
      `${String(precision.otherViolation)} of another violation on guilty ones; ` +
      `${String(falseAccusations.passing)} honest ones were flagged for a while only.`,
    timeToFlag.median === undefined || timeToFlag.p90 === undefined
      ? ''
      : `Days from the first wrong event to the flag (looked at at each week's end): ` +
        `median ${timeToFlag.median.toFixed(1)}, p90 ${timeToFlag.p90.toFixed(1)}.`,
  ];
  const text = sentences.filter((one) => one !== '').join(' ');
  if (traits.length === 0) return text;
  return `${text}\n\n${tableOf(['trait of the honest', 'accused'], traits)}`;
};

const tableOf = (head: Cells, rows: readonly Cells[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
