import type { JudgeContext, Measured } from '../../detector.js';
import type { EventRef, Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { beside } from '../sittings/client-term.js';
import { counted } from '../wording.js';
import { defaults, type Act, type ExamPlace, type HandDay, type Limits } from './day.js';

type Days = readonly Measured<HandDay>[];

interface Judged {
  readonly exam: ExamPlace;
  /** Neither machine nor place, where one is told, is known from any other day, in any course. */
  readonly strange: boolean;
  /** It is another machine than the student's, and not only an id that the exam's platform alone gives the own one. */
  readonly another: boolean;
  /** All its machines are known from other days. */
  readonly own: boolean;
  /** And from few of them: the family's computer, that one course may never have seen. */
  readonly seldom: boolean;
  /** What the student's own machines did on the campus meanwhile. */
  readonly acts: readonly Act[];
  readonly days: number;
}

/** One finding per offering whose exam was sat away while the owner's hand was at work on campus. */
export function concludeHand(days: Days, context: JudgeContext): readonly Finding[] {
  const subject = known(days[0]?.subject);
  const limit = limitsOf(defaults, context.parameters);
  const judged = days.flatMap(({ window, measure }) =>
    (measure.exams ?? [])
      .filter(
        ({ offering, assessment, lab }) => !lab && !isProctored(offering, assessment, context),
      )
      .flatMap((exam) => judgedOf(exam, window, days, limit) ?? []),
  );
  return [...groupBy(judged, ({ exam }) => exam.offering)].flatMap(([offering, own]) => {
    const strange = own.filter((one) => one.strange);
    const present = strange.filter(
      ({ exam, acts, another }) =>
        another && exam.away && exam.nets.length > 0 && countOf(acts) >= limit.acts,
    );
    if (present.length > 0) return [presentFinding(subject, offering, present, limit)];
    const seldom = own.filter((one) => one.seldom);
    if (seldom.length > 0) return [knownFinding(subject, offering, seldom)];
    if (strange.length === 0) return [];
    const others = judged.filter((one) => one.exam.offering !== offering);
    const elsewhere = others.filter((one) => one.strange);
    if (isHabit(strange, elsewhere)) return [habitFinding(subject, offering, strange, elsewhere)];
    const usual = others.filter((one) => one.own);
    return usual.length > 0 && elsewhere.length === 0
      ? [contrastFinding(subject, offering, strange, usual)]
      : [];
  });
}

const isProctored = (offering: string, assessment: string, { roster }: JudgeContext): boolean =>
  roster.offering(offering)?.assessments.get(assessment)?.proctored === true;

const countOf = (acts: readonly Act[]): number => acts.reduce((sum, { count }) => sum + count, 0);

function judgedOf(exam: ExamPlace, window: string, days: Days, limit: Limits): Judged | undefined {
  const others = days.filter((day) => !beside(day.window, window)).map(({ measure }) => measure);
  if (exam.devices.length === 0 || others.length < limit.fewestDays) return undefined;
  const devices = new Set(others.flatMap((day) => day.devices));
  const nets = new Set(others.flatMap((day) => day.nets));
  const strange =
    exam.devices.every((device) => !devices.has(device)) &&
    exam.nets.every((net) => !nets.has(net));
  const own = exam.devices.every((device) => devices.has(device));
  const uses = others.filter((day) => exam.devices.some((device) => day.devices.includes(device)));
  const seldom = own && uses.length <= others.length * SELDOM;
  // A platform for exams alone gives each machine an id of its own: the user agent tells it again.
  const isOwn = ({ device, agent }: Act): boolean =>
    others.filter(
      ({ own: names }) =>
        names?.includes(device) === true ||
        (!exam.browsers.includes(agent) && names?.includes(agent) === true),
    ).length >= limit.ownDays;
  const naming = others.filter((day) => day.naming?.includes(exam.source)).length;
  const agents = new Set(others.flatMap((day) => day.agents ?? []));
  const another =
    naming >= limit.fewestDays ||
    (exam.browsers.length > 0 && exam.browsers.every((agent) => !agents.has(agent)));
  const acts = exam.acts.filter(isOwn);
  return { exam, strange, another, own, seldom, acts, days: others.length };
}

/** Exams of other courses sat on other strange machines: it is how this student sits exams. */
function isHabit(strange: readonly Judged[], elsewhere: readonly Judged[]): boolean {
  const machines = new Set(strange.flatMap(({ exam }) => exam.devices));
  return elsewhere.some(({ exam }) => exam.devices.every((device) => !machines.has(device)));
}

/**
 * Argued, not fitted. Two acts by hand on one's own machine in the dormitory while one's exam is written
 * on a line off the campus: a roommate who borrows the phone, a laptop on a VPN that nobody registered,
 * once in a hundred such exams (4.6); each further act a third of a nat, no more than 2. On the very platform
 * where the exam itself is, in its course: 1.5 more, for a borrowed phone is not borrowed to look at its owner's exam.
 */
const weigh = (acts: number, there: number, limit: Limits): number =>
  round(4.6 + Math.min(2, (acts - limit.acts) / 3) + (there >= limit.acts ? 1.5 : 0), 3);

function presentFinding(
  subject: string,
  offering: string,
  own: readonly Judged[],
  limit: Limits,
): Finding {
  const acts = own.reduce((sum, one) => sum + countOf(one.acts), 0);
  const there = own.flatMap((one) => one.acts).reduce((sum, act) => sum + act.there, 0);
  const days = own.reduce((most, one) => Math.max(most, one.days), 0);
  return {
    ...commonOf(subject, offering, own, days),
    llr: weigh(acts, there, limit),
    events: citations(
      own.flatMap(({ exam, acts: meanwhile }): readonly EventRef[] => [
        ...exam.events,
        ...meanwhile.flatMap(({ events }) => events),
      ]),
    ),
    numbers: [
      { name: 'acts_meanwhile', value: acts, threshold: limit.acts, unit: 'acts' },
      { name: 'days_known', value: days, threshold: limit.fewestDays, unit: 'days' },
    ],
    reason: {
      zh: `有 ${own.length} 场考试在校外网络、用本学期从未出现过的设备作答，同一时间该生自己的设备在校内有 ${acts} 次人工操作。`,
      en: `While ${counted(own.length, 'exam')} ${own.length === 1 ? 'was' : 'were'} written on a line off the campus and a device that the term does not know, the student's own device was used by hand on campus, ${counted(acts, 'time')}.`,
    },
    innocent: INNOCENT,
  };
}

/** Speaks for the student: a borrowed machine in every course is a habit, not one hired hand. */
const HABIT = -2;

function habitFinding(
  subject: string,
  offering: string,
  own: readonly Judged[],
  elsewhere: readonly Judged[],
): Finding {
  const days = own.reduce((most, one) => Math.max(most, one.days), 0);
  const exams = own.length + elsewhere.length;
  return {
    ...commonOf(subject, offering, own, days),
    llr: HABIT,
    events: citations([...own, ...elsewhere].flatMap(({ exam }) => exam.events)),
    numbers: [{ name: 'exams_elsewhere', value: exams, threshold: 2, unit: 'exams' }],
    reason: {
      zh: `该生在其他课程的考试中同样使用平时未见的设备和网络（共 ${exams} 场），这是其一贯做法，对其有利。`,
      en: `In other courses too this student sits exams on machines and in places of no other day, ${counted(exams, 'exam')} in all: a habit, which speaks for the student.`,
    },
    innocent: INNOCENT,
  };
}

/**
 * Of honest people with a strange machine at one exam, half sit the others so as well, whose own one is
 * broken or poor; a hired hand writes one course's. Half a nat for each exam on the own machine, a nat at most.
 */
const EACH_USUAL = 0.5;
const MOST_USUAL = 1;

function contrastFinding(
  subject: string,
  offering: string,
  own: readonly Judged[],
  usual: readonly Judged[],
): Finding {
  const days = own.reduce((most, one) => Math.max(most, one.days), 0);
  return {
    ...commonOf(subject, offering, own, days),
    llr: Math.min(MOST_USUAL, EACH_USUAL * usual.length),
    events: citations([...own, ...usual].flatMap(({ exam }) => exam.events)),
    numbers: [
      { name: 'exams_on_own_machine', value: usual.length, threshold: 1, unit: 'exams' },
      { name: 'days_known', value: days, threshold: 5, unit: 'days' },
    ],
    reason: {
      zh: `该生其他课程的 ${usual.length} 场考试都使用自己的设备，唯独本课程的 ${own.length} 场使用了全学期所有课程中从未出现过的设备；仅此不足以说明问题。`,
      en: `This student sat ${counted(usual.length, 'exam')} of other courses on machines of his own, and ${counted(own.length, 'exam')} of this one on a machine that no day of any course shows; alone this says little.`,
    },
    innocent: INNOCENT,
  };
}

/** Share of the days, up to which a machine may well be strange to the days of one course. */
const SELDOM = 1 / 3;
/** Speaks for the student: a machine of other days is no stranger's; a browser of other days may be half the campus's. */
const KNOWN = -3;
const KNOWN_AGENT = -1;

function knownFinding(subject: string, offering: string, own: readonly Judged[]): Finding {
  const days = own.reduce((most, one) => Math.max(most, one.days), 0);
  return {
    ...commonOf(subject, offering, own, days),
    llr: own.every(({ exam }) => exam.agents) ? KNOWN_AGENT : KNOWN,
    events: citations(own.flatMap(({ exam }) => exam.events)),
    numbers: [{ name: 'days_known', value: days, threshold: 5, unit: 'days' }],
    reason: {
      zh: `该生参加 ${own.length} 场考试所用的设备，其他学习日（含其他课程）也用过，对其有利。`,
      en: `The machine of ${counted(own.length, 'exam')} is one that other days show, those of other courses too, if seldom: this speaks for the student.`,
    },
    innocent: INNOCENT,
  };
}

const commonOf = (subject: string, offering: string, own: readonly Judged[], days: number) => ({
  ...{ anchor: offering, subject, offering },
  firstAt: own.reduce((least, { exam }) => Math.min(least, exam.from), Infinity),
  lastAt: own.reduce((latest, { exam }) => Math.max(latest, exam.to), -Infinity),
  baselines: [],
  population: [{ name: 'own_term' as const, of: '', n: days }],
});

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'vpn_or_carrier',
    tested: 'carriers and registered VPNs tell no place; the machine must be strange as well',
    outcome: 'excluded',
  },
  {
    name: 'device_left_running',
    tested: 'only acts by hand count, at least two, recorded when they happened',
    outcome: 'excluded',
  },
  {
    name: 'sits_exams_elsewhere',
    tested: 'exams of other courses on other strange machines speak for the student',
    outcome: 'unlikely',
  },
  {
    name: 'device_lent',
    tested: 'a roommate who uses the phone meanwhile looks the same; no case alone',
    outcome: 'possible',
  },
];
