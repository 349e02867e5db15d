import { MOVEMENTS, type MovedCase, type Movement, type Report } from './types.js';

const TITLES: Readonly<Record<Movement, string>> = {
  appear: 'Cases that would appear',
  vanish: 'Cases that would vanish',
  change: 'Cases whose score or signals would change',
};

/** A report as text for the terminal: how many by violation, then which, closed ones too. */
export const reportText = (version: string, { asOf, counts, cases }: Report): string =>
  [
    `History under policy ${version}, as of ${asOf}`,
    '',
    columns('', 'appear', 'vanish', 'change', 'unchanged'),
    ...Object.entries(counts.byViolation).map(([violation, one]) =>
      columns(violation, one.appear, one.vanish, one.change, one.unchanged),
    ),
    columns('all', counts.appear, counts.vanish, counts.change, counts.unchanged),
    ...(cases
      ? MOVEMENTS.flatMap((movement) => section(TITLES[movement], cases[movement]))
      : ['', "Which ones: call with an officer's or auditor's token."]),
  ].join('\n');

const columns = (name: string, ...cells: readonly (string | number)[]): string =>
  name.padEnd(20) + cells.map((cell) => String(cell).padStart(10)).join('');

const section = (title: string, cases: readonly MovedCase[]): readonly string[] =>
  cases.length === 0 ? [] : ['', title, ...cases.map(line)];

const line = ({ student, offering, violation, before, after, case: known }: MovedCase): string => {
  const moved = `${verdict(before)} → ${verdict(after)}`;
  const standing = known ? `${known.id} ${known.status}` : 'no case';
  return `  ${(student ?? '–').padEnd(14)} ${offering.padEnd(18)} ${violation.padEnd(18)} ${moved}  ${standing}`;
};

/** Score of the threshold that it has to reach: `0.912/0.90`. */
const verdict = ({ score, threshold }: MovedCase['before']): string =>
  `${score.toFixed(3)}/${threshold.toFixed(2)}`;
