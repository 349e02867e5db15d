import { InvalidArgumentError, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';
import { parseInstant } from '../../../libs/activity/instant.js';
import { reportText } from '../backtest/report-text.js';
import type { BacktestAnswer } from '../backtest/types.js';
import { Usage, type ApiClient } from '../client/api-client.js';
import { clientOf, withServer, type ServerOptions } from '../client/options.js';
import { progressBar } from '../client/progress.js';
import { run } from '../client/run.js';

interface BacktestOptions extends ServerOptions {
  readonly policy: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

const POLL_MS = 200;

export const register = (program: Command): void => {
  const command = program
    .command('backtest')
    .description('history under another policy: which cases appear, vanish, change')
    .requiredOption('--policy <file>', 'YAML or JSON, as for PROBITY_POLICY')
    .option('--from <time>', 'only signals whose last event is at or after it', instant)
    .option('--to <time>', 'only signals whose last event is before it', instant)
    .option('--json', 'the report as JSON');
  withServer(command).action((options: BacktestOptions) =>
    run(() => backtest(clientOf(options), options)),
  );
};

const instant = (text: string): string => {
  if (parseInstant(text) === undefined)
    throw new InvalidArgumentError('It must be a time with offset: 2026-03-02T00:00:00+08:00');
  return text;
};

const backtest = async (client: ApiClient, options: BacktestOptions): Promise<number> => {
  const { from, to } = options;
  const body = JSON.stringify({ policy: readPolicyFile(options.policy), from, to });
  const { body: started } = await client.post<BacktestAnswer>('/api/v1/policies/backtest', body);
  const { policyVersion, report } = await untilOver(client, started);
  if (!report) throw new Error('the backtest failed; the server log says why');
  console.log(options.json ? JSON.stringify(report, null, 2) : reportText(policyVersion, report));
  return 0;
};

/** Its content is the server's to judge; here it only has to be YAML. */
const readPolicyFile = (file: string): unknown => {
  const text = readFileSync(file, 'utf8');
  try {
    return parse(text, { maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw new Usage(`${file} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
};

const untilOver = async (client: ApiClient, started: BacktestAnswer): Promise<BacktestAnswer> => {
  let answer = started;
  let bar: ReturnType<typeof progressBar> | undefined;
  try {
    while (answer.state === 'waiting' || answer.state === 'running') {
      const { done, total } = answer.progress;
      if (total > 0) (bar ??= progressBar('backtest', total, 'events')).update(done, '');
      await pause(POLL_MS);
      answer = await client.get<BacktestAnswer>(`/api/v1/policies/backtest/${started.id}`);
    }
    return answer;
  } finally {
    bar?.stop();
  }
};
