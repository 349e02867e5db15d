import {
  classAnswers,
  type ClassAnswers,
} from '../../libs/detection/detectors/assessments/class-answers.js';
import { similarPairs } from '../../libs/detection/detectors/answer-similarity/search.js';
import { Random } from '../simulator/random.js';
import { copied, daysOf, drawClass, type ClassPlan } from './nominal-class.js';

/**
 * False pairs among honest ones, and what share of copiers is found, on classes drawn from Bock's
 * model: `node dist/test/similarity/measure-main.js HONEST_PAIRS SEED [KINDS]`; with KINDS only that
 * many pairs of honest classes whose description holds it, and no copiers.
 */
const [wanted = 1e6, seed = 1] = process.argv.slice(2, 4).map(Number);
const kinds = process.argv[4];
const random = new Random(seed);
const LN10 = Math.LN10;

const pairsOf = (plan: ClassPlan, told?: 'both' | 'response' | 'correct') => (from: Random) => {
  const answers = classAnswers(daysOf(drawClass(plan, from), told));
  return answers ? similarPairs(answers, 0) : [];
};

const weekly = [8, 10, 7, 9, 12, 6];
const all: readonly [string, ClassPlan, ('both' | 'response' | 'correct')?][] = [
  ['60 students, one exam of 40', { students: 60, assessments: [40], easiness: 1 }],
  [
    '60 students, six quizzes and an exam',
    { students: 60, assessments: [...weekly, 30], easiness: 1 },
  ],
  ['200 students, hard exam of 40', { students: 200, assessments: [40], easiness: 0 }],
  ['200 students, easy exam of 40', { students: 200, assessments: [40], easiness: 2.5 }],
  ['1,000 students, exam of 40', { students: 1000, assessments: [40], easiness: 1 }],
  [
    '30 students, quizzes, free answers',
    { students: 30, assessments: weekly, easiness: 1, options: 8 },
  ],
  ['30 students, one exam of 40', { students: 30, assessments: [40], easiness: 1 }],
  ['20 students, quizzes and an exam', { students: 20, assessments: [...weekly, 30], easiness: 1 }],
  ['60 students, true or false', { students: 60, assessments: [40], easiness: 0.5, options: 2 }],
  [
    '200 students, only responses told',
    { students: 200, assessments: [40], easiness: 1 },
    'response',
  ],
  [
    '200 students, only right or wrong told',
    { students: 200, assessments: [40], easiness: 1 },
    'correct',
  ],
  [
    '200 students in study groups',
    { students: 200, assessments: [...weekly, 30], easiness: 1, groups: 0.5 },
  ],
  [
    '200 students in close study groups',
    { students: 200, assessments: [...weekly, 30], easiness: 1, groups: 0.8 },
  ],
];
const honest = all.filter(([name]) => kinds === undefined || name.includes(kinds));

console.log('honest: pairs, classes, case pairs, mentioned pairs, most corrected (powers of ten)');
for (const [name, plan, told] of honest) {
  const perClass = (plan.students * (plan.students - 1)) / 2;
  const classes = Math.max(1, Math.ceil(wanted / honest.length / perClass));
  const judged = pairsOf(plan, told);
  const rarities = Array.from({ length: classes }, (_, n) =>
    judged(random.fork(name, n)).map(({ ofA, ofB }) => Math.max(ofA, ofB) / LN10),
  ).flat();
  const over = (limit: number) => rarities.filter((one) => one >= limit).length;
  const most = rarities.reduce((a, b) => Math.max(a, b), 0);
  console.log(
    `${name}: ${classes * perClass}, ${classes}, ${over(3.3)}, ${over(1.75)}, ${most.toFixed(1)}`,
  );
}

console.log('\ncopiers found of 100, class of 60: share copied 0.4, 0.6, 0.8, 1');
for (const [name, assessments, easiness] of [
  ['exam of 20', [20], 1],
  ['exam of 40', [40], 1],
  ['hard exam of 40', [40], 0],
  ['easy exam of 40', [40], 2.5],
  ['six quizzes, 52 items', weekly, 1],
  ['six quizzes and an exam of 30', [...weekly, 30], 1],
] as const) {
  if (kinds !== undefined) break;
  const found = [0.4, 0.6, 0.8, 1].map((share) => {
    let count = 0;
    for (let n = 0; n < 100; n++) {
      const own = random.fork(name, share * 100, n);
      const honestClass = drawClass({ students: 60, assessments, easiness }, own);
      const mixed = copied(honestClass, { from: 7, to: 31, share }, own.fork('copy'));
      const answers = classAnswers(daysOf(mixed));
      const pairs = answers ? similarPairs(answers, 3.3 * LN10) : [];
      if (pairs.some((pair) => answers && isPair(answers, pair))) count++;
    }
    return count;
  });
  console.log(`${name}: ${found.join(', ')}`);
}

function isPair({ students }: ClassAnswers, pair: { readonly a: number; readonly b: number }) {
  return [students[pair.a], students[pair.b]].sort().join() === 's31,s7';
}
