import { fitAbilities, type Abilities } from './ability.js';
import { keyUse, type ClassAbility, type Outcome } from './gain.js';
import { quickOf } from './quick.js';
import { DELIBERATE, type Harvester } from './harvesters.js';
import type { RevealedClass } from './reveals.js';
import { groupBy, known } from '../reading.js';

/** A student who answered when another had drawn out the key. */
export interface KeyUser {
  readonly student: number;
  readonly harvester: Harvester;
  /**
   * Items answered first after the harvester's look, in papers for which the key was likely used; those
   * of them right, and expected right by own ability.
   */
  readonly items: readonly number[];
  readonly right: number;
  readonly expected: number;
  readonly activities: readonly number[];
  /** Median seconds from the look to the answer. */
  readonly afterSec: number;
  /** Nats: better than by own ability; after it, and soon, unlike the class; all, corrected for harvesters looked at. */
  readonly gain: number;
  readonly order: number;
  /** Nats for a pace that nobody's own work has, where the key was out. */
  readonly quick: number;
  readonly llr: number;
}

/** Items answered after a look, below which nothing is said. */
const FEWEST_ITEMS = 8;
/** Chance of having been used from which a paper counts; share right below which pace tells nothing. */
const LIKELY_USED = 0.5;
const LEAST_RIGHT = 0.85;
const MOST_GAIN = 7;
const MOST_ORDER = 3;
/** A friend of somebody who gives up early and reads the key comes after him each week: both together. */
const MOST_TOGETHER = 4;
/** Nats of gain, and papers, from which an order beyond a friend's says more; and how much. */
const GAINED = 3;
const GAINED_PAPERS = 3;
const MOST_BEYOND = 2.5;
/** Of a harvester with a purpose: see togetherOf. */
const MOST_DELIBERATE_ORDER = 5.5;
const FOR_SOMEBODY = 2.7;
/** The same for somebody of another class: most who draw out keys do so for their own. */
const FOR_ANOTHER_CLASS = 1.6;
const LEAST_PAPERS = 2;
const CERTAIN_PACE = 2;
/** Without an order unlike the class's the gain may be anything's, practice or a better day: below a case. */
const MOST_WITHOUT_ORDER = 5;
const MOST_BY_ORDER = 4;

/**
 * Pairs of harvester and user (CAMEO: Northcutt, Ho & Chuang 2016), each user once with the
 * strongest harvester, of the class or of another that writes the same papers. What is asked of the pair is asked of the class as well: who looks like that,
 * who answers after it and how soon, and how right one is by one's own ability.
 */
export function keyUsersOf(
  revealed: RevealedClass,
  harvesters: readonly Harvester[],
): readonly KeyUser[] {
  const { answers } = revealed;
  if (harvesters.length === 0) return [];
  const fitted = fitAbilities({
    students: answers.students.length,
    activityOf: answers.items.map(({ activity }) => activity),
    right: revealed.tried,
  });
  const ability = classAbility(fitted.theta);
  const pairs = harvesters.map((harvester) =>
    answers.students.flatMap(
      (_, student) => pairOf({ revealed, fitted, ability }, student, harvester) ?? [],
    ),
  );
  return [...groupBy(pairs.flat(), ({ student }) => student)]
    .sort(([a], [b]) => a - b)
    .map(([, own]) => own.reduce((a, b) => (b.llr > a.llr ? b : a)))
    .map((best) => ({ ...best, llr: best.llr - Math.log(rivalsOf(best.harvester, harvesters)) }));
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
  const { after, others } = splitOf(revealed, student, harvester);
  if (sizeOf(after) < FEWEST_ITEMS) return undefined;
  const outcome = (i: number): Outcome => ({
    right: answers.right[student * width + i] === 1,
    easy: known(fitted.easy[i]),
    activity: known(answers.items[i]).activity,
  });
  const places = orderOf(revealed, student, harvester);
  const papers = [...after].map(([activity, own]) => ({
    outcomes: own.map(({ item }) => outcome(item)),
    order: places.after.get(activity) ?? 0,
  }));
  const use = keyUse(others.map(outcome), papers, places.missed, ability);
  const speaking = [...after].filter((_, at) => known(use.used[at]) >= LIKELY_USED);
  const looks = speaking.flatMap(([, own]) => own);
  const items = looks.map(({ item }) => item);
  if (items.length < FEWEST_ITEMS) return undefined;
  const right = items.filter((i) => answers.right[student * width + i] === 1).length;
  const activities = speaking.map(([activity]) => activity);
  const gain = Math.min(MOST_GAIN, use.gain);
  const order = use.together - use.gain;
  const pace =
    right < LEAST_RIGHT * items.length ? 0 : quickOf(revealed.sat, student, activities, harvester);
  // A machine's pace may be any software's: of a key from another class only the order tells.
  const quick = harvester.origin ? Math.min(pace, Math.max(0, order)) : pace;
  const seen = { order, gain, quick, papers: activities.length };
  const most = MOST_WITHOUT_ORDER + MOST_BY_ORDER * Math.max(0, order + quick);
  return {
    ...{ student, harvester, items, right, activities, gain, order, quick },
    expected: items.reduce((sum, i) => sum + known(fitted.chance[student * width + i]), 0),
    afterSec: known(looks.map(({ afterSec }) => afterSec).sort((a, b) => a - b)[looks.length >> 1]),
    llr: Math.min(most, gain + togetherOf(seen, harvester)),
  };
}

