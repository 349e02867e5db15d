import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import type { AnswerDay } from '../assessments/answers.js';
import { classAnswers, type ClassAnswers } from '../assessments/class-answers.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { componentsOf } from './components.js';
import { concludeFollowing } from './following.js';
import { concludeLockstep } from './conclude-lockstep.js';
import { concludeOwnWords } from './conclude-own-words.js';
import { defaults, type Limits } from './limits.js';
import { similarPairs, type FoundPair } from './search.js';

/** One finding per student whose answers are too like another's. */
export function concludeSimilar(
  days: readonly Measured<AnswerDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const subjects = new Set(days.map(({ subject }) => subject));
  if (subjects.size < limit.fewestStudents || subjects.size > limit.mostStudents) return [];
  const answers = classAnswers(days);
  if (!answers) return [];
  const least = limit.mention * Math.LN10;
  const pairs = similarPairs(answers, least);
  const alike = componentsOf(pairs).flatMap((members) =>
    members.flatMap((student) => {
      const own = pairs.filter(
        ({ a, b, ofA, ofB }) => (a === student && ofA >= least) || (b === student && ofB >= least),
      );
      if (own.length === 0) return [];
      return [findingOf({ answers, offering, limit, student, own, group: members.length })];
    }),
  );
  return [
    ...alike,
    ...concludeFollowing(answers, offering),
    ...concludeLockstep(answers, offering, context),
    ...concludeOwnWords(answers, offering),
  ];
}

interface Found {
  readonly answers: ClassAnswers;
  readonly offering: string;
  readonly limit: Limits;
  readonly student: number;
  readonly own: readonly FoundPair[];
  readonly group: number;
}

/**
 * The ratio is the evidence, for a model that holds: corrected for all whom it may come from, less a
 * tenth, because honest people are not independent (study groups that lean to the same mistakes were
 * seen 3 nats beyond the model). One class in two thousand (7.6 nats) is 6.8, a case. At most 12.
 */
const weigh = (corrected: number): number => Math.min(12, round(0.9 * corrected, 3));

function findingOf({ answers, offering, limit, student, own, group }: Found): Finding {
  const against = ({ a, ofA, ofB }: FoundPair): number => (a === student ? ofA : ofB);
  const strongest = own.reduce((most, pair) => (against(pair) > against(most) ? pair : most));
  const corrected = against(strongest);
  const { same, sameWrong, expected, expectedWrong, common } = strongest;
  const events = matched(answers, student, own);
  const rare = round(corrected / Math.LN10, 1);
  const inGroup = group > 2;
  return {
    anchor: 'answers',
    subject: known(answers.students[student]),
    offering,
    llr: weigh(corrected),
    events: citations(events),
    numbers: [
      {
        name: 'identical_wrong_answers',
        value: sameWrong,
        threshold: round(Math.max(0.1, expectedWrong), 1),
        unit: 'answers',
      },
      {
        name: 'identical_answers',
        value: same,
        threshold: round(Math.max(0.1, expected), 1),
        unit: 'answers',
      },
      { name: 'rarity_corrected', value: rare, threshold: limit.certain, unit: 'powers of ten' },
      { name: 'students_alike', value: group, threshold: 2, unit: 'students' },
    ],
    reason: {
      zh: `与另一名同学的首次作答过于一致：共同作答 ${common} 题，相同 ${same} 题，其中相同的错误答案 ${sameWrong} 个，而互不相干的同水平同学至多预期 ${round(expectedWrong, 1)} 个${inGroup ? `；共有 ${group} 名同学的答案如此一致` : ''}。`,
      en: `First answers too like another student's: ${same} of ${counted(common, 'answer')} are the same, among them ${counted(sameWrong, 'wrong one')}, where at most ${round(expectedWrong, 1)} would be expected of two of their ability who have nothing to do with each other${inGroup ? `; ${counted(group, 'student')} answer so alike` : ''}.`,
    },
    innocent: innocentOf(corrected, limit),
    firstAt: events.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: events.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: answers.students.length }],
  };
}

/** The student's own answers that a partner gave, too, wrong ones first, in assessments that speak for copying. */
function matched(
  { items, choice, right, ref }: ClassAnswers,
  student: number,
  own: readonly FoundPair[],
) {
  const width = items.length;
  const cells = own.flatMap(({ a, b, activities }) => {
    const other = a === student ? b : a;
    return [...items.keys()].filter((i) => {
      const given = known(choice[student * width + i]);
      return (
        given >= 0 &&
        given === choice[other * width + i] &&
        activities.includes(known(items[i]).activity)
      );
    });
  });
  return [...new Set(cells)]
    .sort((i, j) => known(right[student * width + i]) - known(right[student * width + j]) || i - j)
    .map((i) => ref(student, i));
}

const innocentOf = (corrected: number, limit: Limits): readonly InnocentExplanation[] => [
  {
    name: 'able_students',
    tested: 'identical right answers count no more than the identical wrong ones do',
    outcome: 'excluded',
  },
  {
    name: 'common_misconception',
    tested:
      'each identical wrong answer weighs by how rare it is in the class among students of like ability',
    outcome: 'excluded',
  },
  {
    name: 'random_answering',
    tested: 'sittings filled in by a pattern or with one answer throughout are left out',
    outcome: 'excluded',
  },
  {
    name: 'chance_in_a_large_class',
    tested: 'corrected for all classmates who may be the source, against the threshold',
    outcome: corrected >= limit.certain * Math.LN10 ? 'excluded' : 'possible',
  },
  {
    name: 'study_group',
    tested:
      'keeping in step with another is set against the share of the class that does so and is no evidence by itself; a solution worked out together would match',
    outcome: corrected >= limit.certain * Math.LN10 ? 'unlikely' : 'possible',
  },
];
