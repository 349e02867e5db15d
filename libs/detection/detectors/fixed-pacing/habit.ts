import { median } from '../reading.js';
import { evenNats, type Evenness } from '../sittings/evenness.js';
import { beyondAbility } from '../sittings/beyond-ability.js';
import { beyondAble, beyondQuick, type Pace } from '../sittings/tempo.js';
import type { Limits } from './limits.js';
import type { ClassPace, Weighed } from './weigh.js';

/** What steady sittings may weigh at most when the person may simply be a steady one. */
export interface BeyondHabit {
  readonly most: number;
  /** No hand is as steady. */
  readonly machine: boolean;
  /** Nats of what no habit of steadiness brings along: haste, answers beyond the person, other papers unlike it. */
  readonly beyond: number;
  /** Nats of answers so far beyond the person that they speak beside the pace, not just against the habit. */
  readonly answers: number;
}

/**
 * One person in thirty or so answers like a clock, whatever the item (our own choice); of the programs most do. Steadiness
 * alone is worth that much and no more, in however many papers: a habit is a habit in all of them.
 */
const HABIT = 3;
const MOST_OF_ANSWERS = 6;
/**
 * People's choices take a fifth more or less each time, even where there is nothing to read or weigh up (choice reaction
 * times, whose deviation grows with their mean); with the longest of eight forgiven it looks a little less. Whoever has time
 * can keep one nevertheless: it counts against those who take a quarter of the class's.
 */
const CHOICE_SPREAD = 0.17;
const MOST_OF_CHOICE = 4;
const HURRIED_HALVINGS = 2;
/** The other papers of whoever is steady by habit are steady: two that are not, and a third of all, refute it. */
const REFUTED = 2;
const FEWEST_UNSTEADY = 2;
const UNSTEADY_SHARE = 1 / 3;

/** `steady`: sittings under suspicion; `papers`: all of the student's. */
export function withoutHabit(
  steady: readonly Weighed[],
  papers: readonly Weighed[],
  paces: ReadonlyMap<string, ClassPace>,
  limit: Limits,
): BeyondHabit {
  const machine = machineNats(
    steady.flatMap(({ even }) => even ?? []),
    limit,
  );
  // What is steady and too short to be spoken of was paced by the same hand: it tells nothing of the person apart.
  const alike = papers.filter(
    (one) => steady.includes(one) || (one.even && one.even.spread < limit.handSpread),
  );
  const others = papers.filter((one) => !alike.includes(one));
  const eases = new Map([...paces].map(([paper, { ease }]) => [paper, ease]));
  const first = (some: readonly Weighed[]) =>
    some.flatMap(({ sitting }) => (sitting.again ? [] : [sitting]));
  const right = beyondAbility(first(alike), first(others), eases) ?? 0;
  const answers = Math.max(-HABIT, Math.min(MOST_OF_ANSWERS, right));
  const pace = paceOf(steady);
  const beyond =
    beyondQuick(pace) +
    ((pace.halvings ?? 0) >= HURRIED_HALVINGS ? choiceNats(steady) : 0) +
    answers +
    (isRefuted(steady, others, limit) ? REFUTED : 0);
  return {
    most: Math.max(machine, HABIT + beyond, 0),
    machine: machine >= HABIT,
    beyond,
    answers: Math.max(0, beyondAble(answers)),
  };
}

/** All gaps together: a hand that reads one item after the other does not keep time to a third of a second. */
function machineNats(evens: readonly Evenness[], { machineSpread, machineSec }: Limits): number {
  const gaps = evens.reduce((sum, even) => sum + even.gaps, 0);
  if (gaps === 0) return 0;
  const mean = (of: (even: Evenness) => number): number =>
    evens.reduce((sum, even) => sum + even.gaps * of(even), 0) / gaps;
  const spread = Math.sqrt(mean((even) => even.spread ** 2));
  const seconds = Math.sqrt(mean((even) => (even.spread * even.meanSec) ** 2));
  return seconds >= machineSec ? 0 : evenNats({ gaps, spread, meanSec: 0 }, machineSpread);
}

/** All gaps together, of sittings that each are steady: steadier than people choose. */
function choiceNats(steady: readonly Weighed[]): number {
  const evens = steady.flatMap(({ even }) => even ?? []);
  const gaps = evens.reduce((sum, even) => sum + even.gaps, 0);
  if (gaps === 0) return 0;
  const squares = evens.reduce((sum, even) => sum + even.gaps * even.spread ** 2, 0);
  const together = { gaps, spread: Math.sqrt(squares / gaps), meanSec: 0 };
  return Math.min(MOST_OF_CHOICE, evenNats(together, CHOICE_SPREAD));
}

/** Seconds an item, and how many times the class's usual time has been halved; what was worked out beforehand says nothing. */
function paceOf(steady: readonly Weighed[]): Pace {
  const paces = steady.flatMap(({ even, pace, prepared }) =>
    prepared || !even || pace.gapSec === undefined || pace.n === 0
      ? []
      : [{ sec: even.meanSec, halvings: Math.log2(pace.gapSec / even.meanSec) }],
  );
  return {
    sec: median(paces.map(({ sec }) => sec)),
    halvings: median(paces.map(({ halvings }) => halvings)),
  };
}

function isRefuted(
  steady: readonly Weighed[],
  others: readonly Weighed[],
  { handSpread }: Limits,
): boolean {
  const unsteady = others.filter(({ even }) => even && even.spread >= handSpread).length;
  return unsteady >= FEWEST_UNSTEADY && unsteady >= (unsteady + steady.length) * UNSTEADY_SHARE;
}
