import { fitAbilities, type Abilities } from './ability.js';
import { gainOf, type ClassAbility, type Outcome } from './gain.js';
import { byActivity, harvestersOf, type Harvester } from './harvesters.js';
import type { RevealedClass } from './reveals.js';
import { groupBy, known } from '../reading.js';

/** A student who answered when another had drawn out the key. */
export interface KeyUser {
  readonly student: number;
  readonly harvester: Harvester;
  /** Items answered first after the harvester's look, those of them right, and expected right by own ability. */
  readonly items: readonly number[];
  readonly right: number;
  readonly expected: number;
  readonly activities: readonly number[];
  /** Median seconds from the look to the answer. */
  readonly afterSec: number;
  /** Nats: better than by own ability; after it, and soon, unlike the class; all, corrected for harvesters looked at. */
  readonly gain: number;
  readonly order: number;
  readonly llr: number;
}

/** Items answered after a look, below which nothing is said. */
const FEWEST_ITEMS = 8;
/** Share of them right, below which a key was not used. */
const LEAST_RIGHT = 0.7;
const MOST_GAIN = 7;
const MOST_ORDER = 3;
/** A friend of somebody who gives up early and reads the key comes after him each week: both together. */
const MOST_TOGETHER = 4;
/** Purpose of the harvester (harvesters.ts) from which that is no habit any more: see togetherOf. */
const DELIBERATE = 5;
const MOST_DELIBERATE_ORDER = 5.5;
const FOR_SOMEBODY = 3.1;
const LEAST_PAPERS = 3;
/** What is taken of the gain: items differ in more than easiness, so that ability alone tells less. */
const GAIN_SHARE = 0.85;
/** Without an order unlike the class's the gain may be anything's, practice or a better day: below a case. */
const LEAST_ORDER = 1;
const MOST_WITHOUT_ORDER = 5;

/**
 * Pairs of harvester and user (CAMEO: Northcutt, Ho & Chuang 2016), each user once with the
 * strongest harvester. What is asked of the pair is asked of the class as well: who looks like that,
 * who answers after it and how soon, and how right one is by one's own ability.
 */
export function keyUsersOf(revealed: RevealedClass): {
  readonly users: readonly KeyUser[];
  readonly harvesters: readonly Harvester[];
} {
  const { answers } = revealed;
  const harvesters = harvestersOf(revealed);
  if (harvesters.length === 0) return { users: [], harvesters };
  const fitted = fitAbilities({
    students: answers.students.length,
    activityOf: answers.items.map(({ activity }) => activity),
    right: answers.right,
  });
  const ability = classAbility(fitted.theta);
  const pairs = harvesters.map((harvester) =>
    answers.students.flatMap(
      (_, student) => pairOf({ revealed, fitted, ability }, student, harvester) ?? [],
    ),
  );
  const users = [...groupBy(pairs.flat(), ({ student }) => student)]
    .sort(([a], [b]) => a - b)
    .map(([, own]) => own.reduce((a, b) => (b.llr > a.llr ? b : a)))
    .map((best) => ({ ...best, llr: best.llr - Math.log(rivalsOf(best.harvester, harvesters)) }));
  return { users, harvesters };
}

/** How many one had to look at: who draws out keys beyond doubt is looked at first. */
const rivalsOf = (own: Harvester, all: readonly Harvester[]): number =>
  own.purpose < DELIBERATE ? all.length : all.filter(({ purpose }) => purpose >= DELIBERATE).length;

interface Fitted {
  readonly revealed: RevealedClass;
  readonly fitted: Abilities;
  readonly ability: ClassAbility;
}

