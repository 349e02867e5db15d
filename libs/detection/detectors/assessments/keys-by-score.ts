import { groupBy, known } from '../reading.js';

/** A class whose papers were given points, item by item of the same. */
export interface Pointed {
  readonly students: number;
  /** Assessment of each item. */
  readonly activityOf: readonly number[];
  readonly responses: readonly (readonly string[])[];
  readonly choice: Int16Array;
  /** 1 right, 0 wrong, -1 not known; filled in place. */
  readonly right: Int8Array;
  /** Share (0–1) of a paper's points that a student was given; undefined where it is not told. */
  scoreOf(student: number, activity: number): number | undefined;
}

/** Papers that have to bear a key out, beyond as many as there are items. */
const FEWEST = 12;
/** Of the papers, how many a key must explain to the point. */
const EXPLAINED = 0.9;
/** Papers that another answer to an item must explain worse, for that item's key to stand. */
const MARGIN = 3;
/** From a whole number of right answers; points are often rounded. */
const ROUNDED = 0.02;
const SWEEPS = 12;

/**
 * What is right, where the platform tells each answer and of the whole paper the points alone: the
 * key under which everybody has as many right as he was given points for. It is found item by item
 * from what most answered, and stands only where it explains the papers to the point and any other
 * answer does worse: then `right` is filled in as if it had been told.
 *
 * Papers whose items bear unlike points are not explained so, and stay as they were.
 */
export function fillByPoints(pointed: Pointed): void {
  const { activityOf, choice, right, students } = pointed;
  const width = activityOf.length;
  const untold = [...activityOf.keys()].filter((i) => {
    for (let s = 0; s < students; s++) if (known(right[s * width + i]) >= 0) return false;
    return true;
  });
  for (const [activity, items] of groupBy(untold, (i) => known(activityOf[i]))) {
    if (items.length !== activityOf.filter((one) => one === activity).length) continue;
    const papers = papersOf(pointed, activity, items);
    if (papers.length < FEWEST + items.length) continue;
    const keys = keysOf(pointed, items, papers);
    keys?.forEach((key, at) => {
      const i = known(items[at]);
      for (let s = 0; key >= 0 && s < students; s++) {
        const given = known(choice[s * width + i]);
        if (given >= 0) right[s * width + i] = given === key ? 1 : 0;
      }
    });
  }
}

/** Whoever answered everything, and how many right answers the points come to. */
interface Paper {
  readonly student: number;
  readonly points: number;
}

function papersOf(
  { students, choice, activityOf, scoreOf }: Pointed,
  activity: number,
  items: readonly number[],
): Paper[] {
  const papers: Paper[] = [];
  for (let student = 0; student < students; student++) {
    const score = scoreOf(student, activity);
    if (score === undefined) continue;
    if (items.some((i) => known(choice[student * activityOf.length + i]) < 0)) continue;
    const points = score * items.length;
    if (Math.abs(points - Math.round(points)) <= ROUNDED * items.length)
      papers.push({ student, points: Math.round(points) });
  }
  return papers;
}

/** The key of each item, -1 where it is not certain; undefined where no key explains the papers. */
function keysOf(
  { choice, responses, activityOf }: Pointed,
  items: readonly number[],
  papers: readonly Paper[],
): number[] | undefined {
  const width = activityOf.length;
  const given = (paper: Paper, at: number): number =>
    known(choice[paper.student * width + known(items[at])]);
  const keys = items.map((i, at) => modeOf(papers, at, known(responses[i]).length, given));
  // By how much each paper has more right answers under the keys than points.
  const over = papers.map((paper) =>
    keys.reduce((sum, key, at) => sum + (given(paper, at) === key ? 1 : 0), -paper.points),
  );
  // One look at each paper, whatever the number of answers: of free text there are as many as papers.
  const lossesOf = (at: number): number[] => {
    let base = 0;
    const more = new Array<number>(known(responses[known(items[at])]).length).fill(0);
    papers.forEach((paper, p) => {
      const answer = given(paper, at);
      const off = known(over[p]) - (answer === keys[at] ? 1 : 0);
      base += off * off;
      more[answer] = known(more[answer]) + 2 * off + 1;
    });
    return more.map((one) => base + one);
  };
  for (let sweep = 0, moved = true; moved && sweep < SWEEPS; sweep++) {
    moved = false;
    for (const at of items.keys()) {
      const losses = lossesOf(at);
      const best = losses.indexOf(losses.reduce((a, b) => Math.min(a, b), Infinity));
      if (known(losses[best]) >= known(losses[known(keys[at])])) continue;
      papers.forEach((paper, p) => {
        const answer = given(paper, at);
        over[p] = known(over[p]) + (answer === best ? 1 : 0) - (answer === keys[at] ? 1 : 0);
      });
      keys[at] = best;
      moved = true;
    }
  }
  if (over.filter((off) => off === 0).length < EXPLAINED * papers.length) return undefined;
  return keys.map((key, at) => {
    const losses = lossesOf(at);
    const own = known(losses[key]);
    return losses.every((loss, other) => other === key || loss >= own + MARGIN) ? key : -1;
  });
}

function modeOf(
  papers: readonly Paper[],
  at: number,
  kinds: number,
  given: (paper: Paper, at: number) => number,
): number {
  const counts = new Array<number>(kinds).fill(0);
  for (const paper of papers) counts[given(paper, at)] = known(counts[given(paper, at)]) + 1;
  return counts.indexOf(counts.reduce((a, b) => Math.max(a, b), 0));
}
