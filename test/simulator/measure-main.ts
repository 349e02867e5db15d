import { parseArgs } from 'node:util';
import { evaluate } from '../../libs/detection/evaluation/evaluate.js';
import { tablesOf } from '../../libs/detection/evaluation/tables.js';
import { lineOf, pooled, runSeeds } from './evaluation/run-seeds.js';

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
    threads: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const { out, pool, threads, json } = values;
const [students = 300, weeks = 4, ...seeds] = positionals.map(Number);
const results =
  pool === undefined
    ? await runSeeds({ students, weeks, seeds: seeds.length > 0 ? seeds : [1], out, threads })
    : pooled(pool);
if (!json) for (const result of results) console.log(lineOf(result));
const evaluation = evaluate(results.map(({ term }) => term));
console.log(json ? JSON.stringify(evaluation, null, 1) : tablesOf(evaluation).join('\n'));
