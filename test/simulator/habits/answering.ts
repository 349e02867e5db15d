import type { Random } from '../random.js';
import type { SimItem } from '../world/assessments.js';

export interface Given {
  readonly response: string;
  readonly correct: boolean;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** What chance alone gives: a coin for true or false, four letters, nothing for a number. */
const GUESS = { single: 0.22, judge: 0.5, multiple: 0.08, fill: 0 } as const;

/** Chance that somebody of ability `theta` is right: three parameters (Birnbaum). */
export const chanceOf = ({ kind, discrimination, difficulty }: SimItem, theta: number): number =>
  GUESS[kind] + (1 - GUESS[kind]) * logistic(1.7 * discrimination * (theta - difficulty));

/** Right by ability; wrong by the popularity of the wrong answers. */
export function answerTo(item: SimItem, theta: number, random: Random): Given {
  if (random.chance(chanceOf(item, theta))) return { response: item.key, correct: true };
  const at = random.weighted(item.wrong.map(({ weight }) => weight));
  return { response: item.wrong[at]?.response ?? item.key, correct: item.wrong.length === 0 };
}

/** The next attempt: what was right stays, what was seen in the key is known, the rest improves. */
export function rethink(
  item: SimItem,
  before: Given,
  shown: readonly { readonly item: string }[],
  theta: number,
  random: Random,
): Given {
  if (before.correct && random.chance(0.96)) return { response: before.response, correct: true };
  if (shown.some((one) => one.item === item.id) && random.chance(0.95))
    return { response: item.key, correct: true };
  return answerTo(item, theta + 0.6, random);
}
