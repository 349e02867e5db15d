import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number, note: string): void;
  stop(): void;
}

/**
 * A progress bar with a rate. Where the output is not a terminal, a line every five seconds.
 * @param total 0 where the amount is not known beforehand.
 */
export const progressBar = (title: string, total: number, unit: string): Progress => {
  const started = performance.now();
  const rate = (done: number) =>
    Math.round(done / Math.max(0.001, (performance.now() - started) / 1000));
  if (!process.stderr.isTTY) return lines(title, total, unit, rate);
  const bar = new SingleBar(
    {
      format: `${title} [{bar}] {value}/{total} ${unit} | {rate} ${unit}/s {note}`,
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { rate: 0, note: '' });
  return {
    update: (done, note) => {
      if (done > bar.getTotal()) bar.setTotal(done);
      bar.update(done, { rate: rate(done), note });
    },
    stop: () => {
      bar.stop();
    },
  };
};

const lines = (
  title: string,
  total: number,
  unit: string,
  rate: (done: number) => number,
): Progress => {
  let last = performance.now();
  let latest = '';
  return {
    update: (done, note) => {
      latest = `${title}: ${String(done)}${total > 0 ? `/${String(total)}` : ''} ${unit}, ${String(rate(done))} ${unit}/s ${note}`;
      if (performance.now() - last < 5000) return;
      last = performance.now();
      console.error(latest);
    },
    stop: () => {
      if (latest) console.error(latest);
    },
  };
};
