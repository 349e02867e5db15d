import { caseFileRows } from './case-file.js';
import { caseworkRows } from './casework/rows.js';
import { byDetectorRows } from './detection/by-detector.js';
import { liveRows } from './detection/live.js';
import { detectionRows } from './detection/rows.js';
import { eventStoreRows } from './event-store.js';
import { intakeRows } from './intake.js';
import { ledgerRows } from './ledger.js';
import { readerRows } from './readers.js';
import { tell } from './rounds.js';
import { machine, table, type Row } from './table.js';

/**
 * `npm run bench`: figures beside raw limits of the same run; `-- --quick` for a look, and names of
 * parts (`intake`, `store`, `ledger`, `readers`, `detection`, `live`, `case-file`, `casework`) to run only
 * those. `detectors`, each by itself, runs only when it is named. Progress goes to stderr.
 */
const quick = process.argv.includes('--quick');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const semester = quick
  ? { students: 100, weeks: 2, rounds: 1 }
  : { students: 200, weeks: 4, rounds: 3 };

const PARTS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  intake: () =>
    intakeRows(
      quick
        ? { students: 2_000, events: { 1: 1_000, 10: 5_000, 100: 30_000 }, rounds: 1 }
        : { students: 50_000, events: { 1: 5_000, 10: 30_000, 100: 100_000 }, rounds: 3 },
    ),
  store: () => eventStoreRows(quick ? 10_000 : 50_000, quick ? 1 : 3),
  ledger: () =>
    ledgerRows(
      quick
        ? { events: 20_000, students: 100, rounds: 1 }
        : { events: 200_000, students: 1_000, rounds: 3 },
    ),
  readers: () =>
    readerRows(
      quick
        ? { events: 20_000, students: 100, rounds: 1 }
        : { events: 100_000, students: 500, rounds: 3 },
    ),
  detection: () => detectionRows(semester),
  live: () => liveRows(semester),
  'case-file': () => caseFileRows(quick ? 1_000 : 5_000, quick ? 1 : 3),
  casework: () =>
    caseworkRows({
      ...{ cases: quick ? 5_000 : 100_000, rate: 200 },
      ...(quick ? { seconds: 5, rounds: 1 } : { seconds: 20, rounds: 3 }),
    }),
  detectors: () => byDetectorRows({ ...semester, rounds: 1 }),
};
const ON_DEMAND = ['detectors'];

const rows: Row[] = [];
for (const [name, part] of Object.entries(PARTS))
  if (named.length === 0 ? !ON_DEMAND.includes(name) : named.includes(name))
    rows.push(...(await part()));
tell('done');
const command = [
  'npm run bench',
  ...(process.argv.length > 2 ? ['--'] : []),
  ...process.argv.slice(2),
];
console.log(`\`${command.join(' ')}\` on ${machine()}\n`);
console.log('Medians; in brackets the least and the most of the rounds.\n');
console.log(table(rows));
