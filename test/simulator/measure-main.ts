import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { evaluate } from '../../libs/detection/evaluation/evaluate.js';
import { tablesOf } from '../../libs/detection/evaluation/tables.js';
import { judgeSeeds } from './evaluation/judge-seeds.js';
import { ResultsFolder } from './evaluation/results-folder.js';
import type { SeedResult } from './evaluation/seed-result.js';

/**
 * What the detectors make of simulated semesters, without a server:
 * `node dist/test/simulator/measure-main.js STUDENTS WEEKS SEED... [--out DIR] [--threads N]`;
 * with `--out` each seed is kept in a file, and not judged again by the same build.
 * `--pool DIR` prints the tables of what a folder holds. `--json` prints the figures instead.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    pool: { type: 'string' },
    threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    json: { type: 'boolean', default: false },
  },
});

const results =
  values.pool === undefined ? await judged(positionals.map(Number)) : pooled(values.pool);
if (!values.json) for (const result of results) console.log(lineOf(result));
const evaluation = evaluate(results.map(({ term }) => term));
console.log(values.json ? JSON.stringify(evaluation, null, 1) : tablesOf(evaluation).join('\n'));

async function judged([students = 300, weeks = 4, ...seeds]: readonly number[]) {
  const folder = values.out === undefined ? undefined : new ResultsFolder(values.out);
  const done: SeedResult[] = [];
  const left: SeedResult['options'][] = [];
  for (const seed of new Set(seeds.length > 0 ? seeds : [1])) {
    const known = folder?.find({ students, weeks, seed });
    if (known) done.push(known);
    else left.push({ students, weeks, seed });
  }
  const progress = (seed: number, day: string, events: number) =>
    process.stderr.write(`seed ${String(seed)}: ${day}, ${String(events)} events\n`);
  const threads = Math.max(1, Number(values.threads));
  for await (const result of judgeSeeds(left, { threads, progress })) {
    folder?.save(result);
    process.stderr.write(`${lineOf(result)}\n`);
    done.push(result);
  }
  return done.sort((a, b) => a.options.seed - b.options.seed);
}

function pooled(path: string): readonly SeedResult[] {
  const { results, builds } = new ResultsFolder(path).all();
  if (builds > 1) process.stderr.write(`${path}: judged by ${String(builds)} different builds\n`);
  return results;
}

function lineOf(result: SeedResult): string {
  const { options, term, events, lateWindows, failures, seconds, megabytes } = result;
  const { precision } = evaluate([term]);
  const faults = failures.map(([what, times]) => `\n  FAILED ${String(times)} times: ${what}`);
  return (
    `seed ${String(options.seed)}: ${String(options.students)} students × ${String(options.weeks)} weeks, ` +
    `${String(events)} events, ${String(term.truth.length)} cheats, ` +
    `${String(precision.all.all)} flagged, ${String(precision.all.hits)} rightly; ` +
    `${String(seconds)} s, ${String(megabytes)} MB, ${String(lateWindows)} late windows${faults.join('')}`
  );
}
