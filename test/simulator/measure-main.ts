import { measure, type Measured } from './measure.js';

/**
 * Precision and recall per violation, family and effort, and false accusations per honest trait:
 * `node dist/test/simulator/measure-main.js STUDENTS WEEKS SEED...`
 */
const [students = 300, weeks = 4, ...seeds] = process.argv.slice(2).map(Number);
const runs = (seeds.length > 0 ? seeds : [1]).map((seed) => measure({ students, weeks, seed }));

for (const run of runs) {
  const right = run.flagged.filter((one) => one.guilty).length;
  console.log(
    `seed ${run.seed}: ${run.events} events, ${run.studentOfferings} student-offerings, ` +
      `${run.labels.cases.length} cheats, ${run.flagged.length} flagged, ${right} rightly`,
  );
  console.log(`  signals: ${JSON.stringify(run.perDetector)}`);
}
console.log('\nby violation, family, effort: found / all');
for (const [group, { found, all }] of recallBy(runs)) console.log(`  ${group}: ${found} / ${all}`);
console.log('\nfalse accusations, with the traits of the accused');
for (const run of runs)
  for (const one of run.flagged.filter((flag) => !flag.guilty))
    console.log(
      `  seed ${run.seed} ${one.violation} ${one.detectors.join('+')} ${one.score}: ` +
        `${one.student} ${one.offering} ${(run.labels.honestTraits[one.student] ?? []).join(', ')}`,
    );

function recallBy(measured: readonly Measured[]) {
  const groups = new Map<string, { found: number; all: number }>();
  for (const run of measured)
    for (const one of run.labels.cases)
      for (const group of [one.violation, `${one.violation} ${one.family} ${one.effort}`]) {
        const tally = groups.get(group) ?? { found: 0, all: 0 };
        tally.all++;
        if (!run.missed.includes(one)) tally.found++;
        groups.set(group, tally);
      }
  return [...groups].sort();
}