function pairOf(
  { revealed, fitted, ability }: Fitted,
  student: number,
  harvester: Harvester,
): KeyUser | undefined {
  if (student === harvester.student) return undefined;
  const { answers } = revealed;
  const width = answers.items.length;
  const after: number[] = [];
  const before: number[] = [];
  const delays: number[] = [];
  for (let i = 0; i < width; i++) {
    if (known(answers.right[student * width + i]) < 0) continue;
    const at = answers.ref(student, i).at;
    const drawn = harvester.drawn.includes(known(answers.items[i]).activity)
      ? revealed.revealed(harvester.student, i)
      : undefined;
    const own = revealed.revealed(student, i);
    // Who looked at the key himself before he answered needed nobody.
    if (own && own.at <= at) continue;
    (drawn && drawn.at < at ? after : before).push(i);
    if (drawn && drawn.at < at) delays.push((at - drawn.at) / 1000);
  }
  const right = after.filter((i) => answers.right[student * width + i] === 1).length;
  if (after.length < FEWEST_ITEMS || right < LEAST_RIGHT * after.length) return undefined;
  const outcome = (i: number): Outcome => ({
    right: answers.right[student * width + i] === 1,
    easy: known(fitted.easy[i]),
    activity: known(answers.items[i]).activity,
  });
  const gain = Math.min(MOST_GAIN, gainOf(before.map(outcome), after.map(outcome), ability));
  const order = orderOf(revealed, student, harvester);
  const activities = [...byActivity(after, revealed).keys()];
  const llr = GAIN_SHARE * gain + togetherOf({ order, gain, papers: activities.length }, harvester);
  return {
    student,
    harvester,
    items: after,
    right,
    expected: after.reduce((sum, i) => sum + known(fitted.chance[student * width + i]), 0),
    activities,
    afterSec: known(delays.sort((a, b) => a - b)[Math.floor(delays.length / 2)]),
    gain,
    order,
    llr: order < LEAST_ORDER ? Math.min(MOST_WITHOUT_ORDER, llr) : llr,
  };
}

/**
 * Nats for who came after whom. Attempts thrown away week after week are made for somebody, two or
 * three of a class: who always comes soon after them, and is then better than by his own ability, is
 * he, unless he is an early bird. In twenty classes of 1,700 honest students none had 4.3 nats of
 * order and gain together, two users of three had: the sum, a bound, understates by three.
 */
function togetherOf(
  { order, gain, papers }: Record<'order' | 'gain' | 'papers', number>,
  harvester: Harvester,
): number {
  const habit = Math.min(MOST_TOGETHER, Math.min(MOST_ORDER, order) + harvester.llr);
  if (harvester.purpose < DELIBERATE || papers < LEAST_PAPERS || gain <= 0) return habit;
  return Math.min(MOST_DELIBERATE_ORDER, order) + FOR_SOMEBODY;
}

/** The class's spread of abilities; a fit draws them together, hence a little more. */
function classAbility(theta: Float64Array): ClassAbility {
  const mean = theta.reduce((sum, one) => sum + one, 0) / theta.length;
  const variance = theta.reduce((sum, one) => sum + (one - mean) ** 2, 0) / theta.length;
  return { mean, deviation: Math.sqrt(variance) + 0.3 };
}

/**
 * Nats for coming after the look, paper after paper, and soon after it: against the share of the
 * class that comes after it, and against the class's own order from there on. Friends who work one
 * after the other do so, too: what is made of it is togetherOf's.
 */
function orderOf(revealed: RevealedClass, student: number, { student: by, drawn }: Harvester) {
  const { answers } = revealed;
  let nats = 0;
  for (const activity of drawn) {
    const own = revealed.startOf(student, activity);
    const looks = known(revealed.sittings.get(activity)).flatMap(
      (i) => revealed.revealed(by, i)?.at ?? [],
    );
    if (own === undefined || looks.length === 0) continue;
    const knownAt = looks.reduce((a, b) => Math.min(a, b), Infinity);
    const others = answers.students.flatMap((_, s) =>
      s === student || s === by ? [] : (revealed.startOf(s, activity) ?? []),
    );
    const later = others.filter((at) => at > knownAt).length;
    const share = (later + 1) / (others.length + 2);
    if (own <= knownAt) {
      nats += Math.log(0.1 / (1 - share));
      continue;
    }
    const between = others.filter((at) => at > knownAt && at <= own).length;
    const rank = (between + 1) / (later + 1);
    nats += Math.log(0.9 / share) + Math.log(soon(Math.min(1, rank)));
  }
  return Math.max(-3, nats);
}

/**
 * Density of the user's place among those who come later, 0 right after the look: some time, soon
 * (Beta(1, 6)), or as the very next (Beta(1, 30)).
 */
const soon = (rank: number): number =>
  0.35 + 0.4 * 6 * (1 - rank) ** 5 + 0.25 * 30 * (1 - rank) ** 29;
