import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation, Population } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, round } from '../reading.js';
import type { ClientDay } from '../sittings/client-day.js';
import { students, type DatedSitting, type Student } from '../sittings/client-term.js';
import { counted } from '../wording.js';
import { defaults, type Limits } from './limits.js';
import { leapsOf } from './leap.js';
import { placeOf, type Place } from './place.js';
import { paceDepartures } from './standing.js';
import { sittingsOf, sumOf, weighExam, type ClassTerm, type Strange } from './weigh.js';

type Days = readonly Measured<ClientDay>[];

const HEARD = 3;

/** One finding per student whose exams are unlike the whole term. */
export function concludeUnlike(days: Days, context: JudgeContext): readonly Finding[] {
  const offering = known(days[0]).measure.offering;
  const limit = limitsOf(defaults, context.parameters);
  const all = students(days);
  const papers = context.roster.offering(offering)?.assessments;
  const exams = placesOf(all, limit, ({ kind, assessment }) =>
    kind === 'exam' ? !papers?.get(assessment)?.proctored : false,
  );
  if (exams.every(({ strange }) => strange === undefined)) return [];
  const term: ClassTerm = {
    exams,
    quizzes: placesOf(all, limit, ({ kind }) => kind === 'quiz'),
    leaps: leapsOf(all, limit),
    paces: paceDepartures(all, limit),
  };
  const strange = [...groupBy(exams, ({ sitting }) => sitting.assessment).values()].flatMap((own) =>
    weighExam(own, term, limit),
  );
  return [...groupBy(strange, ({ place }) => place.sitting.subject)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([subject, own]) => {
      const llr = sumOf(own);
      return llr >= HEARD ? [findingOf(subject, offering, own, llr, limit)] : [];
    });
}

const placesOf = (
  all: readonly Student[],
  limit: Limits,
  which: (sitting: DatedSitting) => boolean,
): readonly Place[] =>
  all.flatMap((student) =>
    student.sittings.filter(which).flatMap((sitting) => placeOf(student, sitting, limit) ?? []),
  );

function findingOf(
  subject: string,
  offering: string,
  own: readonly Strange[],
  llr: number,
  limit: Limits,
): Finding {
  const sittings = sittingsOf(own);
  const days = median(own.map(({ place }) => place.days)) ?? 0;
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(sittings.flatMap(({ source, refs }) => refs.map((id) => ({ source, id })))),
    numbers: [
      { name: 'exams', value: own.length, threshold: 1, unit: 'exams' },
      { name: 'days_known', value: days, threshold: limit.fewestDays, unit: 'days' },
      ...departed('score_jump', own, ({ jump }) => jump),
      ...departed('pace_change', own, ({ pace }) => pace && Math.abs(pace)),
    ],
    reason: reasonOf(own, days),
    innocent: INNOCENT,
    firstAt: sittings.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: sittings.reduce((most, { to }) => Math.max(most, to), -Infinity),
    baselines: [],
    population: populationOf(own, offering, days),
  };
}

const populationOf = (own: readonly Strange[], of: string, days: number): Population[] => [
  { name: 'own_term', of: '', n: days },
  { name: 'class', of, n: own.reduce((most, { classmates }) => Math.max(most, classmates), 0) },
];

/** Told where there is a figure; 2 usual differences are rare. */
function departed(
  name: string,
  own: readonly Strange[],
  figure: (one: Strange) => number | undefined,
): Finding['numbers'] {
  const values = own.map(figure).filter((value) => value !== undefined);
  return values.length === 0
    ? []
    : [{ name, value: round(Math.max(...values), 1), threshold: 2, unit: 'usual differences' }];
}

function reasonOf(own: readonly Strange[], days: number): Finding['reason'] {
  const jumped = own.some(({ jump }) => (jump ?? 0) >= 1.5);
  const paced = own.some(({ pace }) => Math.abs(pace ?? 0) >= 1.5);
  const zh = [jumped ? '成绩明显高于平时' : '', paced ? '作答节奏与平时不同' : ''].filter(Boolean);
  const en = [
    jumped ? 'the score is far above the coursework' : '',
    paced ? 'the pace of answering is another' : '',
  ].filter(Boolean);
  const placed = own.some(({ kind }) => kind !== 'untold');
  return {
    zh: `有 ${own.length} 场考试是用本学期其他 ${days} 个学习日从未出现过的设备${placed ? '在从未出现过的网络中' : ''}完成的${zh.length > 0 ? `，且${zh.join('、')}` : ''}；同班同学很少如此。`,
    en: `${counted(own.length, 'exam')} ${own.length === 1 ? 'was' : 'were'} sat on a device ${placed ? 'and in a network ' : ''}that none of ${counted(days, 'other day')} of study shows${en.length > 0 ? `, and ${en.join(' and ')}` : ''}; in the class this is rare.`,
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'new_device',
    tested: 'a new device in a known network, or one used on later days, says nothing',
    outcome: 'excluded',
  },
  {
    name: 'exam_centre',
    tested:
      'proctored exams, laboratories, networks with others of the class, and exams that many sat elsewhere are left out',
    outcome: 'excluded',
  },
  {
    name: 'changing_devices',
    tested:
      'the share of the own term’s days on devices of no other day bounds the weight; the class is those with no more of them',
    outcome: 'unlikely',
  },
  {
    name: 'borrowed_device_elsewhere',
    tested:
      'taken as one exam in 20 to 250 by the place, oftener where exams and quizzes of the class show it; a case needs the score or the pace to differ as well',
    outcome: 'possible',
  },
];
