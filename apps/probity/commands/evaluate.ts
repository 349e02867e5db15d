import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { evaluate } from '../../../libs/detection/evaluation/evaluate.js';
import { pictureOf } from '../../../libs/detection/evaluation/picture/picture.js';
import { tablesOf } from '../../../libs/detection/evaluation/tables.js';
import { clientOf, withServer, type ServerOptions } from '../client/options.js';
import { run } from '../client/run.js';
import { readEnrolments, readLabels } from '../evaluation/labels-file.js';
import { judgmentsOf } from '../evaluation/server-judgments.js';

interface EvaluateOptions extends ServerOptions {
  readonly labels: string;
  readonly roster?: string;
  readonly json?: true;
  readonly svg?: string;
}

export const register = (program: Command): void => {
  const command = program
    .command('evaluate')
    .description(
      'precision, recall and false accusations of the running server against labels; for an auditor or an officer of the whole school',
    )
    .requiredOption('--labels <file>', 'who is guilty of what: labels.json of simulate')
    .option('--roster <file>', 'who was enrolled: roster.json beside the labels, unless named')
    .option('--json', 'figures instead of tables')
    .option('--svg <file>', 'also draws recall and calibration');
  withServer(command).action((options: EvaluateOptions) => run(() => show(options)));
};

const show = async (options: EvaluateOptions): Promise<number> => {
  const { labels: path, roster = join(dirname(path), 'roster.json'), svg } = options;
  const { truth, wrong, honestTraits } = await readLabels(path);
  const enrolments = await readEnrolments(roster);
  const judged = await judgmentsOf(clientOf(options), wrong);
  const found = evaluate([{ name: 'server', truth, judged, enrolments, traits: honestTraits }]);
  if (svg !== undefined) await writeFile(svg, pictureOf(found));
  console.log(options.json ? JSON.stringify(found, null, 1) : tablesOf(found).join('\n'));
  return 0;
};
