import type { Random } from '../random.js';
import { DAY, HOUR, midnight, MIN } from './calendar.js';

/** One question, as a test theory sees it (two parameters and its wrong answers). */
export interface SimItem {
  readonly id: string;
  readonly kind: 'single' | 'judge' | 'multiple' | 'fill';
  readonly key: string;
  /** Wrong answers with their popularity; the first is the common misconception. */
  readonly wrong: readonly { readonly response: string; readonly weight: number }[];
  readonly difficulty: number;
  readonly discrimination: number;
  /** Median seconds that reading and thinking take. */
  readonly seconds: number;
}

export interface SimAssessment {
  readonly id: string;
  readonly kind: 'quiz' | 'homework' | 'exam';
  /** Week of the term, from 0. */
  readonly week: number;
  readonly items: readonly SimItem[];
  readonly opensAt: number;
  readonly closesAt: number;
  /** Everybody begins when it opens: a whole class within seconds. */
  readonly together: boolean;
  /** Time allowed for a sitting, in minutes. */
  readonly minutes: number;
  readonly proctored: boolean;
  readonly attempts: number;
  /** Share of a class that keeps the paper's order (71 % and 30 % in threats.md). */
  readonly inOrder: number;
  /** Whether key or explanation can be looked at, and when. */
  readonly shows: 'after_submit' | 'on_request' | 'never';
}

export interface PaperPlan {
  readonly offering: string;
  /** Sections of one course write one paper: same items, other windows. */
  readonly paper: string;
  readonly weeks: number;
  readonly dueWeekday: number;
  readonly homework: boolean;
  readonly examOnline: boolean;
  /** A sitting that all begin together lies where nobody has another. */
  readonly examDay: number;
  readonly examHour: number;
}

/** A quiz or homework a week; a midterm; a final in the last week. */
export function drawAssessments(plan: PaperPlan, random: Random): SimAssessment[] {
  const weekly = Array.from({ length: plan.weeks }, (_, week) => {
    const kind = plan.homework && week % 3 === 2 ? 'homework' : 'quiz';
    return weeklyOf(plan, kind, week, random.fork(plan.paper, 'weekly', week));
  });
  const exams = plan.examOnline ? [examOf(plan, plan.weeks - 1, 'final', random)] : [];
  const midterm =
    plan.weeks >= 4 && random.fork(plan.paper, 'midterm').chance(0.5)
      ? [examOf(plan, Math.floor(plan.weeks / 2) - 1, 'midterm', random)]
      : [];
  return [...weekly, ...midterm, ...exams];
}

function weeklyOf(
  plan: PaperPlan,
  kind: 'quiz' | 'homework',
  week: number,
  random: Random,
): SimAssessment {
  const items = kind === 'quiz' ? random.int(5, 12) : random.int(4, 8);
  return {
    id: `${plan.offering}-${kind === 'quiz' ? 'q' : 'h'}${week + 1}`,
    kind,
    week,
    items: drawItems(`${plan.paper}-${week + 1}`, items, -0.7, random),
    opensAt: midnight(week * 7),
    closesAt: midnight(week * 7 + plan.dueWeekday) + 24 * HOUR - 1 * MIN,
    together: false,
    minutes: kind === 'quiz' ? random.pick([30, 45, 60]) : 24 * 60,
    proctored: false,
    attempts: random.pick([1, 1, 2, 3]),
    inOrder: random.between(0.3, 0.9),
    shows: random.pick(['after_submit', 'after_submit', 'on_request', 'never'] as const),
  };
}

function examOf(
  plan: PaperPlan,
  week: number,
  name: 'midterm' | 'final',
  from: Random,
): SimAssessment {
  const random = from.fork(plan.paper, name);
  const together = random.chance(0.6);
  const day = week * 7 + (together ? plan.examDay : 1);
  const opensAt = midnight(day) + (together ? plan.examHour : 8) * HOUR;
  const minutes = together ? random.pick([180, 210, 240]) : random.pick([180, 240, 330]);
  return {
    id: `${plan.offering}-${name}`,
    kind: 'exam',
    week,
    items: drawItems(`${plan.paper}-${name}`, random.int(18, 32), 0, random),
    opensAt,
    closesAt: together ? opensAt + (minutes + 15) * MIN : opensAt + 3 * DAY,
    together,
    minutes,
    proctored: together && random.chance(0.4),
    attempts: 1,
    inOrder: random.between(0.3, 0.75),
    shows: 'never',
  };
}

function drawItems(paper: string, count: number, easiness: number, random: Random): SimItem[] {
  return Array.from({ length: count }, (_, at) => {
    const own = random.fork('item', at);
    const kind = own.pick([
      'single',
      'single',
      'single',
      'single',
      'judge',
      'multiple',
      'fill',
    ] as const);
    return {
      id: `${paper}-i${at + 1}`,
      kind,
      ...responsesOf(kind, own),
      difficulty: own.normal(easiness, 1),
      discrimination: own.lognormal(1.1, 0.3),
      seconds: own.lognormal(kind === 'judge' ? 14 : kind === 'fill' ? 40 : 26, 0.45),
    };
  });
}

function responsesOf(kind: SimItem['kind'], random: Random): Pick<SimItem, 'key' | 'wrong'> {
  const all = {
    single: ['A', 'B', 'C', 'D'],
    judge: ['T', 'F'],
    multiple: ['AB', 'AC', 'ABC', 'BD', 'ACD', 'ABCD', 'CD'],
    fill: Array.from({ length: 14 }, () => String(random.int(2, 400))),
  }[kind];
  const [key = 'A', ...wrong] = random.some([...new Set(all)], all.length);
  // A misconception draws a half or more of the wrong; the rest falls off.
  const lure = random.between(0.35, 0.65);
  return { key, wrong: wrong.map((response, at) => ({ response, weight: lure ** at })) };
}
