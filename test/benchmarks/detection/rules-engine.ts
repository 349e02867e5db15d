import { Engine } from 'json-rules-engine';
import type { DayFacts } from './hand-written.js';

type Test = readonly [
  fact: keyof DayFacts,
  operator: 'greaterThan' | 'lessThan' | 'equal',
  value: number,
];

/** One rule of two or three plain comparisons for each thing that detectors look at in a day. */
const RULES: readonly (readonly Test[])[] = [
  [ratio('creditedSec'), ['elapsedSec', 'lessThan', 600]],
  [
    ['overlapping', 'greaterThan', 40],
    ['creditedSec', 'greaterThan', 1200],
  ],
  [
    ['completed', 'greaterThan', 8],
    ['elapsedSec', 'lessThan', 60],
  ],
  [
    ['visits', 'equal', 0],
    ['completed', 'greaterThan', 3],
  ],
  [ratio('elapsedSec', 50_400)],
  [
    ['night', 'greaterThan', 200],
    ['visits', 'lessThan', 2],
  ],
  [
    ['devices', 'greaterThan', 3],
    ['networks', 'greaterThan', 3],
  ],
  [
    ['devices', 'greaterThan', 2],
    ['events', 'greaterThan', 300],
  ],
  [
    ['networks', 'greaterThan', 4],
    ['visits', 'greaterThan', 10],
  ],
  [
    ['signIns', 'greaterThan', 5],
    ['devices', 'greaterThan', 1],
  ],
  [
    ['signIns', 'greaterThan', 0],
    ['events', 'equal', 1],
  ],
  [
    ['answers', 'greaterThan', 10],
    ['hasty', 'greaterThan', 8],
  ],
  [
    ['answers', 'greaterThan', 20],
    ['visits', 'equal', 0],
  ],
  [
    ['hasty', 'greaterThan', 20],
    ['events', 'lessThan', 100],
  ],
  [
    ['events', 'greaterThan', 5000],
    ['visits', 'equal', 0],
  ],
];

function ratio(fact: keyof DayFacts, least = 7200): Test {
  return [fact, 'greaterThan', least];
}

/**
 * json-rules-engine over facts that were prepared before by the hand-written loop: rules are added
 * once, and the engine is asked once for each of `days`. Answers how often a rule fired.
 */
export const rulesOver = async (days: readonly DayFacts[]): Promise<number> => {
  const engine = new Engine();
  for (const [at, tests] of RULES.entries())
    engine.addRule({
      conditions: { all: tests.map(([fact, operator, value]) => ({ fact, operator, value })) },
      event: { type: `rule-${String(at)}` },
    });
  let fired = 0;
  for (const facts of days) fired += (await engine.run({ ...facts })).events.length;
  return fired;
};

export const RULE_COUNT = RULES.length;
