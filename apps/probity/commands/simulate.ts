import type { Command } from 'commander';
import { writeSimulation } from '../../../test/simulator/write.js';
import { Usage } from '../client/api-client.js';
import { run } from '../client/run.js';

interface Options {
  readonly students: string;
  readonly weeks: string;
  readonly seed: string;
  readonly out: string;
}

export const register = (program: Command): void => {
  program
    .command('simulate')
    .description('write a labelled synthetic semester: roster.json, events.ndjson, labels.json')
    .requiredOption('--students <n>', 'number of students')
    .requiredOption('--weeks <n>', 'teaching weeks')
    .option('--seed <n>', 'the same seed gives the same semester', '1')
    .requiredOption('--out <dir>', 'folder to write to')
    .action((options: Options) => run(() => write(options)));
};

const write = async (options: Options): Promise<number> => {
  const students = whole('--students', options.students, 10, 1_000_000);
  const weeks = whole('--weeks', options.weeks, 1, 26);
  const seed = whole('--seed', options.seed, 0, 0x7fffffff);
  const count = await writeSimulation({ students, weeks, seed }, options.out);
  console.log(`${String(count)} events of ${String(students)} students in ${options.out}`);
  return 0;
};

const whole = (name: string, text: string, low: number, high: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new Usage(`${name} must be a whole number from ${String(low)} to ${String(high)}`);
  return value;
};
