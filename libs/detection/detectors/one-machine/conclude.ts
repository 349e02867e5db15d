import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { beside } from '../sittings/client-term.js';
import { counted } from '../wording.js';
import { defaults, type Limits, type MachineDay, type SatExam } from './day.js';

type Days = readonly Measured<MachineDay>[];

/** Of the others' exams one event each. */
const HEARD = 3;

/** One finding per student and offering whose exam was sat on the machine. */
export function concludeMachine(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const exams = days
    .flatMap(({ measure }) => measure.exams ?? [])
    .filter((exam) => !isProctored(exam, context))
    .sort((a, b) => a.from - b.from || (a.subject < b.subject ? -1 : 1));
  if (exams.length < limit.strangers || days.some(({ measure }) => measure.room)) return [];
  const owners = ownersOf(days);
  const sitters = new Set(exams.map(({ subject }) => subject));
  if (owners.size >= limit.public || sitters.size > limit.mostStudents) return [];
  const strange = exams.filter(({ subject }) => !owners.has(subject));
  const strangers = new Set(strange.map(({ subject }) => subject)).size;
  const offerings = new Set(strange.map(({ offering }) => offering)).size;
  if (strangers < limit.strangers || offerings < limit.offerings) return [];
  // Sat at one time under one name, by more than two: no machine but a text that some client sends.
  const { handOvers, overlaps } = handing(exams, limit);
  if (overlaps > 1) return [];
  const llr = weigh({ strangers, owned: owners.size > 0, handOvers, exams: strange });
  if (llr < HEARD) return [];
  const whole = { llr, strangers, offerings, limit, owned: owners.size > 0 };
  return [...groupBy(strange, ({ subject, offering }) => `${subject} ${offering}`).values()].map(
    (own) => findingOf(own, strange, whole),
  );
}

export const isProctored = ({ offering, assessment }: SatExam, { roster }: JudgeContext): boolean =>
  roster.offering(offering)?.assessments.get(assessment)?.proctored === true;

/** Who studies with it on days that are not those of an exam of theirs on it, nor beside them. */
export function ownersOf(
  days: readonly Measured<Pick<MachineDay, 'exams' | 'study'>>[],
): ReadonlySet<string> {
  const sat = groupBy(
    days.flatMap(({ window, measure }) =>
      (measure.exams ?? []).map(({ subject }) => ({ subject, window })),
    ),
    ({ subject }) => subject,
  );
  return new Set(
    days.flatMap(({ window, measure }) =>
      measure.study.filter((subject) =>
        (sat.get(subject) ?? []).every((exam) => !beside(window, exam.window)),
      ),
    ),
  );
}

function handing(exams: readonly SatExam[], limit: Limits) {
  let handOvers = 0;
  let overlaps = 0;
  for (const [at, exam] of exams.entries()) {
    const before = exams[at - 1];
    if (!before || before.subject === exam.subject) continue;
    const gap = (exam.from - before.to) / 1000;
    if (gap < 0) overlaps++;
    else if (gap <= limit.handOverSec) handOvers++;
  }
  return { handOvers, overlaps };
}

interface Served {
  readonly strangers: number;
  readonly owned: boolean;
  readonly handOvers: number;
  readonly exams: readonly SatExam[];
}

/**
 * Argued, not fitted. A machine on which nobody of the university ever studies, and on which two students
 * of different courses sit an exam: a relative's or a café's, one such pair in a hundred (4.6), each
 * further student five times rarer (1.6). On a student's own machine, who lends it: once in ten each (2.3
 * for the second on). One sitting down as another gets up: people who know each other, or one who never
 * got up (1.2, 0.6 for the next). Another exam of the same students on it: once in three (1).
 */
function weigh({ strangers, owned, handOvers, exams }: Served): number {
  const base = owned ? 2.3 * (strangers - 1) : 4.6 + 1.6 * (strangers - 2);
  const handed = handOvers === 0 ? 0 : 1.2 + Math.min(0.6, 0.6 * (handOvers - 1));
  const again = Math.min(2, exams.length - strangers);
  return round(Math.min(12, base + handed + again), 3);
}

interface Whole {
  readonly llr: number;
  readonly strangers: number;
  readonly offerings: number;
  readonly owned: boolean;
  readonly limit: Limits;
}

function findingOf(
  own: readonly SatExam[],
  all: readonly SatExam[],
  { llr, strangers, offerings, owned, limit }: Whole,
): Finding {
  const { subject, offering } = known(own[0]);
  const others = all.filter((exam) => exam.subject !== subject);
  return {
    anchor: `${subject} ${offering}`,
    subject,
    offering,
    llr,
    events: citations([
      ...own.flatMap(({ events }) => events),
      ...others.flatMap(({ events }) => events.slice(0, 1)),
    ]),
    numbers: [
      { name: 'students', value: strangers, threshold: limit.strangers, unit: 'students' },
      { name: 'offerings', value: offerings, threshold: limit.offerings, unit: 'offerings' },
    ],
    reason: {
      zh: `包括该账号在内，${offerings} 门课程中 ${strangers} 名学生的考试由同一台设备完成，而他们平时从未用它学习${owned ? '；它平时属于另一名学生' : '，校内也没有其他人用它学习'}。`,
      en: `One device sat the exams of ${counted(strangers, 'student')}, this one among them, in ${counted(offerings, 'course')}, though none of them ever studies on it${owned ? '; it is another student’s in the rest of the term' : ' and nobody else does'}.`,
    },
    innocent: INNOCENT,
    firstAt: all.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: all.reduce((latest, { to }) => Math.max(latest, to), -Infinity),
    baselines: [],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'exam_room',
    tested:
      'proctored papers, laboratories, the teaching network, and machines of many students are left out',
    outcome: 'excluded',
  },
  {
    name: 'shared_laptop',
    tested: 'who studies on the machine on another day is no stranger to it',
    outcome: 'excluded',
  },
  {
    name: 'borrowed_laptop',
    tested: 'two strangers, or two friends on a student’s own machine, make no case alone',
    outcome: 'unlikely',
  },
];
