import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { isProctored, ownersOf } from '../one-machine/conclude.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type LineDay, type LineExam, type Limits } from './day.js';

type Days = readonly Measured<LineDay>[];

const HEARD = 3;

/** One finding per student and offering whose exam came from the address. */
export function concludeLine(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const exams = days
    .flatMap(({ measure }) => measure.exams ?? [])
    .filter((exam) => !isProctored(exam, context))
    .sort((a, b) => a.from - b.from || (a.subject < b.subject ? -1 : 1));
  if (exams.length < limit.strangers) return [];
  const owners = ownersOf(days);
  const sitters = new Set(exams.map(({ subject }) => subject));
  if (owners.size >= limit.public || sitters.size > limit.mostStudents) return [];
  const strange = exams.filter(({ subject }) => !owners.has(subject));
  const strangers = new Set(strange.map(({ subject }) => subject)).size;
  const offerings = new Set(strange.map(({ offering }) => offering)).size;
  if (strangers < limit.strangers || offerings < limit.offerings) return [];
  const llr = isOneDevice(strange) ? 0 : weigh(strange, strangers, owners.size);
  if (llr < HEARD) return [];
  const whole = { llr, strangers, offerings, others: owners.size, limit };
  return [...groupBy(strange, ({ subject, offering }) => `${subject} ${offering}`).values()].map(
    (own) => findingOf(own, strange, whole),
  );
}

/** A machine that names itself is `one-machine`'s. */
const isOneDevice = (exams: readonly LineExam[]): boolean =>
  new Set(exams.map(({ device }) => device)).size === 1 && exams[0]?.device !== '';

/**
 * Argued, not fitted. Whoever sits an exam at an address where he never studies does so at a relative's, in
 * a hotel, at a friend's: that another student of another course does so at the very same address, where he
 * never studies either, on another occasion, nor anybody else but at most one, is taken for once in 20 (3), each further one
 * for once in 4.5 (1.5): friends travel together, and a café may have students of one university only for
 * their exams. One kind of browser for all, where friends bring their own: 0.75 for each beyond the first, up to 2.
 * Somebody else studies there, a friend who has guests: a nat less. 6 at most: never a case without what
 * the students' own terms say.
 */
function weigh(exams: readonly LineExam[], strangers: number, others: number): number {
  const agents = new Set(exams.map(({ agent }) => agent));
  const oneKind = agents.size === 1 && !agents.has('') ? Math.min(2, 0.75 * (strangers - 1)) : 0;
  return round(Math.min(6, 3 + 1.5 * (strangers - 2) + oneKind - others), 3);
}

interface Whole {
  readonly llr: number;
  readonly strangers: number;
  readonly offerings: number;
  readonly others: number;
  readonly limit: Limits;
}

function findingOf(
  own: readonly LineExam[],
  all: readonly LineExam[],
  { llr, strangers, offerings, others, limit }: Whole,
): Finding {
  const { subject, offering } = known(own[0]);
  const theirs = all.filter((exam) => exam.subject !== subject);
  return {
    anchor: `${subject} ${offering}`,
    subject,
    offering,
    llr,
    events: citations([
      ...own.flatMap(({ events }) => events),
      ...theirs.flatMap(({ events }) => events.slice(0, 1)),
    ]),
    numbers: [
      { name: 'students', value: strangers, threshold: limit.strangers, unit: 'students' },
      { name: 'offerings', value: offerings, threshold: limit.offerings, unit: 'offerings' },
    ],
    reason: {
      zh: `包括该账号在内，${offerings} 门课程中 ${strangers} 名学生的考试来自校外同一网络地址，而他们平时从未在那里学习，除${others > 0 ? '一人' : '他们'}外校内也没有其他人使用它。`,
      en: `The exams of ${counted(strangers, 'student')}, this one among them, in ${counted(offerings, 'course')} came from one address outside the university at which none of them ever studies; ${others > 0 ? 'one other student does' : 'nobody else of the university does'}.`,
    },
    innocent: INNOCENT,
    firstAt: all.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: all.reduce((latest, { to }) => Math.max(latest, to), -Infinity),
    baselines: [],
    population: [{ name: 'network', of: '', n: strangers + others }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'exam_room',
    tested: 'proctored papers, registered networks, and addresses of many students are left out',
    outcome: 'excluded',
  },
  {
    name: 'internet_cafe',
    tested:
      'who studies at the address on another day is no stranger to it; where two or more others do, nothing is said',
    outcome: 'unlikely',
  },
  {
    name: 'friends_on_a_journey',
    tested: 'without a machine, a score or a pace unlike their terms it is no case',
    outcome: 'possible',
  },
];
