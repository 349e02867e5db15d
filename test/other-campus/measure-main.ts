import { evaluate } from '../../libs/detection/evaluation/evaluate.js';
import { tablesOf } from '../../libs/detection/evaluation/tables.js';
import { judgeTerm } from '../simulator/evaluation/judge-term.js';
import { termOf } from '../simulator/evaluation/seed-result.js';
import type { Simulation } from '../simulator/simulate.js';
import { otherCampus } from './other-campus.js';

/**
 * What the detectors make of the other campus:
 * `node dist/test/other-campus/measure-main.js STUDENTS WEEKS SEED...`
 */
const [students = 400, weeks = 6, ...seeds] = process.argv.slice(2).map(Number);
const terms = [];
for (const seed of seeds.length > 0 ? seeds : [1]) {
  const semester = otherCampus({ students, weeks, seed }) as unknown as Simulation;
  const outcome = await judgeTerm(semester, { weekly: true });
  for (const [what, times] of outcome.failures)
    console.error(`FAILED ${String(times)} times: ${what}`);
  console.error(`seed ${String(seed)}: ${String(outcome.events)} events`);
  terms.push(termOf(`seed ${String(seed)}`, semester, outcome));
}
console.log(tablesOf(evaluate(terms)).join('\n'));
