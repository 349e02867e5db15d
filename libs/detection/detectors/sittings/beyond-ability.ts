import { groupBy, known } from '../reading.js';
import { rightShare, type Sat } from './class.js';

/** How hard a paper is for the class, first sittings: log-odds of being right. */
export interface Ease {
  readonly items: ReadonlyMap<string, number>;
  /** Of the paper as a whole, where only its score is told; undefined of too few. */
  readonly whole: number | undefined;
}

/**
 * Deviation of people's ability about the class's, in log-odds of an item. What tests of a class show is about one
 * (Rasch models of course examinations); a little more is milder, more able people are then to be expected.
 */
const ABILITY = 1.3;
/** Abilities that are looked at, in deviations of it; their weights are the normal's. */
const GRID = Array.from({ length: 25 }, (_, at) => -3 + at / 4);
/** Shares of right answers that a bank or a model has, whatever the item: each as likely as the others. */
const PROGRAMS = [0.85, 0.9, 0.95, 0.98];
/** Ability is not the same in each paper: somebody learns for the examination, or has a bad day. */
const DRIFT = 0.5;
const FEWEST_ITEMS = 12;
/** Classmates who answered an item; of fewer nobody knows how hard it is. */
const FEWEST_CLASS = 8;

/** `own`: first sittings of one paper, one a student. */
export function easeOf(own: readonly Sat[]): Ease {
  const told = own.flatMap(({ items }) => items.filter(([, , right]) => right >= 0));
  const items = [...groupBy(told, ([item]) => item)].flatMap(([item, all]) => {
    if (all.length < FEWEST_CLASS) return [];
    const right = all.filter(([, , one]) => one === 1).length;
    return [[item, logOdds(right, all.length)] as const];
  });
  const shares = own.map(rightShare).filter((share) => share >= 0);
  const sum = shares.reduce((all, share) => all + share, 0);
  return {
    items: new Map(items),
    whole: shares.length < FEWEST_CLASS ? undefined : logOdds(sum, shares.length),
  };
}

/** One more in either direction than there are. */
const logOdds = (right: number, all: number): number => Math.log((right + 1) / (all - right + 1));

type Answer = readonly [ease: number, right: boolean];

/**
 * Nats for answers that are right at one rate whatever the item, as a bank's or a model's are, against
 * those of a person of the class, whose mistakes lie at the hard items and whose ability the person's `others`,
 * papers at no such pace, tell in part. Undefined where too few answers were judged right or wrong. Negative
 * for answers that a program would hardly give.
 */
export function beyondAbility(
  suspected: readonly Sat[],
  others: readonly Sat[],
  eases: ReadonlyMap<string, Ease>,
): number | undefined {
  const answers = answersOf(suspected, eases);
  if (answers.length < FEWEST_ITEMS) return undefined;
  const elsewhere = answersOf(others, eases);
  const right = answers.filter(([, one]) => one).length;
  const wrong = answers.length - right;
  const program = meanOfLogs(
    PROGRAMS.map((rate) => right * Math.log(rate) + wrong * Math.log(1 - rate)),
    PROGRAMS.map(() => 1),
  );
  const before = GRID.map((at) => DRIFT * likely(elsewhere, at * ABILITY));
  const weights = before.map((log, at) =>
    Math.exp(log - Math.max(...before) - known(GRID[at]) ** 2 / 2),
  );
  const person = meanOfLogs(
    GRID.map((at) => likely(answers, at * ABILITY)),
    weights,
  );
  return program - person;
}

function answersOf(sittings: readonly Sat[], eases: ReadonlyMap<string, Ease>): readonly Answer[] {
  return sittings.flatMap((sitting) => {
    const ease = eases.get(sitting.assessment);
    if (!ease) return [];
    return sitting.items.every(([, , right]) => right >= 0)
      ? sitting.items.flatMap(([item, , right]): Answer[] => {
          const of = ease.items.get(item);
          return of === undefined ? [] : [[of, right === 1]];
        })
      : byScore(sitting, ease.whole);
  });
}

/** Where the score alone is told: as many right answers as it says, to items of the paper's usual ease. */
function byScore({ items, score }: Sat, ease: number | undefined): readonly Answer[] {
  if (ease === undefined || score < 0) return [];
  const right = Math.round(score * items.length);
  return items.map((_, at): Answer => [ease, at < right]);
}

/** Log-likelihood of the answers by somebody as able as that. */
const likely = (answers: readonly Answer[], ability: number): number =>
  answers.reduce(
    (sum, [ease, right]) => sum - Math.log1p(Math.exp(right ? -(ease + ability) : ease + ability)),
    0,
  );

/** Logarithm of the weighted mean of what the logarithms stand for. */
function meanOfLogs(logs: readonly number[], weights: readonly number[]): number {
  const top = Math.max(...logs);
  const whole = weights.reduce((sum, one) => sum + one, 0);
  const sum = logs.reduce((all, log, at) => all + Math.exp(log - top) * known(weights[at]), 0);
  return top + Math.log(sum / whole);
}
