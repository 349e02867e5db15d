import { tell } from '../rounds.js';
import { machine, table, type Row } from '../table.js';
import { instanceRows } from './instances.js';
import { kafkaRows } from './kafka.js';
import { postgresRows } from './postgres.js';

/**
 * `npm run bench:engines`: figures on real servers, which `scripts/bench-engines.mjs` has started, beside raw
 * limits of the same run; `-- --quick` for a look, and names of parts to run only those.
 */
const quick = process.argv.includes('--quick');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const PARTS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  kafka: () => kafkaRows(quick ? { records: 50_000, rounds: 1 } : { records: 200_000, rounds: 3 }),
  // Its own server, which waits for the disk at each commit.
  postgres: () =>
    postgresRows(
      quick
        ? { events: 20_000, writes: 5_000, effects: 200, rounds: 1 }
        : { events: 100_000, writes: 20_000, effects: 500, rounds: 3 },
    ),
  instances: () => instanceRows({ students: 100, weeks: 2, rounds: quick ? 1 : 3 }),
};

const rows: Row[] = [];
for (const [name, part] of Object.entries(PARTS))
  if (named.length === 0 || named.includes(name)) rows.push(...(await part()));
tell('done');
console.log(`\`npm run bench:engines${quick ? ' -- --quick' : ''}\` on ${machine()}\n`);
console.log('Medians; in brackets the least and the most of the rounds.\n');
console.log(table(rows));
