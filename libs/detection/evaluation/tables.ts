import type { Calibration } from './calibration.js';
import type { Missed, WrongFlag } from './detection-rates.js';
import type { Evaluation } from './evaluate.js';
import type { Share } from './share.js';

/** `0.971 (0.951 to 0.983), 34 of 35`. */
export const told = ({ hits, all, rate, low, high }: Share): string =>
  all === 0
    ? 'none'
    : `${rate.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), ${String(hits)} of ${String(all)}`;

/** `0.5 (0.1 to 2.8) in 10,000, 1 of 20000`. */
export const toldPer10000 = ({ hits, all, rate, low, high }: Share): string =>
  all === 0
    ? 'none'
    : `${(1e4 * rate).toFixed(1)} (${(1e4 * low).toFixed(1)} to ${(1e4 * high).toFixed(1)}) in 10,000, ${String(hits)} of ${String(all)}`;

type Shares = Readonly<Record<string, Share>>;
type Row = readonly [name: string, value: string];

/** The tables that people read in a terminal; intervals are 95 %. */
export const tablesOf = (found: Evaluation): readonly string[] => [
  ...section('overall', overall(found)),
  ...section('recall by violation', rows(found.recall.byViolation)),
  ...section('recall by effort', rows(found.recall.byEffort)),
  ...section('recall by violation, family, effort', rows(found.recall.byFamilyAndEffort)),
  ...section('precision by violation', rows(found.precision.byViolation)),
  ...section(
    'flagged of those not guilty of it, by violation',
    rows(found.falsePositives, toldPer10000),
  ),
  ...section('honest student-offerings accused, by trait', [
    ['(no trait)', toldPer10000(found.falseAccusations.plain)],
    ...rows(found.falseAccusations.byTrait, toldPer10000),
  ]),
  ...section('calibration: mean score, share true', calibration(found.calibration)),
  ...section('signals on true cases, by detector', rows(found.signals, countsOf)),
  ...section(
    'events cited that are labelled wrong for the accused, by detector',
    rows(found.evidencePrecision.byDetector),
  ),
  ...section(
    '… that are labelled wrong for anybody',
    rows(found.evidencePrecision.anybodyByDetector),
  ),
  ...section('wrong flags', found.wrongFlags.map(wrongFlag)),
  ...section('missed by violation, family, effort, with what signals there are', missed(found)),
];

const overall = (found: Evaluation): readonly Row[] => [
  ['terms, student-offerings', `${String(found.terms)}, ${String(found.studentOfferings)}`],
  ['precision', told(found.precision.all)],
  [
    'wrong flags',
    `${String(found.precision.honest)} on honest student-offerings, ` +
      `${String(found.precision.otherViolation)} of another violation on guilty ones`,
  ],
  ['recall', told(found.recall.all)],
  ['honest accused', toldPer10000(found.falseAccusations.all)],
  ['… for a while only', String(found.falseAccusations.passing)],
  ['evidence precision', told(found.evidencePrecision.own)],
  ["… anybody's wrong events", told(found.evidencePrecision.anybody)],
  ['days to flag', days(found)],
  ['Brier score', found.calibration.brier.toFixed(4)],
  ['calibration error', found.calibration.error.toFixed(4)],
  ['harvesting sensitivity', told(found.harvesting.sensitivity)],
  ['harvesting specificity', told(found.harvesting.specificity)],
];

const days = ({ timeToFlag: { n, median, p90 } }: Evaluation): string =>
  median === undefined || p90 === undefined
    ? 'unknown'
    : `median ${median.toFixed(1)}, p90 ${p90.toFixed(1)}, of ${String(n)} cases`;

const rows = (shares: Shares, tell: (share: Share) => string = told): Row[] =>
  Object.entries(shares).map(([name, value]) => [name, tell(value)]);

const countsOf = ({ hits, all }: Share): string =>
  `${String(hits)} right, ${String(all - hits)} wrong`;

const calibration = ({ bins }: Calibration): readonly Row[] =>
  bins.map(({ from, to, meanScore, truth }) => [
    `${from.toFixed(1)} to ${to.toFixed(1)}`,
    `${meanScore.toFixed(3)}: ${told(truth)}`,
  ]);

const wrongFlag = ({ term, flag, verdict, traits }: WrongFlag): Row => [
  `${term} ${flag.violation} ${verdict}`,
  `${flag.score.toFixed(3)} ${signalsOf(flag.signals)}: ${flag.student} ${flag.offering} ${traits.join(', ')}`,
];

const signalsOf = (signals: WrongFlag['flag']['signals']): string =>
  signals.map(({ detector, score }) => `${detector} ${score.toFixed(2)}`).join(' + ');

/** The missed of each group in one row each, the nearest to the threshold first. */
const missed = (found: Evaluation): readonly Row[] =>
  [...found.missed]
    .sort((a, b) =>
      groupOf(a) < groupOf(b) ? -1 : groupOf(a) > groupOf(b) ? 1 : scoreOf(b) - scoreOf(a),
    )
    .map((one) => [
      groupOf(one),
      `${scoreOf(one).toFixed(3)} ${signalsOf(one.judged?.signals ?? [])} (${one.term} ${one.truth.student} ${one.truth.offering})`,
    ]);

const groupOf = ({ truth: { violation, family, effort } }: Missed): string =>
  `${violation} ${family} ${effort}`;

const scoreOf = ({ judged }: Missed): number => judged?.score ?? 0;

const section = (title: string, all: readonly Row[]): readonly string[] => {
  const width = Math.min(60, Math.max(0, ...all.map(([name]) => name.length)));
  return [
    '',
    `${title}${all.length === 0 ? ': none' : ''}`,
    ...all.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
  ];
};
