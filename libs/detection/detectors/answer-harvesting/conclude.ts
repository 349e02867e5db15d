import type { JudgeContext, Measured } from '../../detector.js';
import type { EventRef, Finding, InnocentExplanation } from '../../signal.js';
import { DELIBERATE, type Harvester } from '../assessments/harvesters.js';
import type { KeyDay } from '../assessments/key-day.js';
import { sectionsOf } from '../assessments/course.js';
import type { KeyUser } from '../assessments/key-users.js';
import type { RevealedClass } from '../assessments/reveals.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted, lasting } from '../wording.js';
import { defaults, type Limits } from './limits.js';

/** One finding per user of a drawn-out key, and one per student who drew it out. */
export function concludeHarvesting(
  days: readonly Measured<KeyDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const sections = sectionsOf(days, limit.fewestStudents);
  const used = sections.flatMap(({ users }) => users.filter(({ llr }) => llr >= limit.mention));
  return sections.flatMap(({ users, harvesters, ...section }) => {
    const about: About = { ...section, limit };
    return [
      ...users.filter((user) => used.includes(user)).map((user) => userFinding(about, user)),
      ...harvesters.flatMap((one) => {
        const own = used.filter(({ harvester }) => (harvester.origin ?? harvester) === one);
        return harvesterFinding(about, one, own) ?? [];
      }),
    ];
  });
}

interface About {
  readonly revealed: RevealedClass;
  readonly limit: Limits;
  readonly offering: string;
}

/** The sum of three independent comparisons, each bounded; a tenth less, as they are models. At most 12. */
const weigh = (llr: number): number => Math.min(12, round(0.9 * llr, 3));

function userFinding(about: About, user: KeyUser): Finding {
  const { revealed, limit } = about;
  const { answers } = revealed;
  const expected = round(user.expected, 1);
  const delay = lasting(user.afterSec);
  const far = user.harvester.origin !== undefined;
  const refs = user.items.map((i) => answers.ref(user.student, i));
  return {
    ...base(about, user.student, refs),
    anchor: 'user',
    llr: weigh(user.llr),
    numbers: [
      {
        name: 'right_after_reveal',
        value: user.right,
        threshold: round(limit.rightShare * user.items.length, 1),
        unit: 'answers',
      },
      {
        name: 'gain_over_own_ability',
        value: round(Math.max(0, user.gain), 1),
        threshold: limit.mention,
        unit: 'nats',
      },
      {
        name: 'order_unlike_class',
        value: round(Math.max(0, user.order), 1),
        threshold: 1,
        unit: 'nats',
      },
      { name: 'pace_unlike_own', value: round(user.quick, 1), threshold: 2, unit: 'nats' },
    ],
    reason: {
      zh: `${far ? '同一课程另一教学班的一名同学' : '另一名同学'}先调出 ${user.activities.length} 次测验的答案，此后（中位间隔 ${delay.zh}）本人首次作答 ${user.items.length} 题，答对 ${user.right} 题，按班级与本人其他作答估计约为 ${expected} 题。`,
      en: `After another student${far ? ', of another class that writes the same paper,' : ''} had drawn out the answers of ${counted(user.activities.length, 'assessment')}, typically ${delay.en} before, ${user.right} of ${counted(user.items.length, 'first answer')} were right, where the class and the student's own other work make it about ${expected}.`,
    },
    innocent: innocentOf(user),
  };
}

/**
 * What one user of a few papers says of whose key it was, where he does not come soon after the look: somebody may be
 * better than himself by other means, and a classmate who gives up and reads the key has come before him all the same. Below a case.
 */
const MOST_OF_ONE_USER = 5;
const SOON_AFTER = 3;
const SEVERAL_PAPERS = 4;

function harvesterFinding(
  about: About,
  harvester: Harvester,
  users: readonly KeyUser[],
): Finding | undefined {
  const { revealed, limit } = about;
  const strongest = users.reduce((most, { llr }) => Math.max(most, llr), 0);
  const doubted =
    users.length < 2 &&
    harvester.purpose < DELIBERATE &&
    users.every(
      ({ order, activities }) => order < SOON_AFTER && activities.length < SEVERAL_PAPERS,
    );
  const byUsers = doubted ? Math.min(MOST_OF_ONE_USER / 0.9, strongest) : strongest;
  // Without a user, looking is a habit, however odd, and below any case; attempts thrown away paper
  // after paper are made for somebody.
  const seen = users.length > 0 ? byUsers : Math.min(3 / 0.9, harvester.llr);
  const llr = weigh(Math.max(seen, harvester.purpose));
  if (llr < limit.mention || (users.length === 0 && harvester.drawn.length < 2)) return undefined;
  const looks = harvester.drawn.flatMap((activity) =>
    known(revealed.sittings.get(activity)).flatMap(
      (i) => revealed.revealed(harvester.student, i) ?? [],
    ),
  );
  const papers = harvester.drawn.length;
  const refs = looks.map(({ event, at }) => ({ ...event, at }));
  return {
    ...base(about, harvester.student, refs),
    anchor: 'harvester',
    llr,
    numbers: [
      { name: 'keys_drawn_out', value: papers, threshold: 1, unit: 'assessments' },
      { name: 'attempts_thrown_away', value: harvester.wasted, threshold: 3, unit: 'assessments' },
      { name: 'users', value: users.length, threshold: 1, unit: 'students' },
    ],
    reason: {
      zh: `在 ${papers} 次测验中几乎不会作答，却调出了几乎全部答案${users.length > 0 ? `；随后另有 ${users.length} 名同学答对这些题，与其自身水平不符` : '；目前没有发现使用者'}。`,
      en: `Knew few answers of ${counted(papers, 'assessment')} and drew out nearly all of the key${users.length > 0 ? `; then ${counted(users.length, 'other student')} answered those items right, unlike their own ability` : '; nobody is seen to have used it'}.`,
    },
    innocent: [
      {
        name: 'learning_from_the_key',
        tested: 'how many of the class look at nearly all answers of papers they knew little of',
        outcome: users.length > 0 && !doubted ? 'unlikely' : 'possible',
      },
      {
        name: 'quick_and_careless',
        tested: "time taken against the class's median and the spread of paces within it",
        outcome: harvester.purpose > 5 ? 'unlikely' : 'possible',
      },
      {
        name: 'own_second_attempt',
        tested:
          'papers sat again are no attempts thrown away; own answers after own looks are left out',
        outcome: 'excluded',
      },
    ],
  };
}

function base(
  { revealed, offering }: About,
  student: number,
  refs: readonly (EventRef & { readonly at: number })[],
) {
  const { students } = revealed.answers;
  return {
    subject: known(students[student]),
    offering,
    events: citations(refs.map(({ source, id }) => ({ source, id }))),
    firstAt: refs.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: refs.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: students.length }] as const,
  };
}

const innocentOf = ({ gain, order, quick }: KeyUser): readonly InnocentExplanation[] => [
  {
    name: 'able_student',
    tested: 'right answers against those that own work without a key out makes likely',
    outcome: gain > 3 ? 'unlikely' : 'possible',
  },
  {
    name: 'order_of_the_class',
    tested: 'coming after the look, and how soon, against the share of the class that does',
    outcome: order > 2 ? 'unlikely' : 'possible',
  },
  {
    name: 'quick_student',
    tested: "pace over these papers against the student's own over others, and the class's",
    outcome: quick > 2 ? 'unlikely' : 'possible',
  },
  {
    name: 'own_look_at_the_key',
    tested: 'items that the student looked up before answering are left out',
    outcome: 'excluded',
  },
];
