import { availableParallelism } from 'node:os';
import { evaluate } from '../../../libs/detection/evaluation/evaluate.js';
import { judgeSeeds } from './judge-seeds.js';
import { ResultsFolder } from './results-folder.js';
import type { SeedResult } from './seed-result.js';

export interface RunOptions {
  readonly students: number;
  readonly weeks: number;
  readonly seeds: readonly number[];
  /** Folder to keep results in, and to take them from. */
  readonly out: string | undefined;
  /** Seeds at a time; two unless told otherwise. */
  readonly threads: string | undefined;
}

/** Judges what the folder does not hold yet; tells on stderr how far it is. */
export async function runSeeds(options: RunOptions): Promise<readonly SeedResult[]> {
  const { students, weeks, seeds, out } = options;
  const folder = out === undefined ? undefined : new ResultsFolder(out);
  const done: SeedResult[] = [];
  const left: SeedResult['options'][] = [];
  for (const seed of new Set(seeds)) {
    const known = folder?.find({ students, weeks, seed });
    if (known) done.push(known);
    else left.push({ students, weeks, seed });
  }
  const progress = (seed: number, day: string, events: number) =>
    process.stderr.write(`seed ${String(seed)}: ${day}, ${String(events)} events\n`);
  const threads = Math.max(1, Number(options.threads ?? Math.min(2, availableParallelism())));
  for await (const result of judgeSeeds(left, { threads, progress })) {
    folder?.save(result);
    process.stderr.write(`${lineOf(result)}\n`);
    done.push(result);
  }
  return done.sort((a, b) => a.options.seed - b.options.seed);
}

/** What a folder holds, whichever build judged it. */
export function pooled(path: string): readonly SeedResult[] {
  const { results, builds } = new ResultsFolder(path).all();
  if (builds > 1) process.stderr.write(`${path}: judged by ${String(builds)} different builds\n`);
  return results;
}

/** One seed in a line, and what detectors threw. */
export function lineOf(result: SeedResult): string {
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
