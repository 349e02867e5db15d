import { groupBy, known } from '../reading.js';
import type { RevealedClass } from './reveals.js';

/** Somebody who draws out keys: knows nearly every answer of a paper and gave few of them. */
export interface Harvester {
  /** -1 for a student of another class (course.ts). */
  readonly student: number;
  /** Assessments whose key was drawn out. */
  readonly drawn: readonly number[];
  /** Nats for drawing out keys on purpose, against the class's own habit of looking; at most 3. */
  readonly llr: number;
  /** Papers drawn out in a sitting far quicker than the class's, and never sat again. */
  readonly wasted: number;
  /** Nats for that, against somebody who is weak, quick and early, and likes to know; at most 9.8. */
  readonly purpose: number;
  /** Instant from which the key to an item of the class's table was known to them. */
  knownAt(item: number): number | undefined;
  /** A student of another class, as that class has them. */
  readonly origin?: Harvester;
}

/** Purpose from which drawing out keys is no habit any more. */
export const DELIBERATE = 5;

/** Share of a paper's answers seen, and share of own right answers, of somebody who draws out the key. */
export const SEEN = 0.8;
const RIGHT = 0.5;
const FEWEST_ITEMS = 4;
/** Drawn out on purpose: in nine papers of ten; by habit: in the class's share, three in a hundred at least. */
const ON_PURPOSE = 0.9;
const BY_HABIT = 0.03;
const LEAST_NATS = 1;
const MOST_NATS = 3;
/** The strongest are looked into, however many a class has. */
const MOST = 12;

/**
 * Students who look at nearly all answers of papers in which they knew little, more often than the
 * class does. Many honest people look at what they got wrong, and some give up early: the class's
 * share of such sittings is the measure, and this alone makes no case.
 */
export function harvestersOf(revealed: RevealedClass): Harvester[] {
  const { answers, sittings } = revealed;
  // A paper whose key nobody sees tells nothing of who would have looked.
  const open = [...sittings].filter(([, own]) =>
    answers.students.some((_, s) => own.some((i) => revealed.revealed(s, i) !== undefined)),
  );
  const odd = answers.students.map((_, s) =>
    open.flatMap(([activity, own]) => {
      const is = drawsOut(revealed, s, own);
      return is === undefined ? [] : [{ activity, is }];
    }),
  );
  const all = odd.flat();
  const oddAll = all.filter(({ is }) => is).length;
  return odd
    .map((own, student): Harvester => {
      const drawn = own.filter(({ is }) => is).map(({ activity }) => activity);
      const others = all.length - own.length;
      const habit = Math.max(BY_HABIT, (oddAll - drawn.length + 1) / (others + 2));
      const llr =
        drawn.length * Math.log(ON_PURPOSE / habit) +
        (own.length - drawn.length) * Math.log((1 - ON_PURPOSE) / (1 - habit));
      return {
        student,
        drawn,
        llr: Math.min(MOST_NATS, llr),
        knownAt: (item) => revealed.revealed(student, item)?.at,
        ...purposeOf(revealed, student, drawn, llr),
      };
    })
    .filter(({ drawn, llr }) => drawn.length > 0 && llr >= LEAST_NATS)
    .sort((a, b) => b.llr - a.llr || b.drawn.length - a.drawn.length || a.student - b.student)
    .slice(0, MOST);
}

/** Looks at the key of papers that went badly: two or three in a hundred do so all term. */
const MOST_LOOKING = 3.5;
/** Far quicker than everybody: some honest people do not care. */
const MOST_QUICK = 4;
/** A student's own pace, in deviations of the class's paces, that says nothing yet. */
const OWN_PACE = 2;
/** Early in the order of the class, week by week: so is one honest student in ten. */
const MOST_EARLY = 2.3;
const FEWEST_WASTED = 3;

/**
 * Attempts thrown away for the key: paper after paper knowing little, in a fraction of the class's
 * time, before the class, then a look at nearly all of the key, and no attempt of one's own that has
 * use of it. Each alone is an honest habit; who looks in order to learn has tried, or tries again.
 */
function purposeOf(
  revealed: RevealedClass,
  student: number,
  drawn: readonly number[],
  looking: number,
): Pick<Harvester, 'wasted' | 'purpose'> {
  const { sat } = revealed;
  const idle = drawn.filter((activity) => !sat.again(student, activity));
  const paces = idle.flatMap((activity) => sat.pace(student, activity) ?? []);
  const wasted = paces.filter((pace) => pace < -sat.spread).length;
  if (wasted < FEWEST_WASTED || wasted < ON_PURPOSE * drawn.length - 1)
    return { wasted, purpose: 0 };
  const pace = paces.reduce((sum, one) => sum + one, 0) / paces.length;
  const quick = -pace / sat.spread - OWN_PACE;
  const early = idle.reduce((sum, at) => sum + Math.log(first(placeOf(revealed, student, at))), 0);
  // Filled in by a pattern is quick and weak in one habit: only a look shows that somebody looked.
  const seen = idle.filter((activity) => looksAt(revealed, student, activity)).length;
  const purpose =
    (seen > idle.length / 2 ? Math.min(MOST_LOOKING, looking) : 0) +
    Math.min(MOST_QUICK, quick) +
    Math.min(MOST_EARLY, early / 2);
  return { wasted, purpose: Math.max(0, purpose) };
}

const looksAt = ({ revealed, sittings }: RevealedClass, student: number, activity: number) =>
  known(sittings.get(activity)).some((i) => revealed(student, i)?.by === 'look');

/** Share (0–1) of the class that began the paper before the student. */
function placeOf({ answers, startOf }: RevealedClass, student: number, activity: number): number {
  const own = startOf(student, activity) ?? Infinity;
  const all = answers.students.flatMap((_, s) => startOf(s, activity) ?? []);
  return all.filter((at) => at < own).length / Math.max(1, all.length);
}

/** Density of the place in the class's order of somebody who draws out the key for others: Beta(1, 5). */
const first = (place: number): number => 0.1 + 0.9 * 5 * (1 - place) ** 4;

/** Undefined for a student who has nothing to do with the paper. */
function drawsOut(
  { answers, revealed }: RevealedClass,
  s: number,
  own: readonly number[],
): boolean | undefined {
  const width = answers.items.length;
  const given = own.filter((i) => answers.answered(s, i));
  const seen = own.filter((i) => revealed(s, i) !== undefined);
  if (own.length < FEWEST_ITEMS || given.length + seen.length === 0) return undefined;
  // An answer given after the look shows nothing of what was known before.
  const before = given.filter((i) => answers.ref(s, i).at <= (revealed(s, i)?.at ?? Infinity));
  const right = before.filter((i) => answers.right[s * width + i] === 1).length;
  const unknown = given.filter((i) => known(answers.right[s * width + i]) < 0);
  if (unknown.length > 0) return undefined;
  return seen.length >= SEEN * own.length && right <= RIGHT * own.length;
}

export const byActivity = (
  items: Iterable<number>,
  { answers }: RevealedClass,
): Map<number, number[]> => groupBy(items, (i) => known(answers.items[i]).activity);
