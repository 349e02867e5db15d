import { groupBy, known, median } from '../reading.js';
import { firstOnly, type DatedSitting, type Student } from '../sittings/client-term.js';
import type { Limits } from './limits.js';
import { MAD } from './standing.js';

/** An exam's score against what the student's coursework makes likely. */
export interface Leap {
  /** Differences that are usual in the class. */
  readonly jump: number;
  /** Nats for somebody able in the student's place. */
  readonly nats: number;
}

/** Of somebody who is paid for it, in units of the class's spread; one in ten is not worth his money. */
const HIRED = { middle: 1.3, spread: 0.7, worthless: 0.1 };
/** One honest difference in ten is of a bad week or a good night's work: twice as wide. */
const ODD = 0.1;
const LEAST_SPREAD = 0.5;
const BOUNDS = [-2.5, 3.5] as const;
/** A logistic as wide as a unit normal. */
const LOGISTIC = Math.sqrt(3) / Math.PI;

type Scores = ReadonlyMap<DatedSitting, number>;

/**
 * Scores as places in the class, so that a hard paper and a generous one compare; an exam's place against
 * the one that the quizzes predict, as the class itself shows how far they do (a weak student's bad quizzes
 * are partly bad luck); whose quizzes are not known is anybody (Kamalov 2021 judges grades alike).
 */
export function leapsOf(
  students: readonly Student[],
  limit: Limits,
): ReadonlyMap<DatedSitting, Leap> {
  const sittings = students.flatMap(({ sittings: own }) => firstOnly(own));
  const places = placesOf(sittings, limit);
  const usual = new Map(
    students.map(({ subject, sittings: own }) => [subject, usualOf(own, places, limit)]),
  );
  const exams = sittings.filter((one) => one.kind === 'exam' && places.has(one));
  const leaps = new Map<DatedSitting, Leap>();
  for (const own of groupBy(exams, ({ assessment }) => assessment).values()) {
    const pairs = own.map((one) => [known(places.get(one)), usual.get(one.subject)] as const);
    const predict = predictionOf(pairs, limit);
    own.forEach((one, at) => leaps.set(one, leapOf(...known(pairs[at]), predict)));
  }
  return leaps;
}

function placesOf(sittings: readonly DatedSitting[], limit: Limits): Scores {
  const places = new Map<DatedSitting, number>();
  const told = sittings.filter(({ score }) => score >= 0);
  for (const own of groupBy(told, ({ assessment }) => assessment).values()) {
    if (own.length < limit.fewestClass) continue;
    for (const one of own) {
      const below = own.filter(({ score }) => score < one.score).length;
      const level = own.filter(({ score }) => score === one.score).length;
      const share = (below + level / 2) / own.length;
      places.set(one, LOGISTIC * Math.log(share / (1 - share)));
    }
  }
  return places;
}

/** The usual place in quizzes, drawn to the middle as one more quiz of an average student would. */
function usualOf(own: readonly DatedSitting[], places: Scores, limit: Limits): number | undefined {
  const quizzes = firstOnly(own).flatMap((one) =>
    one.kind === 'quiz' ? (places.get(one) ?? []) : [],
  );
  if (quizzes.length < limit.fewestQuizzes) return undefined;
  return quizzes.reduce((sum, one) => sum + one, 0) / (quizzes.length + 1);
}

interface Prediction {
  readonly slope: number;
  readonly spread: number;
}

const UNKNOWN: Prediction = { slope: 0, spread: 1 };

type Pair = readonly [exam: number, usual: number | undefined];

function predictionOf(pairs: readonly Pair[], limit: Limits): Prediction {
  const told = pairs.flatMap(([exam, usual]) => (usual === undefined ? [] : [{ exam, usual }]));
  const square = told.reduce((sum, { usual }) => sum + usual ** 2, 0);
  if (told.length < limit.fewestClass || square < 1e-6) return UNKNOWN;
  const product = told.reduce((sum, { exam, usual }) => sum + exam * usual, 0);
  const slope = Math.max(0.1, Math.min(1.2, product / square));
  const rest = told.map(({ exam, usual }) => Math.abs(exam - slope * usual));
  return { slope, spread: Math.max(LEAST_SPREAD, MAD * known(median(rest))) };
}

function leapOf(exam: number, usual: number | undefined, predicted: Prediction): Leap {
  const { slope, spread } = usual === undefined ? UNKNOWN : predicted;
  const rest = exam - slope * (usual ?? 0);
  const { middle, spread: able, worthless } = HIRED;
  const honest = (1 - ODD) * bell(rest, spread) + ODD * bell(rest, 2 * spread);
  const hired = (1 - worthless) * bell(exam - middle, able) + worthless * bell(exam, 1);
  const nats = Math.log(hired / honest);
  return { jump: rest / spread, nats: Math.max(BOUNDS[0], Math.min(BOUNDS[1], nats)) };
}

const bell = (x: number, spread: number): number => Math.exp(-0.5 * (x / spread) ** 2) / spread;