/** An answer given after the look at its key, and how long after. */
interface Later {
  readonly item: number;
  readonly afterSec: number;
}

/** Answers after the harvester's look, by paper, and all others that tell of own ability. */
function splitOf(revealed: RevealedClass, student: number, harvester: Harvester) {
  const { answers } = revealed;
  const after = new Map<number, Later[]>();
  const others: number[] = [];
  for (const [item, { activity }] of answers.items.entries()) {
    if (known(revealed.tried[student * answers.items.length + item]) < 0) continue;
    const at = answers.ref(student, item).at;
    const drawn = harvester.drawn.includes(activity) ? harvester.knownAt(item) : undefined;
    const own = revealed.revealed(student, item);
    // Who looked at the key himself before he answered needed nobody.
    if (own && own.at <= at) continue;
    if (drawn === undefined || drawn >= at) {
      others.push(item);
      continue;
    }
    const later = { item, afterSec: (at - drawn) / 1000 };
    const paper = after.get(activity);
    if (paper) paper.push(later);
    else after.set(activity, [later]);
  }
  return { after, others };
}

const sizeOf = (papers: ReadonlyMap<number, readonly Later[]>): number =>
  [...papers.values()].reduce((sum, own) => sum + own.length, 0);

/**
 * Nats for who came after whom. Attempts thrown away week after week are made for somebody, two or
 * three of a class: who always comes soon after them, and is then better than by his own ability, is
 * he, unless he is an early bird. In twenty classes of 1,700 honest students none had 4.3 nats of
 * order and gain together, two users of three had: the sum, a bound, understates by three.
 */
function togetherOf(
  { order, gain, quick, papers }: Record<'order' | 'gain' | 'quick' | 'papers', number>,
  harvester: Harvester,
): number {
  // That somebody gives up and looks tells of a user no more than the user's coming after him does.
  const odd = Math.min(harvester.llr, Math.max(0, order));
  // A friend comes after, but is no better for it; who only is better comes at any time.
  const beyond = gain >= GAINED && papers >= GAINED_PAPERS ? Math.max(0, order - MOST_ORDER) : 0;
  const habit =
    Math.min(MOST_TOGETHER, Math.min(MOST_ORDER, order) + odd) + Math.min(MOST_BEYOND, beyond);
  // A machine's pace alone is some other software's; gain and order say whose key it had.
  const pace = Math.max(0, Math.min(quick, Math.max(0, gain) + order));
  const certain = gain > 0 || pace >= CERTAIN_PACE;
  if (harvester.purpose < DELIBERATE || papers < LEAST_PAPERS || !certain) return habit;
  const whom = harvester.origin ? FOR_ANOTHER_CLASS : FOR_SOMEBODY;
  return Math.min(MOST_DELIBERATE_ORDER, order) + pace + whom;
}

/** The class's spread of abilities; a fit draws them together, hence a little more. */
function classAbility(theta: Float64Array): ClassAbility {
  const mean = theta.reduce((sum, one) => sum + one, 0) / theta.length;
  const variance = theta.reduce((sum, one) => sum + (one - mean) ** 2, 0) / theta.length;
  return { mean, deviation: Math.sqrt(variance) + 0.3 };
}

/**
 * Nats, by paper, for coming after the look, and soon after it: against the share of the class that
 * comes after it, and against the class's own order from there on; and how many papers were begun
 * before it. Friends who work one after the other do so, too: what is made of it is togetherOf's.
 */
function orderOf(revealed: RevealedClass, student: number, harvester: Harvester) {
  const { answers } = revealed;
  const after = new Map<number, number>();
  let missed = 0;
  const by = harvester.student;
  for (const activity of harvester.drawn) {
    const own = revealed.startOf(student, activity);
    const looks = known(revealed.sittings.get(activity)).flatMap((i) => harvester.knownAt(i) ?? []);
    if (own === undefined || looks.length === 0) continue;
    const knownAt = looks.reduce((a, b) => Math.min(a, b), Infinity);
    if (own <= knownAt) {
      missed++;
      continue;
    }
    const others = answers.students.flatMap((_, s) =>
      s === student || s === by ? [] : (revealed.startOf(s, activity) ?? []),
    );
    const later = others.filter((at) => at > knownAt).length;
    const share = (later + 1) / (others.length + 2);
    const between = others.filter((at) => at > knownAt && at <= own).length;
    const rank = (between + 1) / (later + 1);
    after.set(activity, Math.log(1 / share) + Math.log(soon(Math.min(1, rank))));
  }
  return { after, missed };
}

/**
 * Density of the user's place among those who come later, 0 right after the look: some time, soon
 * (Beta(1, 6)), or as the very next (Beta(1, 30)).
 */
const soon = (rank: number): number =>
  0.35 + 0.4 * 6 * (1 - rank) ** 5 + 0.25 * 30 * (1 - rank) ** 29;
