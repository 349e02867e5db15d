/**
 * Halvings of the class's time up to which somebody may be quick by habit: people who decide at the keyboard in
 * six or seven seconds where the class takes forty have been seen, all term and in all courses. Our own choice.
 */
const QUICK_HALVINGS = 2.5;
/**
 * Seconds an item, below which there is hardly time to take in a question and its options at a reader's pace (some thirty
 * characters in five seconds), where the class takes four times as long at least: short items are short for everybody.
 */
const READER_SEC = 5;
const READER_HALVINGS = 2;
/** Nats for each halving beyond either, up to where nobody reads any more. */
const EACH_HALVING = 3;
/** Able people have as much as this beyond what the class makes likely. */
const ABLE = 3;
const MOST_OF_ANSWERS = 6;

/**
 * Nats of haste that no quick person's habit has, nor a steady one's. `sec`: seconds an item; `halvings`: how many times the
 * class's own have been halved.
 */
export function beyondQuick({ sec, halvings }: Pace): number {
  if (halvings === undefined) return 0;
  const below = sec !== undefined && halvings >= READER_HALVINGS ? Math.log2(READER_SEC / sec) : 0;
  return EACH_HALVING * Math.max(0, halvings - QUICK_HALVINGS, Math.min(below, halvings));
}

export interface Pace {
  readonly sec: number | undefined;
  readonly halvings: number | undefined;
}

/**
 * Nats of answers (beyond-ability.ts) that no tempo brings along: a quick person is as right as the
 * class's matter and own ability make likely, and wrong where it is hard. Negative where they speak for a person.
 */
export const beyondAble = (answers: number | undefined): number =>
  answers === undefined
    ? 0
    : answers < 0
      ? answers
      : Math.min(MOST_OF_ANSWERS, Math.max(0, answers - ABLE));
