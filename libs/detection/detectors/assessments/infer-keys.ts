import { known } from '../reading.js';

/** What is known of a class before it is known what is right. */
export interface Unkeyed {
  readonly students: number;
  readonly responses: readonly (readonly string[])[];
  readonly choice: Int16Array;
  /** Filled in place where a response tells what the platform did not. */
  readonly right: Int8Array;
}

/** What came of an item. */
export interface Keyed {
  /** Whether its responses can be compared between students. */
  readonly comparable: boolean;
  /** Whether the platform told what is right. */
  readonly keyTold: boolean;
}

/** A second response counts as right, too, from this share of the right answers on. */
const ALSO_RIGHT = 0.1;
/** Where no key is told, the second response of the better half, to the first, above which there is no telling. */
const PLAIN = 0.4;

/**
 * Says which response of each item is the right one, fills in `right` where the platform did not
 * tell, and returns for each item whether its responses can be compared between students.
 *
 * Where the platform tells, the key is the response most often told right; several such responses
 * mean shuffled options or free text. Where it does not, the key is what most of the better half
 * gave, better meaning more often with the majority; where they are divided the item says nothing,
 * or the able who know better than the rest would look like a group.
 */
export function inferKeys({ students, responses, choice, right }: Unkeyed): Keyed[] {
  const width = responses.length;
  const told = responses.map((names, i) => {
    const counts = countsOf(i, names.length, (cell) => right[cell] === 1);
    const [most = 0, second = 0] = [...counts].sort((a, b) => b - a);
    return { key: most > 0 ? counts.indexOf(most) : -1, several: second > ALSO_RIGHT * most };
  });
  const keys = told.map(({ key }) => key);
  const doubtful = responses.map(() => false);
  const plain = responses.map((names, i) => modeOf(countsOf(i, names.length, () => true)));
  const agreed = agreements(plain);
  const middle = [...agreed].sort((a, b) => a - b)[Math.floor(students / 2)] ?? 0;
  responses.forEach((names, i) => {
    if (known(keys[i]) >= 0) return;
    const better = (cell: number) => known(agreed[Math.floor(cell / width)]) >= middle;
    const counts = countsOf(i, names.length, better);
    const [most = 0, second = 0] = [...counts].sort((a, b) => b - a);
    keys[i] = modeOf(counts);
    doubtful[i] = second > PLAIN * most;
  });
  for (let cell = 0; cell < choice.length; cell++)
    if (right[cell] === -1 && choice[cell] !== -1)
      right[cell] = choice[cell] === keys[cell % width] ? 1 : 0;
  return told.map(({ key, several }, i) => ({
    comparable: !several && doubtful[i] !== true,
    keyTold: key >= 0,
  }));

  function countsOf(i: number, names: number, counted: (cell: number) => boolean): number[] {
    const counts = new Array<number>(names).fill(0);
    for (let cell = i; cell < choice.length; cell += width) {
      const given = choice[cell] ?? -1;
      if (given >= 0 && counted(cell)) counts[given] = (counts[given] ?? 0) + 1;
    }
    return counts;
  }

  function agreements(modes: readonly number[]): number[] {
    return Array.from({ length: students }, (_, s) =>
      modes.reduce(
        (sum, mode, i) => sum + (mode >= 0 && choice[s * width + i] === mode ? 1 : 0),
        0,
      ),
    );
  }
}

const modeOf = (counts: readonly number[]): number => {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? counts.indexOf(most) : -1;
};
