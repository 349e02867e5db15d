import type { Finding } from '../../signal.js';
import type { ClassAnswers } from '../assessments/class-answers.js';
import { groupBy, citations, known, round } from '../reading.js';
import { LEAST, followersOf, type Follower } from './steps.js';

/** Beyond any two strangers' order many times over; a tool that reads both papers out is left open. */
const LLR = 9;

/** One finding per student who answered papers in another's own order, a little after him. */
export function concludeFollowing(answers: ClassAnswers, offering: string): readonly Finding[] {
  return [...groupBy(followersOf(answers), ({ student }) => student).values()].map((own) =>
    findingOf(
      answers,
      offering,
      own.reduce((a, b) => (b.nats > a.nats ? b : a)),
    ),
  );
}

function findingOf(answers: ClassAnswers, offering: string, one: Follower): Finding {
  const refs = one.items.map((i) => answers.ref(one.student, i));
  const [items, lag] = [one.items.length, round(one.lagSec, 0)];
  return {
    anchor: 'order',
    subject: known(answers.students[one.student]),
    offering,
    llr: LLR,
    events: citations(refs),
    numbers: [
      { name: 'order_shared', value: round(one.nats, 1), threshold: LEAST, unit: 'nats' },
      { name: 'identical_answers', value: one.same, threshold: items, unit: 'answers' },
      { name: 'identical_wrong_answers', value: one.sameWrong, threshold: 2, unit: 'answers' },
    ],
    reason: {
      zh: `同一份试卷各人题序不同，而本人按另一名同学的题序作答（相同的相邻步骤 ${one.steps} 个，${round(one.nats, 1)} 奈特，阈值 ${LEAST}），每题约晚 ${lag} 秒；${items} 题中 ${one.same} 题答案相同，其中错误答案 ${one.sameWrong} 个。`,
      en: `The paper's order is another for everybody, and yet it was answered in another student's (${one.steps} steps in common, ${round(one.nats, 1)} nats against ${LEAST}), typically ${lag} s after that one; ${one.same} of ${items} answers are the same, ${one.sameWrong} of them wrong.`,
    },
    innocent: [
      {
        name: 'form_of_the_paper',
        tested:
          'nobody has the order but who follows it, item by item; steps of many weigh nothing',
        outcome: 'excluded',
      },
      {
        name: 'able_students',
        tested: 'at least two of the answers in common are wrong',
        outcome: 'unlikely',
      },
    ],
    firstAt: refs.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: refs.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: answers.students.length }],
  };
}
