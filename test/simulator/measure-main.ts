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
    `seed ${run.seed}: ${run.events} events, ${run.enrolments.length} student-offerings, ` +
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
console.log('\nby honest trait: accused falsely / honest student-offerings with the trait');
for (const [trait, { found, all }] of traitsOf(runs)) console.log(`  ${trait}: ${found} / ${all}`);

function traitsOf(measured: readonly Measured[]) {
  const groups = new Map<string, { found: number; all: number }>();
  for (const { labels, flagged, enrolments } of measured) {
    const guilty = new Set(labels.cases.map((one) => `${one.student} ${one.offering}`));
    const wrong = new Set(
      flagged.filter((one) => !one.guilty).map((one) => `${one.student} ${one.offering}`),
    );
    for (const { student, offering } of enrolments) {
      const key = `${student} ${offering}`;
      if (guilty.has(key)) continue;
      for (const trait of ['everybody', ...(labels.honestTraits[student] ?? [])]) {
        const tally = groups.get(trait) ?? { found: 0, all: 0 };
        tally.all++;
        if (wrong.has(key)) tally.found++;
        groups.set(trait, tally);
      }
    }
  }
  return [...groups].sort();
}

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
