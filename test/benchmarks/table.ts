import { cpus, totalmem } from 'node:os';

/** One measured figure; `limit` is the raw limit measured in the same run, in the same unit. */
export interface Row {
  readonly name: string;
  /** One value a round; the table gives the median and, in brackets, least and most. */
  readonly values: readonly number[];
  readonly unit: string;
  readonly limit?: { readonly name: string; readonly values: readonly number[] };
}

export const machine = (): string => {
  const all = cpus();
  const model = all[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${String(all.length)} × ${model}, ${String(memory)} GiB, Node ${process.version}, ${process.platform}`;
};

/** A Markdown table; the ratio is of the medians, value ÷ limit. */
export const table = (rows: readonly Row[]): string =>
  [
    '| figure | value | beside it, in the same run | ratio |',
    '| --- | ---: | --- | ---: |',
    ...rows.map(({ name, values, unit, limit }) => {
      const beside = limit ? `${limit.name}: ${shown(limit.values)} ${unit}` : '';
      const ratio = limit ? (median(values) / median(limit.values)).toFixed(2) : '';
      return `| ${name} | ${shown(values)} ${unit} | ${beside} | ${ratio} |`;
    }),
  ].join('\n');

const shown = (values: readonly number[]): string =>
  values.length < 2
    ? figure(median(values))
    : `${figure(median(values))} (${figure(Math.min(...values))}–${figure(Math.max(...values))})`;

const figure = (value: number): string =>
  value >= 100
    ? Math.round(value).toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumFractionDigits: value < 1 ? 2 : 1 });

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = low] = sorted.slice(sorted.length % 2 ? middle : middle - 1);
  return sorted.length % 2 ? low : (low + high) / 2;
};
