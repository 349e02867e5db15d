import type { AnswerDay, AnswerRow } from '../../libs/detection/detectors/assessments/answers.js';
import type { Measured } from '../../libs/detection/detector.js';
import type { Random } from '../simulator/random.js';

/** An honest class drawn from Bock's nominal response model in two dimensions of ability. */
export interface ClassPlan {
  readonly students: number;
  /** Items of each assessment. */
  readonly assessments: readonly number[];
  /** Added to every key's intercept: 0 hard, 2.5 easy. */
  readonly easiness: number;
  readonly options?: number;
  /** Spread of what a study group of four shares in ability and in leaning to the same wrong answers. */
  readonly groups?: number;
}

export interface NominalClass {
  readonly plan: ClassPlan;
  /** Students by items: the option chosen; 0 is the key. */
  readonly chosen: number[][];
}

/**
 * Not the detector's model: an option's appeal rises or falls with two abilities, with its own
 * slopes, so that wrong answers depend on ability, items discriminate unequally, and students differ
 * in more than one way.
 */
export function drawClass(plan: ClassPlan, random: Random): NominalClass {
  const width = plan.assessments.reduce((sum, items) => sum + items, 0);
  const items = Array.from({ length: width }, (_, i) => drawItem(plan, random.fork('item', i)));
  const chosen = Array.from({ length: plan.students }, (_, s) => {
    const own = random.fork('student', s);
    const group = random.fork('group', Math.floor(s / 4));
    const shared = plan.groups ?? 0;
    const abilities = [0, 1].map(() => own.normal(0, 1) + shared * group.normal(0, 1));
    return items.map((options) => {
      const weights = options.map(({ slopes, intercept }) => {
        const lean = shared * group.normal(0, 1);
        const [first = 0, second = 0] = abilities;
        return Math.exp(slopes[0] * first + slopes[1] * second + intercept + lean);
      });
      return own.weighted(weights);
    });
  });
  return { plan, chosen };
}

interface Option {
  readonly slopes: readonly [number, number];
  readonly intercept: number;
}

function drawItem({ easiness, options = 4 }: ClassPlan, random: Random): Option[] {
  return Array.from({ length: options }, (_, k): Option => {
    const key = k === 0;
    return {
      slopes: [
        key ? random.lognormal(0.9, 0.4) : random.normal(-0.3, 0.4),
        random.normal(key ? 0.3 : 0, 0.4),
      ],
      intercept: random.normal(key ? easiness : 0, key ? 1 : 0.9),
    };
  });
}

/** `to` takes over each of `from`'s answers in the assessments with a probability. */
export function copied(
  { plan, chosen }: NominalClass,
  { from, to, share, assessments }: Copying,
  random: Random,
): NominalClass {
  const taken = plan.assessments.flatMap((items, at) =>
    Array.from({ length: items }, () => assessments === undefined || assessments.includes(at)),
  );
  const source = chosen[from] ?? [];
  const mixed = (chosen[to] ?? []).map((mine, i) =>
    taken[i] && random.chance(share) ? (source[i] ?? mine) : mine,
  );
  return { plan, chosen: chosen.map((own, s) => (s === to ? mixed : own)) };
}

export interface Copying {
  readonly from: number;
  readonly to: number;
  readonly share: number;
  /** Which assessments; all where absent. */
  readonly assessments?: readonly number[];
}

/** The measures of a class as the detector keeps them. */
export function daysOf(
  { plan, chosen }: NominalClass,
  told: 'both' | 'response' | 'correct' = 'both',
): Measured<AnswerDay>[] {
  return chosen.map((own, s) => {
    let next = 0;
    const parts = plan.assessments.map((items, at) => ({
      ...{ activity: `q${at}`, attempt: '1', source: 'lms', from: at * 1e8 },
      rows: Array.from({ length: items }, (_, n): AnswerRow => {
        const option = own[next++] ?? 0;
        const letter = told === 'correct' ? '' : 'abcdefgh'.charAt((option + n) % 8);
        return [
          `i${n}`,
          letter,
          told === 'response' ? -1 : option === 0 ? 1 : 0,
          n,
          `${s}-${next}`,
        ];
      }),
    }));
    return { window: '2026-03-02', subject: `s${s}`, measure: { offering: 'CS', parts } };
  });
}
