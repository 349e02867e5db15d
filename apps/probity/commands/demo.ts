import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { readSettings } from '../../../libs/platform/settings.js';
import { ApiClient, Usage } from '../client/api-client.js';
import { run } from '../client/run.js';
import { streamSample, type SampleScale } from '../demo/sample.js';
import { summary, type FlaggedCase } from '../demo/summary.js';
import { untilIdle } from '../demo/until-idle.js';
import { SERVICE_NAMES } from '../serving/service-names.js';

interface DemoOptions {
  readonly students: string;
  readonly weeks: string;
  readonly seed: string;
  readonly port?: string;
}

export const register = (program: Command): void => {
  program
    .command('demo')
    .description('everything in one process on a fresh data folder, with a sample semester')
    .option('--students <n>', 'students of the sample', '200')
    .option('--weeks <n>', 'weeks of the sample', '4')
    .option('--seed <n>', 'the same seed gives the same semester', '7')
    .option('--port <port>', 'port to listen on (or PORT)')
    .action((options: DemoOptions) => run(() => demo(options)));
};

const demo = async (options: DemoOptions): Promise<number> => {
  const scale: SampleScale = {
    students: wholeNumber('--students', options.students),
    weeks: wholeNumber('--weeks', options.weeks),
    seed: wholeNumber('--seed', options.seed),
  };
  const dataDir = freshFolder();
  const env = { LOG_LEVEL: 'warn', ...process.env, PROBITY_DATA_DIR: dataDir };
  const settings = readSettings(env, { dev: true, port: options.port });
  const { startServer } = await import('../serving/start-server.js');
  const server = await startServer(settings, SERVICE_NAMES);
  endOnSignal(() => server.close());
  console.log(`probity demo: ${server.url}, data in ${relative('.', dataDir)}`);
  try {
    await present(server.url, dataDir, scale);
    return 0;
  } catch (error) {
    await server.close();
    throw error;
  }
};

const present = async (url: string, dataDir: string, scale: SampleScale): Promise<void> => {
  const as = (token: string): ApiClient => new ApiClient({ url, token });
  const started = performance.now();
  const streamed = await streamSample(scale, as('dev:admin:root'), (source) =>
    as(`dev:vendor:${source}`),
  );
  const pipeline = await untilIdle(as('dev:operator:ops'));
  const seconds = (performance.now() - started) / 1000;
  const cases = await flagged(as('dev:officer:li'));
  console.log(summary({ url, dataDir, streamed, pipeline, seconds, cases }));
};

/** All flagged cases, the highest score first. */
const flagged = async (officer: ApiClient): Promise<readonly FlaggedCase[]> => {
  const cases: FlaggedCase[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '500', ...(cursor ? { cursor } : {}) });
    const page = await officer.get<{ items: readonly FlaggedCase[]; next?: string }>(
      `/api/v1/cases?${query.toString()}`,
    );
    cases.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return cases.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
};

const freshFolder = (): string => {
  const parent = process.env['PROBITY_DATA_DIR'] ?? './data';
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  return mkdtempSync(join(parent, 'demo-'));
};

const wholeNumber = (option: string, text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Usage(`${option} is "${text}": it must be a whole number from 1 on`);
  return value;
};

const endOnSignal = (close: () => Promise<void>): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void close().then(() => process.exit(0));
    });
};
