import type { Share } from '../share.js';
import { dot, FAINT, GREY, line, words } from './svg.js';

/** Okabe and Ito's colours, told apart by everybody; the order is that of the efforts met. */
const COLOURS = ['#0072b2', '#e69f00', '#d55e00', '#009e73', '#cc79a7', '#56b4e9'];
const KNOWN_EFFORTS = ['blatant', 'moderate', 'adaptive'];

const ROW = 20;
const GAP = 14;
/** Above the rows: title, legend, scale. */
export const HEAD = 92;
const LABELS = 180;
const COUNTS = 74;

interface Row {
  readonly violation: string;
  readonly effort: string;
  readonly share: Share;
}

/** Rows in order: violations as they come, efforts from blatant to adaptive. */
const rowsOf = (shares: Readonly<Record<string, Share>>): readonly Row[] =>
  Object.entries(shares)
    .map(([name, share]) => {
      const [violation = '', effort = ''] = name.split(' ');
      return { violation, effort, share };
    })
    .sort(
      (a, b) => compare(a.violation, b.violation) || effortRank(a.effort) - effortRank(b.effort),
    );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const effortRank = (effort: string): number => {
  const at = KNOWN_EFFORTS.indexOf(effort);
  return at < 0 ? KNOWN_EFFORTS.length : at;
};

export interface Panel {
  readonly parts: readonly string[];
  readonly height: number;
}

/** Recall by violation and effort: a dot and its interval in each row. */
export const recallPanel = (
  shares: Readonly<Record<string, Share>>,
  left: number,
  width: number,
): Panel => {
  const rows = rowsOf(shares);
  const efforts = [...new Set(rows.map(({ effort }) => effort))].sort(
    (a, b) => effortRank(a) - effortRank(b) || compare(a, b),
  );
  const colourOf = (effort: string) => COLOURS[efforts.indexOf(effort) % COLOURS.length] ?? GREY;
  const from = left + LABELS;
  const x = (rate: number) => from + rate * (width - LABELS - COUNTS);
  const parts: string[] = [];
  let y = HEAD;
  for (const [at, { violation, effort, share }] of rows.entries()) {
    const first = rows[at - 1]?.violation !== violation;
    if (first && at > 0) y += GAP;
    if (first) parts.push(words(left, y + ROW / 2 + 4, violation, { 'font-weight': 'bold' }));
    const middle = y + ROW / 2;
    const colour = colourOf(effort);
    parts.push(
      line(x(0), middle, x(1), middle),
      line(x(share.low), middle, x(share.high), middle, { stroke: colour, 'stroke-width': 2.5 }),
      dot(x(share.rate), middle, 4.5, colour),
      words(x(1) + 12, middle + 4, `${String(share.hits)} of ${String(share.all)}`, { fill: GREY }),
    );
    y += ROW;
  }
  return { parts: [...frame(x, y, left, efforts, colourOf), ...parts], height: y + 34 };
};

const frame = (
  x: (rate: number) => number,
  bottom: number,
  left: number,
  efforts: readonly string[],
  colourOf: (effort: string) => string,
): readonly string[] => [
  words(left, 56, 'Recall by violation and effort', { 'font-size': 14, 'font-weight': 'bold' }),
  ...efforts.flatMap((effort, at) => [
    dot(x(0) + 6 + at * 92, 74, 4.5, colourOf(effort)),
    words(x(0) + 16 + at * 92, 78, effort),
  ]),
  ...[0, 0.25, 0.5, 0.75, 1].flatMap((rate) => [
    line(x(rate), HEAD - 4, x(rate), bottom + 4, { stroke: FAINT }),
    words(x(rate), bottom + 20, rate.toFixed(2), { fill: GREY, 'text-anchor': 'middle' }),
  ]),
];
