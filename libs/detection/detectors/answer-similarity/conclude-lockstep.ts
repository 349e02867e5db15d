import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import type { ClassAnswers } from '../assessments/class-answers.js';
import { citations, groupBy, known, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import { componentsOf } from './components.js';
import { inLockstep, walksOf, type Lockstep } from './lockstep.js';

/** Less a tenth, as for answers too alike; no more than a shared order is worth. */
const MOST = 9;
const MENTION = 4;
/** More of the sitters in one step are led by somebody whom all may follow: a teacher, a clock. */
const LED = 0.25;
/** At once: neither of two is the one who follows. Seconds. */
const AT_ONCE = 2;

/**
 * One finding per student who wrote an examination in step with another, item by item and seconds apart, whatever is
 * told of the answers. Quizzes and homework may be talked over; only what the roster calls an examination is judged.
 */
export function concludeLockstep(
  answers: ClassAnswers,
  offering: string,
  { roster }: JudgeContext,
): readonly Finding[] {
  const papers = groupBy(answers.items.keys(), (i) => known(answers.items[i]).activity);
  return [...papers].flatMap(([activity, own]) => {
    const name = known(answers.activities[activity]);
    if (roster.offering(offering)?.assessments.get(name)?.kind !== 'exam') return [];
    const walks = walksOf(answers, own);
    const pairs = inLockstep(walks, own).filter(({ nats }) => 0.9 * nats >= MENTION);
    return componentsOf(pairs.map(({ behind: a, ahead: b }) => ({ a, b }))).flatMap((group) => {
      if (group.length > Math.max(2, LED * walks.length)) return [];
      return group.flatMap((student) => {
        const mine = pairs.filter((one) => concerns(one, student, group.length));
        if (mine.length === 0) return [];
        const pair = mine.reduce((a, b) => (b.nats > a.nats ? b : a));
        const about = { answers, offering, student, pair, group, sitters: walks.length };
        return [findingOf({ ...about, paper: name })];
      });
    });
  });
}

/** Of two, who is followed may not know of it; whom two follow leads them. */
const concerns = ({ behind, ahead, lagSec }: Lockstep, student: number, group: number): boolean =>
  behind === student || (ahead === student && (group > 2 || lagSec < AT_ONCE));

interface Found {
  readonly answers: ClassAnswers;
  readonly offering: string;
  readonly paper: string;
  readonly student: number;
  readonly pair: Lockstep;
  readonly group: readonly number[];
  readonly sitters: number;
}

function findingOf({ answers, offering, paper, student, pair, group, sitters }: Found): Finding {
  const refs = pair.items.map((i) => answers.ref(student, i));
  const [n, lag, scatter] = [
    pair.items.length,
    spoken(round(pair.lagSec, 0)),
    spoken(round(pair.scatterSec, 1)),
  ];
  return {
    anchor: `step:${paper}`,
    subject: known(answers.students[student]),
    offering,
    llr: Math.min(MOST, round(0.9 * pair.nats, 3)),
    events: citations(refs),
    numbers: [
      { name: 'kept_in_step', value: round(pair.nats, 1), threshold: MENTION, unit: 'nats' },
      { name: 'items_in_step', value: n, threshold: 10, unit: 'items' },
      { name: 'students_in_step', value: group.length, threshold: 2, unit: 'students' },
    ],
    reason: {
      zh: `考试中 ${n} 题与另一名同学逐题同步作答：相差约 ${lag} 秒，一半的题偏差不超过 ${scatter} 秒，无论该题用时长短；共有 ${group.length} 名同学如此同步。`,
      en: `An examination answered in step with another student, ${counted(n, 'item')} one by one: about ${lag} s apart, half of them within ${scatter} s of that, however long an item took; ${counted(group.length, 'student')} keep in step.`,
    },
    innocent: [
      {
        name: 'a_paced_paper',
        tested: 'at most a quarter of all who wrote the paper go through it in that step',
        outcome: 'excluded',
      },
      {
        name: 'items_that_take_as_long_for_everybody',
        tested: 'each wait is set against the class’s for that item, at one’s own tempo',
        outcome: 'excluded',
      },
      {
        name: 'steady_pace',
        tested: 'each wait is set against one’s own beat; who answers like a clock says nothing',
        outcome: 'excluded',
      },
      {
        name: 'somebody_who_copies_from_him',
        tested:
          'of two, only who comes after is named; of a group all are, who leads it among them',
        outcome: group.length > 2 ? 'unlikely' : 'possible',
      },
    ],
    firstAt: refs.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: refs.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: sitters }],
  };
}
