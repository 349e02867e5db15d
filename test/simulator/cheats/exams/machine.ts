import { finalAnswers, sit, type Move, type Sitting } from '../../habits/sitting.js';
import type { Random } from '../../random.js';
import type { SimAssessment, SimItem } from '../../world/assessments.js';
import { SEC } from '../../world/calendar.js';
import type { SimStudent } from '../../world/students.js';

/** How software, or somebody with the key, goes through a paper. */
export interface Manner {
  /** Seconds until each answer. */
  readonly pace: (random: Random) => number;
  /** Chance that the bank, or the key that went round, has the right answer. */
  readonly hits: number;
  /** What stands where it has none. */
  readonly otherwise: 'random' | 'nonsense';
  /** Seconds from the last answer to handing in. */
  readonly waits: number;
}

const NONSENSE = ['不会', '不知道', '不清楚', '不懂'];

const wrongly = (item: SimItem, { otherwise }: Manner, random: Random): string =>
  item.kind === 'fill' && otherwise === 'nonsense'
    ? random.pick(NONSENSE)
    : (item.wrong[random.int(0, Math.max(0, item.wrong.length - 1))]?.response ?? item.key);

/** Every item in the paper's order, answer after answer, handed in. */
export function machineSitting(
  assessment: SimAssessment,
  startsAt: number,
  manner: Manner,
  random: Random,
): Sitting {
  let at = startsAt + random.between(0.3, 2) * SEC;
  const moves = assessment.items.map((item): Move => {
    const gap = manner.pace(random);
    at += gap * SEC;
    const response = random.chance(manner.hits) ? item.key : wrongly(item, manner, random);
    const correct = response === item.key;
    return { at, kind: 'answer', item, response, correct, elapsedSec: Math.round(gap) };
  });
  const submitsAt = at + manner.waits * random.between(0.9, 1.2) * SEC;
  return { assessment, attempt: 1, startsAt, moves, submitsAt, shown: [] };
}

/** The student's own pace and order, with the key at hand for a share of the items. */
export function keyedSitting(
  student: SimStudent,
  assessment: SimAssessment,
  startsAt: number,
  key: (item: SimItem) => string | undefined,
  quicker: number,
): Sitting {
  const own = sit(student, assessment, 1, startsAt);
  const first = new Set<string>();
  const moves = own.moves.flatMap((move): Move[] => {
    const response = key(move.item);
    const at = startsAt + (move.at - startsAt) * quicker;
    const elapsedSec = Math.max(1, Math.round(move.elapsedSec * quicker));
    if (response === undefined) return [{ ...move, at, elapsedSec }];
    // Nobody changes what he knows to be in the key.
    if (move.kind === 'answer' && first.has(move.item.id)) return [];
    if (move.kind === 'answer') first.add(move.item.id);
    return [{ ...move, at, elapsedSec, response, correct: response === move.item.key }];
  });
  const submitsAt = Math.max(
    startsAt + (own.submitsAt - startsAt) * quicker,
    (moves.at(-1)?.at ?? startsAt) + 3 * SEC,
  );
  return { ...own, moves, submitsAt, shown: [] };
}

/** What was given in the end, item by item. */
export const answersOf = (sitting: Sitting): ReadonlyMap<string, string> =>
  new Map([...finalAnswers(sitting)].map(([item, { response }]) => [item, response]));

export const endOf = ({ shown, submitsAt }: Sitting): number => shown.at(-1)?.at ?? submitsAt;
