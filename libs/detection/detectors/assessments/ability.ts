/** What an ability model is fitted to. */
export interface Scored {
  readonly students: number;
  /** Assessment of each item. */
  readonly activityOf: readonly number[];
  /** Students by items: 1 right, 0 wrong, -1 not known. */
  readonly right: Int8Array;
}

/** A fitted class. */
export interface Abilities {
  /** Chance (0–1) that the student is right on the item; students by items. */
  readonly chance: Float32Array;
  /** Ability over all assessments, logits. */
  readonly theta: Float64Array;
  /** Easiness of each item, logits. */
  readonly easy: Float64Array;
}

const ROUNDS = 8;
/** Spread of abilities, of items, and of one student's form from one assessment to another; logits. */
const STUDENT_VARIANCE = 1.5;
const ITEM_VARIANCE = 6;
const FORM_VARIANCE = 0.5;

/**
 * The Rasch model (Rasch 1960) by joint penalised likelihood: logit of being right is ability plus
 * easiness plus the student's form in that assessment, each with a normal prior. Newton steps, one
 * parameter at a time; bounded work, no randomness.
 */
export function fitAbilities({ students, activityOf, right }: Scored): Abilities {
  const width = activityOf.length;
  const assessments = activityOf.reduce((most, at) => Math.max(most, at + 1), 0);
  const theta = new Float64Array(students);
  const easy = new Float64Array(width);
  const form = new Float64Array(students * assessments);
  const chanceAt = (s: number, i: number): number =>
    logistic(
      (theta[s] ?? 0) + (easy[i] ?? 0) + (form[s * assessments + (activityOf[i] ?? 0)] ?? 0),
    );
  for (let round = 0; round < ROUNDS; round++) {
    step(easy, ITEM_VARIANCE, (_, i) => i);
    step(theta, STUDENT_VARIANCE, (s) => s);
    if (assessments > 1 && round >= ROUNDS / 2)
      step(form, FORM_VARIANCE, (s, i) => s * assessments + (activityOf[i] ?? 0));
  }
  const chance = new Float32Array(students * width);
  for (let s = 0; s < students; s++)
    for (let i = 0; i < width; i++) chance[s * width + i] = chanceAt(s, i);
  return { chance, theta, easy };

  /** One Newton step of every parameter of a kind at once. */
  function step(
    values: Float64Array,
    variance: number,
    parameterOf: (s: number, i: number) => number,
  ): void {
    const slope = new Float64Array(values.length);
    const curve = new Float64Array(values.length).fill(1 / variance);
    for (let s = 0; s < students; s++)
      for (let i = 0; i < width; i++) {
        const was = right[s * width + i] ?? -1;
        if (was < 0) continue;
        const p = chanceAt(s, i);
        const at = parameterOf(s, i);
        slope[at] = (slope[at] ?? 0) + was - p;
        curve[at] = (curve[at] ?? 0) + p * (1 - p);
      }
    values.forEach((value, at) => {
      const move = ((slope[at] ?? 0) - value / variance) / (curve[at] ?? 1);
      values[at] = value + Math.max(-1, Math.min(1, move));
    });
  }
}

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
