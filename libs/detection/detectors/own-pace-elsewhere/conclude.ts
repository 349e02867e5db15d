import type { Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, known, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import type { PaceDay } from './measure.js';
import { compare, type Compared } from './weigh.js';

const SPOKEN_OF = 1;

/** One finding per course of quick papers of which the student's other courses say something. */
export function concludePace(days: readonly Measured<PaceDay>[]): readonly Finding[] {
  const subject = known(days[0]?.subject);
  return compare(days.flatMap(({ measure }) => measure.papers))
    .filter(({ nats }) => Math.abs(nats) >= SPOKEN_OF)
    .map((one) => findingOf(subject, one));
}

function findingOf(subject: string, one: Compared): Finding {
  const { offering, papers, nats } = one;
  return {
    ...{ anchor: offering, subject, offering, llr: nats },
    events: citations(
      papers.flatMap(({ source, refs }) => (refs ?? []).map((id) => ({ source, id }))),
    ),
    numbers: [
      { name: 'answers_a_minute', value: round(60 / one.sec, 1), threshold: 5, unit: 'answers' },
      {
        name: 'answers_a_minute_elsewhere',
        value: round(60 / Math.max(0.1, one.elsewhereSec), 1),
        threshold: round(24 / one.sec, 1),
        unit: 'answers',
      },
      { name: 'courses_at_this_pace', value: one.alike, threshold: 1, unit: 'courses' },
    ],
    reason: reasonOf(one),
    innocent: INNOCENT,
    firstAt: papers.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: papers.reduce((most, { to }) => Math.max(most, to), -Infinity),
    baselines: [],
    population: [{ name: 'own_term', of: '', n: one.alike + one.slower }],
  };
}

function reasonOf({ papers, sec, alike, slower, elsewhereSec, nats }: Compared): Finding['reason'] {
  if (nats < 0)
    return {
      zh: `该生在其他 ${alike} 门课程中也以同样的速度作答（本课程约每 ${spoken(sec)} 秒一题），这是其个人习惯，对其有利。`,
      en: `In ${counted(alike, 'other course')} too this student answers at such a pace, here about every ${spoken(sec)} s: a tempo of one's own, which speaks for the student.`,
    };
  return {
    zh: `该生在本课程的 ${papers.length} 次测验中约每 ${spoken(sec)} 秒答一题且间隔均匀，而在其他 ${slower} 门课程中约需 ${spoken(elsewhereSec)} 秒；仅此不足以说明问题。`,
    en: `In ${counted(papers.length, 'paper')} of this course the answers come about every ${spoken(sec)} s, evenly; in ${counted(slower, 'other course')} this student takes about ${spoken(elsewhereSec)} s an item; alone this says little.`,
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'quick_by_habit',
    tested: 'the pace in other courses; the same everywhere speaks for the student',
    outcome: 'unlikely',
  },
  {
    name: 'short_items',
    tested:
      'courses differ in what an item takes: up to 1.7 times is the same pace, only from 2.5 times on another; no case alone',
    outcome: 'possible',
  },
  {
    name: 'knows_the_matter',
    tested: 'only even answers count: whoever thinks is as uneven as the class',
    outcome: 'unlikely',
  },
];
