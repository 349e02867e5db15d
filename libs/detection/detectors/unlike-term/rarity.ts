import type { Limits } from './limits.js';
import type { Place, StrangePlace } from './place.js';

/** How rare a strange place is, and what of the class shows it. */
export interface Rarity {
  /** Nats for the place alone. */
  readonly nats: number;
  /** Classmates in exams with as well known a term, and how many of them sat one somewhere strange too. */
  readonly classmates: number;
  readonly alike: number;
}

/**
 * No honest exam on a strange machine there is taken to be rarer than one in so many, whatever the class
 * shows: a cousin's flat or the family's computer; a broken laptop and a friend's in another building; a
 * neighbour's room and machine; where no place is told, any machine but one's own.
 */
const RAREST: Readonly<Record<StrangePlace, number>> = {
  ...{ line: 250, vpn: 250, mobile: 250 },
  ...{ ground: 50, neighbour: 20, untold: 30 },
};
/** An exam is sat on another machine three times as often as a quiz: it matters whether the own one works. */
const EXAM_OF_QUIZ = 3;
/** Sittings that the class's quizzes count for beside its exams, and its days beside the own ones. */
const QUIZZES_COUNT = 40;
const CLASS_COUNTS = 10;
/** Somewhere strange, but of another sort: somebody who borrows a machine goes where there is one. */
const OTHER_SORT = 1 / 3;

/**
 * The share of honest people who sit an exam so, from the class itself, the own sittings left out: its
 * exams, and its quizzes, which nobody hires a hand for. One machine is one occasion, however many
 * students' papers it wrote. Whoever uses a machine of no other day more often than the class counts
 * by the own days.
 */
export function rarityOf(
  place: Place,
  strange: StrangePlace,
  { exams, quizzes }: { readonly exams: readonly Place[]; readonly quizzes: readonly Place[] },
  { fewestClass }: Limits,
): Rarity {
  const others = peersOf(place, exams, fewestClass);
  const before = peersOf(place, quizzes, fewestClass);
  const alike = occasions(others, place, strange);
  const quizRate = (occasions(before, place, strange) + 1) / (before.length + 2);
  const known = before.length >= fewestClass;
  const rate = known
    ? (QUIZZES_COUNT * Math.min(1, EXAM_OF_QUIZ * quizRate) + alike) /
      (QUIZZES_COUNT + others.length)
    : (1 + alike) / (2 + others.length);
  const own =
    place.strangeDays === 0
      ? 0
      : (place.strangeDays + CLASS_COUNTS * rate) / (place.days + CLASS_COUNTS);
  const share = Math.max(rate, own, 1 / RAREST[strange]);
  return {
    nats: Math.max(0, -Math.log(share)),
    classmates: new Set(others.map(({ sitting }) => sitting.subject)).size,
    alike: others.filter((other) => other.strange !== undefined).length,
  };
}

/** Machines of no other day: more than these of the days are a habit. */
const HABIT = 0.05;
const habitOf = ({ strangeDays, days }: Place): number => strangeDays / days;

/**
 * Sittings of the others, of people like him: of one who studies on machines of his own, those who do so
 * too; nameless windows and shared rooms make others' machines look strange any day.
 */
function peersOf(own: Place, places: readonly Place[], fewest: number): readonly Place[] {
  const { subject } = own.sitting;
  const others = places.filter(({ sitting }) => sitting.subject !== subject);
  const most = Math.max(HABIT, habitOf(own));
  const like = others.filter((place) => habitOf(place) <= most);
  return like.length < fewest ? others : like;
}

/** Students and machines, each once. */
function occasions(others: readonly Place[], own: Place, strange: StrangePlace): number {
  const seen = new Set<string>(own.devices);
  let count = 0;
  for (const place of others) {
    if (place.strange === undefined) continue;
    const machines = [...place.devices];
    if (machines.every((machine) => seen.has(machine))) continue;
    for (const machine of machines) seen.add(machine);
    count += place.strange === strange ? 1 : OTHER_SORT;
  }
  return count;
}
