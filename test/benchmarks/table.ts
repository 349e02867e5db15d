import { cpus, totalmem } from 'node:os';

/** One measured figure; `limit` is the raw limit measured in the same run, in the same unit. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: { readonly name: string; readonly value: number };
}

export const machine = (): string => {
  const all = cpus();
  const model = all[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${String(all.length)} × ${model}, ${String(memory)} GiB, Node ${process.version}, ${process.platform}`;
};

/** A Markdown table; the ratio is value ÷ limit. */
export const table = (rows: readonly Row[]): string =>
  [
    '| figure | value | beside it, in the same run | ratio |',
    '| --- | ---: | --- | ---: |',
    ...rows.map(({ name, value, unit, limit }) => {
      const beside = limit ? `${limit.name}: ${shown(limit.value)} ${unit}` : '';
      const ratio = limit ? (value / limit.value).toFixed(2) : '';
      return `| ${name} | ${shown(value)} ${unit} | ${beside} | ${ratio} |`;
    }),
  ].join('\n');

const shown = (value: number): string =>
  value >= 100
    ? Math.round(value).toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumFractionDigits: 2 });

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
