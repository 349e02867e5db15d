import type { Random } from '../random.js';
import type { SimOffering } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';
import { keyOf, type Pair } from './label.js';

/** Students in offerings, each of whom cheats in it once at most. */
export class Pool {
  readonly pairs: readonly Pair[];
  private readonly used = new Set<string>();
  private readonly cheats = new Set<SimStudent>();
  private readonly fitting = new Map<unknown, readonly Pair[]>();

  constructor(private readonly world: World) {
    // Whoever came late has a term of his own.
    this.pairs = world.students.flatMap((student) =>
      student.traits.has('transferred')
        ? []
        : student.offerings.map((offering) => ({ student, offering })),
    );
  }

  /** Those a kind or a family can befall; remembered by the test. */
  of(fits: (pair: Pair) => boolean): readonly Pair[] {
    const known = this.fitting.get(fits);
    if (known) return known;
    const own = this.pairs.filter(fits);
    this.fitting.set(fits, own);
    return own;
  }

  isFree = ({ student, offering }: Pair): boolean =>
    !this.used.has(keyOf(student.number, offering.id));

  /** Of two who could, whoever is `keener`. */
  take(
    fits: (pair: Pair) => boolean,
    random: Random,
    keener: (pair: Pair) => number = () => 0,
  ): Pair | undefined {
    const all = this.of(fits);
    if (all.length === 0) return undefined;
    const two: Pair[] = [];
    for (let tries = 0; tries < 60 && two.length < 2; tries++) {
      const pair = random.pick(all);
      if (this.isFree(pair)) two.push(pair);
    }
    const [one, other] = two;
    const pair = one && other && keener(other) > keener(one) ? other : one;
    return pair && this.claim(pair);
  }

  /** Free members of one offering, in drawn order. */
  classmates(
    offering: SimOffering,
    count: number,
    random: Random,
    fits: (pair: Pair) => boolean = () => true,
  ): Pair[] {
    const members = (this.world.members.get(offering.id) ?? [])
      .filter(({ traits }) => !traits.has('transferred'))
      .map((student) => ({ student, offering }))
      .filter((pair) => this.isFree(pair) && fits(pair));
    return random.some(members, count).map((pair) => this.claim(pair));
  }

  /** One whose whole term is free. */
  takeStudent(fits: (student: SimStudent) => boolean, random: Random): SimStudent | undefined {
    for (let tries = 0; tries < 200; tries++) {
      const student = random.pick(this.world.students);
      if (this.cheats.has(student) || !fits(student)) continue;
      for (const offering of student.offerings) this.claim({ student, offering });
      return student;
    }
    return undefined;
  }

  claim(pair: Pair): Pair {
    this.used.add(keyOf(pair.student.number, pair.offering.id));
    this.cheats.add(pair.student);
    return pair;
  }

  /** Nothing came of it. */
  release({ student, offering }: Pair): void {
    this.used.delete(keyOf(student.number, offering.id));
  }
}
