import { encodedRuns } from './encoded-runs.js';
import { asWritten, type Reading } from './reading.js';
import type { Budget } from './text-in-bytes.js';
import { unescaped } from './unescaped.js';

/** Runs within runs: base64 of JSON that holds base64. */
const DEEPEST = 3;
/** Characters read of one text: some times its own, so that nothing crafted holds anybody up. */
const budgetFor = (text: string): Budget => ({ left: 1_048_576 + 8 * text.length });

/**
 * A text as it was written, then all that it says once decoded: without escapes, and what encoded runs in
 * it hold.
 */
export function* readingsOf(text: string): Iterable<Reading> {
  yield* read(asWritten(text), 0, budgetFor(text));
}

function* read(reading: Reading, depth: number, budget: Budget): Iterable<Reading> {
  const all = [reading, ...unescaped(reading)];
  for (const one of all) {
    budget.left -= one.text.length;
    yield one;
  }
  if (depth === DEEPEST) return;
  for (const one of all)
    for (const run of encodedRuns(one, budget)) {
      if (budget.left < run.text.length) return;
      yield* read(run, depth + 1, budget);
    }
}
