import { logistic } from './ability.js';

/** One answer for the comparison: right or not, the item's easiness in logits, its assessment. */
export interface Outcome {
  readonly right: boolean;
  readonly easy: number;
  readonly activity: number;
}

/** Abilities of a class, logits. */
export interface ClassAbility {
  readonly mean: number;
  readonly deviation: number;
}

const POINTS = 25;
/** Three-point Gauss–Hermite rule for a student's form in one assessment, standard deviation 0.7. */
const FORMS = [
  { shift: -0.7 * Math.sqrt(3), weight: 1 / 6 },
  { shift: 0, weight: 2 / 3 },
  { shift: 0.7 * Math.sqrt(3), weight: 1 / 6 },
];
/** Shares of a paper's items for which a key is used, and of the papers; and how surely it is copied rightly. */
const USED = [0.97, 0.8, 0.6];
const OFTEN = [0.6, 0.95];
const COPIED_RIGHT = 0.985;

/** Answers of one paper, begun when its key was out. */
export interface KeyedPaper {
  readonly outcomes: readonly Outcome[];
  /** Nats for beginning it when and where in the class's order one who has the key would. */
  readonly order: number;
}

/** What papers whose key was out say of somebody, natural logs of likelihood ratios. */
export interface KeyUse {
  /** Better than by one's own ability; and so after the look, when the class does not come. */
  readonly gain: number;
  readonly together: number;
  /** Chance (0–1), paper by paper, that the key was used for it, if it was used at all. */
  readonly used: readonly number[];
}

/**
 * How much better than by one's own ability: the likelihood ratio of `papers` (whose key was out) by a
 * key, used for some of them : by the ability that they and `others` (all other answers) show; in
 * `together` of their order as well, and of `missed` papers, drawn out but begun before. Integrated over ability, so that little known of
 * somebody leaves much open, and a paper done without the key shows what ability there is; the
 * class's prior has a heavy upper tail, because very able students are no exception.
 */
export function keyUse(
  others: readonly Outcome[],
  papers: readonly KeyedPaper[],
  missed: number,
  { mean, deviation }: ClassAbility,
): KeyUse {
  const width = 4 * deviation;
  const thetas = Array.from(
    { length: POINTS },
    (_, n) => mean - width + (2 * width * n * 1.25) / (POINTS - 1),
  );
  const chances = thetas.map((theta) => papers.map(({ outcomes }) => chancesAt(outcomes, theta)));
  const own = chances.map((at) => papers.map((one, n) => logLikelihood(one.outcomes, at[n] ?? [])));
  const alone = thetas.map(
    (theta, n) =>
      Math.log(
        0.85 * bell((theta - mean) / deviation) + 0.15 * bell((theta - mean) / deviation - 1.5),
      ) +
      logLikelihood(others, chancesAt(others, theta)) +
      sum(own[n] ?? []),
  );
  const cells = chances.flatMap((given, n) =>
    USED.flatMap((used): Cell[] => {
      const ratios = papers.map(
        (one, at) => logLikelihood(one.outcomes, given[at] ?? [], used) - (own[n]?.[at] ?? 0),
      );
      return OFTEN.map((often) => ({ log: alone[n] ?? 0, often, ratios }));
    }),
  );
  const orders = papers.map(({ order }) => order);
  const base = logSum(alone) + Math.log(USED.length * OFTEN.length);
  const over = (from: readonly number[], begunBefore: number) =>
    cells.map((cell) => logOf(cell, from, begunBefore));
  const logs = over(orders, missed);
  const together = logSum(logs);
  return {
    gain:
      logSum(
        over(
          orders.map(() => 0),
          0,
        ),
      ) - base,
    together: together - base,
    used: papers.map((_, at) =>
      cells.reduce(
        (all, cell, n) => all + Math.exp((logs[n] ?? 0) - together) * usedIn(cell, at, orders),
        0,
      ),
    ),
  };
}

/** One ability, share of items and share of papers; ratios by paper, natural logs. */
interface Cell {
  readonly log: number;
  readonly often: number;
  readonly ratios: readonly number[];
}

const logOf = ({ log, often, ratios }: Cell, orders: readonly number[], missed: number): number =>
  ratios.reduce(
    (all, ratio, at) => all + Math.log(1 - often + often * Math.exp(ratio + (orders[at] ?? 0))),
    log + missed * Math.log(1 - often),
  );

function usedIn({ often, ratios }: Cell, at: number, orders: readonly number[]): number {
  const by = often * Math.exp((ratios[at] ?? 0) + (orders[at] ?? 0));
  return by / (by + 1 - often);
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function logSum(logs: readonly number[]): number {
  const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  return top + Math.log(sum(logs.map((log) => Math.exp(log - top))));
}

/** Chances to be right by one's own ability, outcome by outcome for each form; asked for with and without a key. */
function chancesAt(outcomes: readonly Outcome[], theta: number): readonly number[] {
  const chances: number[] = [];
  for (const { shift } of FORMS)
    for (const { easy } of outcomes) chances.push(logistic(theta + shift + easy));
  return chances;
}

/** `chances`: see chancesAt. */
function logLikelihood(outcomes: readonly Outcome[], chances: readonly number[], used = 0): number {
  let total = 0;
  let at = 0;
  // Outcomes come sorted by assessment.
  while (at < outcomes.length) {
    const activity = outcomes[at]?.activity;
    let to = at;
    while (outcomes[to]?.activity === activity) to++;
    let all = 0;
    let form = 0;
    for (const { weight } of FORMS) {
      all += weight * product(outcomes, chances, form, at, to, used);
      form += outcomes.length;
    }
    total += Math.log(all);
    at = to;
  }
  return Math.max(-600, total);
}

/** Of the outcomes from one place to another: asked for so often that a list for each is the dearest. */
function product(
  outcomes: readonly Outcome[],
  chances: readonly number[],
  form: number,
  from: number,
  to: number,
  used: number,
): number {
  let all = 1;
  for (let at = from; at < to; at++) {
    const { right } = outcomes[at] as Outcome;
    const chance = used * COPIED_RIGHT + (1 - used) * (chances[form + at] as number);
    all *= right ? chance : 1 - chance;
  }
  return all;
}

const bell = (x: number): number => Math.exp(-0.5 * x * x);
