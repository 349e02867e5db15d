import type { ClassAnswers } from '../assessments/class-answers.js';
import { known, median } from '../reading.js';
import { logMeanExp } from './tally.js';

/** Two who went through one paper together, item by item. */
export interface Lockstep {
  /** The one behind, by `lagSec` at the median; the two are at once below a second or so. */
  readonly behind: number;
  readonly ahead: number;
  readonly lagSec: number;
  /** Half of the answers come within so many seconds of that lag. */
  readonly scatterSec: number;
  readonly items: readonly number[];
  /** Natural log of the likelihood ratio in step against each at his own pace, corrected for all classmates. */
  readonly nats: number;
}

/** A sitter's answers in the order given, those that came singly. */
export interface Walk {
  readonly student: number;
  /** Seconds, by item. */
  readonly at: ReadonlyMap<number, number>;
  /** Seconds since the item before, and that item; not where both came at one instant. */
  readonly waits: ReadonlyMap<number, { readonly sec: number; readonly before: number }>;
  /** Log of seconds: the median, and how widely they are spread around it. */
  readonly usual: number;
  readonly spread: number;
}

const FEWEST = 12;
/** Steps from item to item that both took, and their share of each one's. */
const FEWEST_STEPS = 10;
const SHARED = 0.7;
/** Told together, nothing is known of when each was given; most must have come singly. */
const TOGETHER_SEC = 0.5;
const SINGLY = 0.8;
/** Who follows is so near, and as near at each item. */
const LONGEST_LAG = 60;
const WIDEST_SEC = 10;
/** Seconds by which two waits differ, of who keep in step: reaction, reading out, typing. */
const REACTIONS = [1.5, 3, 6];
const SURE = 0.85;
/** Log-normal waits around the class's for the item, at one's own tempo. */
const OWN_SPREAD = 0.8;
const LONGEST_WAIT = 1e5;
const MOST_SITTERS = 2000;

/** Everybody who answered a paper's items one by one. */
export function walksOf(answers: ClassAnswers, own: readonly number[]): readonly Walk[] {
  if (own.length < FEWEST) return [];
  return answers.students.flatMap((_, student): Walk[] => {
    const given = own
      .filter((i) => answers.timed(student, i))
      .map((i) => ({ i, at: answers.ref(student, i).at / 1000 }))
      .sort((a, b) => a.at - b.at || a.i - b.i);
    if (given.length < FEWEST) return [];
    const waits = new Map<number, { sec: number; before: number }>();
    given.slice(1).forEach(({ i, at }, n) => {
      const before = known(given[n]);
      if (at - before.at >= TOGETHER_SEC) waits.set(i, { sec: at - before.at, before: before.i });
    });
    if (waits.size < SINGLY * (given.length - 1)) return [];
    const logs = [...waits.values()].map(({ sec }) => Math.log(sec));
    const usual = known(median(logs));
    const off = known(median(logs.map((log) => Math.abs(log - usual))));
    const at = new Map(given.map((one) => [one.i, one.at]));
    return [{ student, at, waits, usual, spread: Math.max(0.1, 1.48 * off) }];
  });
}

/** Pairs in step through a paper, in seconds; one of two directions each. */
export function inLockstep(walks: readonly Walk[], own: readonly number[]): readonly Lockstep[] {
  if (walks.length < FEWEST || walks.length > MOST_SITTERS) return [];
  const usual = usualOf(walks, own);
  const tempo = known(median(walks.map((one) => one.usual)));
  // Who keeps in step is near at every item: at one that most answered, too.
  const answered = (i: number): number => walks.filter(({ at }) => at.has(i)).length;
  const anchor = own.reduce((most, i) => (answered(i) > answered(most) ? i : most));
  const there = walks
    .filter(({ at }) => at.has(anchor))
    .sort((a, b) => known(a.at.get(anchor)) - known(b.at.get(anchor)) || a.student - b.student);
  return there.flatMap((a, n) => {
    const found: Lockstep[] = [];
    for (let m = n + 1; m < there.length; m++) {
      const b = known(there[m]);
      if (known(b.at.get(anchor)) - known(a.at.get(anchor)) > LONGEST_LAG + WIDEST_SEC) break;
      const one = together(a, b, { usual, tempo, sitters: walks.length });
      if (one) found.push(one);
    }
    return found;
  });
}

interface Class {
  readonly usual: ReadonlyMap<number, number>;
  readonly tempo: number;
  readonly sitters: number;
}

/** Median log wait before each item. */
function usualOf(walks: readonly Walk[], own: readonly number[]): ReadonlyMap<number, number> {
  const usual = new Map<number, number>();
  for (const i of own) {
    const logs = walks.flatMap(({ waits }) => Math.log(waits.get(i)?.sec ?? NaN));
    const middle = median(logs.filter((log) => !Number.isNaN(log)));
    if (middle !== undefined) usual.set(i, middle);
  }
  return usual;
}

function together(a: Walk, b: Walk, beside: Class): Lockstep | undefined {
  const items = [...b.waits.keys()].filter(
    (i) => a.waits.get(i)?.before === known(b.waits.get(i)).before,
  );
  if (items.length < FEWEST_STEPS) return undefined;
  if (items.length < SHARED * Math.min(a.waits.size, b.waits.size)) return undefined;
  const lags = items.map((i) => known(b.at.get(i)) - known(a.at.get(i)));
  const lag = known(median(lags));
  const scatterSec = known(median(lags.map((one) => Math.abs(one - lag))));
  if (Math.abs(lag) > LONGEST_LAG || scatterSec > WIDEST_SEC) return undefined;
  const [behind, ahead] = lag >= 0 ? [b, a] : [a, b];
  const nats = followed(behind, ahead, items, beside) - Math.log(beside.sitters - 1);
  const pair = { behind: behind.student, ahead: ahead.student };
  return nats <= 0 ? undefined : { ...pair, lagSec: Math.abs(lag), scatterSec, items, nats };
}

/**
 * The one behind waits at each item as long as the one ahead did, give or take a reaction, against as he would by himself,
 * which is the class's wait for the item at his tempo or, if he answers like a clock, his own beat.
 */
function followed(
  behind: Walk,
  ahead: Walk,
  items: readonly number[],
  { usual, tempo }: Class,
): number {
  const steps = items.flatMap((i) => {
    const { sec } = known(behind.waits.get(i));
    const middle = usual.get(i);
    if (middle === undefined) return [];
    const any = (1 - SURE) / (Math.max(1, sec) * Math.log(LONGEST_WAIT));
    const asClass = logNormal(sec, middle + behind.usual - tempo, OWN_SPREAD);
    const asClock = logNormal(sec, behind.usual, behind.spread);
    const apart = Math.abs(sec - known(ahead.waits.get(i)).sec);
    return [{ apart, alone: SURE * Math.max(asClass, asClock) + any }];
  });
  return logMeanExp(
    REACTIONS.map((scale) =>
      steps.reduce((sum, { apart, alone }) => {
        const after = Math.exp(-apart / scale) / (2 * scale);
        return sum + Math.log((SURE * after + (1 - SURE) * alone) / alone);
      }, 0),
    ),
  );
}

function logNormal(value: number, mean: number, spread: number): number {
  const z = (Math.log(value) - mean) / spread;
  return Math.exp(-0.5 * z * z) / (Math.sqrt(2 * Math.PI) * spread * value);
}
