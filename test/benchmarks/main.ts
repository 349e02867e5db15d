import { intakeRows } from './intake.js';
import { machine, table } from './table.js';

/** `npm run bench`: figures beside raw limits of the same run. `--quick` for a look. */
const quick = process.argv.includes('--quick');

const rows = await intakeRows(
  quick
    ? { students: 2_000, events: { 1: 2_000, 10: 10_000, 100: 40_000 }, rounds: 1 }
    : { students: 50_000, events: { 1: 10_000, 10: 50_000, 100: 200_000 }, rounds: 3 },
);
console.log(`\n${machine()}\n\n${table(rows)}`);
