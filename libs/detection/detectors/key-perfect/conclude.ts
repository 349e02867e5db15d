import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding } from '../../signal.js';
import type { KeyDay } from '../assessments/key-day.js';
import { sectionsOf } from '../assessments/course.js';
import type { KeyUser } from '../assessments/key-users.js';
import type { RevealedClass } from '../assessments/reveals.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type Limits } from './limits.js';

/** One finding per student who handed in a drawn-out key nearly without a mistake. */
export function concludePerfect(
  days: readonly Measured<KeyDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  return sectionsOf(days, limit.fewestStudents).flatMap(({ offering, revealed, users }) =>
    users
      .filter((user) => isPerfect(user, limit) && weigh(user) >= limit.mention)
      .map((user) => findingOf(user, offering, { revealed, limit })),
  );
}

const isPerfect = ({ activities, items, right, llr }: KeyUser, limit: Limits): boolean =>
  activities.length >= limit.fewestPapers &&
  items.length >= limit.fewestItems &&
  right >= limit.perfectShare * items.length &&
  llr >= limit.mention;

/** Perfect papers without an order, or a pace, that tells of a key are what able people hand in. */
const OF_ABILITY = 1.5;
const EACH_OF_ORDER = 4;

/** The same evidence as of the pair (answer-harvesting), a tenth less for being a model; at most 12. */
function weigh({ llr, order, quick }: KeyUser): number {
  const most = OF_ABILITY + EACH_OF_ORDER * Math.max(0, order + quick);
  return Math.min(12, round(Math.min(most, 0.9 * llr), 3));
}

function findingOf(
  user: KeyUser,
  offering: string,
  { revealed, limit }: { readonly revealed: RevealedClass; readonly limit: Limits },
): Finding {
  const { answers } = revealed;
  const refs = user.items.map((i) => answers.ref(user.student, i));
  const items = user.items.length;
  const expected = round(user.expected, 1);
  return {
    anchor: 'key',
    subject: known(answers.students[user.student]),
    offering,
    llr: weigh(user),
    events: citations(refs.map(({ source, id }) => ({ source, id }))),
    numbers: [
      {
        name: 'right_after_reveal',
        value: user.right,
        threshold: round(limit.perfectShare * items, 1),
        unit: 'answers',
      },
      {
        name: 'papers',
        value: user.activities.length,
        threshold: limit.fewestPapers,
        unit: 'assessments',
      },
      {
        name: 'gain_over_own_ability',
        value: round(Math.max(0, user.gain), 1),
        threshold: limit.mention,
        unit: 'nats',
      },
    ],
    reason: {
      zh: `在答案已被他人调出之后，首次作答 ${items} 题（${user.activities.length} 次测验）答对 ${user.right} 题，而按班级与本人其他作答估计约为 ${expected} 题。`,
      en: `After the answers had been drawn out by somebody, ${user.right} of ${counted(items, 'first answer')} in ${counted(user.activities.length, 'assessment')} were right, where the class and the student's own other work make it about ${expected}.`,
    },
    innocent: [
      {
        name: 'able_student',
        tested: 'right answers against those that own work without a key out makes likely',
        outcome: user.gain > 3 ? 'unlikely' : 'possible',
      },
      {
        name: 'own_look_at_the_key',
        tested: 'items that the student looked up before answering are left out',
        outcome: 'excluded',
      },
    ],
    firstAt: refs.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: refs.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: answers.students.length }],
  };
}
